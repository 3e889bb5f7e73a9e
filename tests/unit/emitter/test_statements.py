"""Statements taken out of their cells."""

from __future__ import annotations

import libcst as cst
import pytest

from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.statements import StatementStore
from nb2pkg.model.notebook import Cell, CellId, Notebook, StmtRef
from nb2pkg.syntax.parse import parse

CALLS = RuntimeCalls(show="show", bind="bind", remember="remember", figures="show_figures()", aliases={})


def taken(text: str) -> list[str]:
    """Each statement of a cell as it stands in a function."""
    notebook = Notebook(path="n.ipynb", cells=(Cell(id=CellId("c"), index=0, source=text, python=text),))
    store = StatementStore(notebook, [], CALLS)
    found = []
    for index in range(len(parse(text).body)):
        function = cst.parse_statement("def f(): pass")
        assert isinstance(function, cst.FunctionDef)
        body = cst.IndentedBlock(body=store.get(StmtRef(cell=0, path=(index,))))
        code = cst.Module(body=[function.with_changes(body=body)]).code
        found.append("\n".join(line.removeprefix("    ") for line in code.rstrip("\n").split("\n")[1:]))
    return found


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("a = 1; b = 2;", ["a = 1", "b = 2"]),
        ("# above\na = 1; b = 2  # beside", ["# above\na = 1", "b = 2  # beside"]),
        ("if a: b = 1; c = 2", ["if a:\n    b = 1\n    c = 2"]),
        ("for a in b:\n    c = 1; d = 2;\n    e = 3", ["for a in b:\n    c = 1\n    d = 2\n    e = 3"]),
        ("a = ';'", ["a = ';'"]),
        ("# one\n\n\n# two\n\na", ["# one\n\n# two\na"]),
        ("a\n\n# between\nb", ["a", "# between\nb"]),
        ("@dec(1)\n# why\n@other\ndef f(): pass", ["@dec(1)\n# why\n@other\ndef f(): pass"]),
        ("if __name__ == '__main__':\n    a", ["if __name__ == '__main__':\n    a"]),
        ("if '__main__' == \"__main__\":\n    # why\n    a\n    b", ["# why\na\nb"]),
    ],
)
def test_statements(text: str, statements: list[str]) -> None:
    assert taken(text) == statements


def test_texts_over_several_lines_are_not_indented() -> None:
    (made,) = taken('q = """\nselect *\n  from t\n"""')
    assert made.split("\n")[1:] == ["select *", "  from t", '"""']


def test_there_are_as_many_as_ast_counts() -> None:
    text = "# c\n\na = 1; b = [\n 1,\n];\nif a: pass\nelse: b; c\nx = (yield_ := 3)\n# end"
    assert len(taken(text)) == 4
