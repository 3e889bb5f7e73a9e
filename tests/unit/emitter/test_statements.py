"""Statements taken out of their cells."""

from __future__ import annotations

import ast

import pytest

from nb2pkg.emitter.opening import with_plain_name
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.statement import Kind, lines_at
from nb2pkg.emitter.statements import StatementStore
from nb2pkg.model.notebook import Cell, CellId, Notebook, StmtRef
from nb2pkg.syntax.parse import parse

CALLS = RuntimeCalls(show="show", bind="bind", remember="remember", figures="show_figures()", aliases={})


def stored(text: str) -> StatementStore:
    notebook = Notebook(path="n.ipynb", cells=(Cell(id=CellId("c"), index=0, source=text, python=text),))
    return StatementStore(notebook, [], CALLS)


def taken(text: str, *, depth: int = 0) -> list[str]:
    """Each statement of a cell as it stands inside so many blocks."""
    store = stored(text)
    refs = [StmtRef(cell=0, path=(index,)) for index in range(len(parse(text).body))]
    return ["\n".join(lines_at(depth, store.get(ref))) for ref in refs]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("a = 1; b = 2;", ["a = 1", "b = 2"]),
        ("# above\na = 1; b = 2  # beside", ["# above\na = 1", "b = 2  # beside"]),
        ("a = ';'", ["a = ';'"]),
        ("# one\n\n\n# two\n\na", ["# one\n\n# two\na"]),
        ("a\n\n# between\nb\n# below", ["a", "# between\nb"]),
        ("if a:\n    b\n    # its\n  # not its\nc", ["if a:\n    b\n    # its", "  # not its\nc"]),
        ("if a:\n  b\nelif c:\n    d\n  # no\n    # its\ne", ["if a:\n  b\nelif c:\n    d\n  # no\n    # its", "e"]),
        ("match a:\n  case (\n1): b\n  # its\nc", ["match a:\n  case (\n1):\n      b\n  # its", "c"]),
        ("try: a\nexcept E: b\n    # its\n# next\nc", ["try:\n    a\nexcept E:\n    b\n    # its", "# next\nc"]),
        ("# why\n@dec(1)\n# why\n@other\ndef f():\n    pass", ["# why\n@dec(1)\n# why\n@other\ndef f():\n    pass"]),
        ("a\n# why\n@(\n    dec\n)\nclass A:\n    x", ["a", "# why\n@(\n    dec\n)\nclass A:\n    x"]),
        ("if __name__ == '__main__':\n    a", ["if __name__ == '__main__':\n    a"]),
        ("if '__main__' == \"__main__\":\n    # why\n    a\n\n    b\n    # end", ["# why\na\n\nb"]),
        ("# c\nif '__main__'=='__main__':  # d\n  a\n # e\n  '''b\n  c'''", ["# c\na\n# e\n'''b\n  c'''"]),
        ("if '__main__' == '__main__': a; b", ["a\nb"]),
        ("if '__main__' == '__main__':\n    a\nelse:\n    b", ["if '__main__' == '__main__':\n    a\nelse:\n    b"]),
    ],
)  # fmt: skip
def test_statements(text: str, statements: list[str]) -> None:
    assert taken(text) == statements


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('q = """\nselect *\n  from t\n"""', ["select *", "  from t", '"""']),
        ("q = 'one\\\n two'", [" two'"]),
        ("q = b'''\n'''", ["'''"]),
        ('q = f"""\n{a\n} {b!r}\n"""', ["{a", "} {b!r}", '"""']),
        ("q = ['größe', '''\n''',\n1]", ["''',", "        1]"]),
        ("if a:\n\tq = '''\n\t'''", ["        \tq = '''", "\t'''"]),
        ("q = 1 + \\\n2", ["        2"]),
        ("if a:\n  \f  b\n\f", ["          b"]),
        ("if a:\n    b\n    \n    c", ["            b", "", "            c"]),
    ],
)  # fmt: skip
def test_what_begins_inside_a_literal_is_not_indented(text: str, inside: list[str]) -> None:
    (made,) = taken(text, depth=2)
    assert made.split("\n")[1:] == inside


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("class A:\n  x = 1", 'class A:\n  __qualname__ = "A"\n  x = 1'),
        ("class A: pass", 'class A:\n    __qualname__ = "A"\n    pass'),
        ("class A(\n  B,\n):  # why\n  # x\n  x", 'class A(\n  B,\n):  # why\n  __qualname__ = "A"\n  # x\n  x'),
        ("class A:\n    'doc'\n\n    x", "class A:\n    'doc'\n    __qualname__ = \"A\"\n\n    x"),
        ("@d\nclass A:\n    b'no doc'", "@d\nclass A:\n    __qualname__ = \"A\"\n    b'no doc'"),
        ("class A:\n  @(\n  d)\n  def f():\n    x", 'class A:\n  __qualname__ = "A"\n  @(\n  d)\n  def f():\n    x'),
    ],
)  # fmt: skip
def test_a_class_is_told_its_name(text: str, made: str) -> None:
    statement = stored(text).whole(StmtRef(cell=0, path=(0,)))
    assert statement.kind is Kind.CLASS
    assert "\n".join(lines_at(0, [with_plain_name(statement)])) == made


def test_literals_in_a_class_keep_their_lines() -> None:
    statement = stored('class A:\n    """Doc\n    string"""\n    x = """\n"""').whole(StmtRef(cell=0, path=(0,)))
    made = "\n".join(lines_at(1, [with_plain_name(statement)]))
    assert made == '    class A:\n        """Doc\n    string"""\n        __qualname__ = "A"\n        x = """\n"""'


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("from __future__ import annotations; x", [Kind.FUTURE_IMPORT, Kind.OTHER]),
        ("print('__future__')\n# from __future__\ny", [Kind.OTHER, Kind.OTHER]),
        ("class A: pass\nif '__main__' == '__main__': a", [Kind.CLASS, Kind.MAIN_GUARD]),
        ("if '__main__' != '__main__': a\nif '__main__' == '__main__' == b: a", [Kind.OTHER, Kind.OTHER]),
    ],
)
def test_kinds(text: str, kinds: list[Kind]) -> None:
    store = stored(text)
    assert [store.whole(StmtRef(cell=0, path=(index,))).kind for index in range(len(kinds))] == kinds


def test_there_are_as_many_as_ast_counts() -> None:
    text = "# c\n\na = 1; b = [\n 1,\n];\nif a: pass\nelse: b; c\nx = (yield_ := 3)\nawait y\n# end"
    made = taken(text)
    assert len(made) == 5
    assert ast.dump(parse("\n".join(made))) == ast.dump(parse(text))
