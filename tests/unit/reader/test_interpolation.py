"""`{x}` and `$x`: what IPython makes of them, ours evaluated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.utils.text import DollarFormatter

from nb2pkg.reader.magics import Scope
from nb2pkg.reader.magics.interpolation import python_string

VALUES = {"x": "one", "n": 3, "d": {"k": "v"}, "items": [1, 2, 3], "HOMES": "bound"}
SCOPE = Scope(cell=0, text="", bound=lambda: frozenset(VALUES))
PARTS = [
    "ls ", "{x}", "$x", "$$x", "{n + 1}", "{d['k']}", '{d["k"]}', "{items[1:]}", "{x!r}", "{{", "}}", "{n:>3}", "$HOME",
    "'$x'", "'", '"', "\\", " ", "{", "}", "$", "{unknown}", "é", "\t", "{}", "$x.upper", "{x.upper()}", "{n == 3}",
    "{'a' + \"b\"}", "{[i for i in items]}", "$1", "{n != 3}", "{x if n else d}", "{ x }", "{{x}}", "{lambda: 3}",
]  # fmt: skip


def by_ipython(text: str) -> str:
    try:
        return str(DollarFormatter().vformat(text, args=[], kwargs=dict(VALUES)))
    except Exception:  # as IPython's var_expand does
        return text


@given(st.lists(st.sampled_from([part for part in PARTS if "lambda" not in part]), max_size=6).map("".join))
def test_expansion_is_that_of_ipython(text: str) -> None:
    expected = by_ipython(text)
    try:
        assert eval(python_string(text, SCOPE), dict(VALUES)) == expected
    except (AttributeError, TypeError):  # an expression that fails is left as it is by IPython, which we cannot foresee
        assert expected == text


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("ls", '"ls"'),
        ("ls {x}", 'f"ls {x}"'),
        ("ls $x/$n", 'f"ls {x}/{n}"'),
        ("ls $HOME", '"ls $HOME"'),
        ("cat $x.csv", '"cat $x.csv"'),
        ("ls $HOME {x}", '"ls $HOME {x}"'),
        ("awk '{print $1}' {x}", "\"awk '{print $1}' {x}\""),
        ("ls {d['k']}", "f\"ls {d['k']}\""),
        ('echo "{x}"', "f'echo \"{x}\"'"),
        ("""ls {d['k'] + "a"}""", """"ls {}".format(d['k'] + "a")"""),
    ],
)
def test_text(text: str, python: str) -> None:
    assert python_string(text, SCOPE) == python


def test_names_of_the_same_cell_count() -> None:
    scope = Scope(cell=0, text="def f(path, *, b):\n    !ls {path}\ny: int = 3", bound=frozenset)
    assert python_string("ls {path} {b} {y}", scope) == 'f"ls {path} {b} {y}"'


def test_a_star_import_may_bind_anything() -> None:
    assert python_string("ls {z}", Scope(cell=0, text="", bound=lambda: frozenset({"*"}))) == 'f"ls {z}"'
