"""Edits to the text of a cell: what they name changes, everything else stays."""

from __future__ import annotations

import ast

import pytest

from nb2pkg.emitter.edits import edited
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.model.notebook import Cell, CellId, Location, Notebook, StmtRef
from nb2pkg.model.plan import (
    AddParameters,
    BindNames,
    DropAssignment,
    Edit,
    GlobalToNonlocal,
    RenameName,
    SaveHere,
    ShowValue,
    UseParameter,
)
from nb2pkg.planner.parameter_lists import add_parameters, pass_names
from nb2pkg.syntax.parse import location, parse

CALLS = RuntimeCalls(show="show", bind="bind", remember="remember", figures='save_figures("{owner}")', aliases={})


def spot(text: str, part: str) -> Location:
    """Where `part` first stands in `text`."""
    start = text.index(part)
    ends = []
    for offset in (start, start + len(part)):
        line = text.count("\n", 0, offset)
        ends += [line + 1, offset - (text.rfind("\n", 0, offset) + 1)]
    return Location(cell=0, line=ends[0], column=ends[1], end_line=ends[2], end_column=ends[3])


def with_edits(text: str, *edits: Edit) -> str:
    return edited(text, [(edit, "plot_sales") for edit in edits], CALLS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("df", "show(df)"), ("a, b", "show((a, b))"), ("*a, b", "show((*a, b))"), ("(a, b)", "show((a, b))"),
        ("x := 1", "show(x := 1)"), ("(df\n .head()\n)", "show((df\n .head()\n))"), ("df  # why", "show(df)  # why"),
        ("f(a, b)", "show(f(a, b))"), ("x for x in xs", "show(x for x in xs)"), ("'größe'", "show('größe')"),
    ],
)  # fmt: skip
def test_show_value(text: str, shown: str) -> None:
    what = text.split("  #")[0]
    assert with_edits(text, ShowValue(at=spot(text, what))) == shown


@pytest.mark.parametrize("text", ["a, b", "df", "(a)\n"])
def test_a_remembered_value_is_one_argument(text: str) -> None:
    made = with_edits(text, ShowValue(at=spot(text, text.strip()), number=3))
    call = ast.parse(made, mode="eval").body
    assert isinstance(call, ast.Call)
    (inner,) = call.args
    assert isinstance(inner, ast.Call)
    assert (ast.unparse(call.func), ast.unparse(inner.func), ast.unparse(inner.args[0])) == ("show", "remember", "3")
    assert ast.unparse(inner.args[1]) == ast.unparse(ast.parse(text.strip(), mode="eval"))


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("f()", "f(k=k)"), ("f(1)", "f(1, k=k)"), ("f(1,)", "f(1, k=k)"), ("f(x=1 , )", "f(x=1 ,  k=k)"),
        ("f( )", "f( k=k)"),
        ("f(\n    1,\n    2,  # two\n)", "f(\n    1,\n    2,  # two\n k=k)"), ("f((1, 2))", "f((1, 2), k=k)"),
        ("f(*a, **b)", "f(*a, **b, k=k)"), ("f('ä', g(1))", "f('ä', g(1), k=k)"),
    ],
)  # fmt: skip
def test_pass_names(text: str, passed: str) -> None:
    notebook = Notebook(path="n.ipynb", cells=(Cell(id=CellId("c"), index=0, source=text, python=text),))
    (node,) = parse(text).body
    assert isinstance(node, ast.Expr)
    assert isinstance(node.value, ast.Call)
    made = with_edits(text, pass_names(notebook, StmtRef(cell=0, path=(0,)), node.value, ("k",)))
    assert made == passed
    after = ast.parse(made, mode="eval").body
    assert isinstance(after, ast.Call)
    assert ast.dump(ast.Call(after.func, after.args, after.keywords[:-1])) == ast.dump(node.value)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(): pass", []), ("def f(a): pass", ["a"]), ("def f(a, b=(1)): pass", ["a", "b"]),
        ("def f(a, *, c=f(1)): pass", ["a", "c"]), ("def f(*a): pass", ["a"]), ("def f(**a): pass", ["a"]),
        ("def f(\n    a,  # first\n): pass", ["a"]), ("async def f(a: int = 1, **b): pass", ["a", "b"]),
        ("f = lambda: 1", []), ("f = lambda a, *b: 1", ["a", "b"]), ("def f(a='ä)', /, b=1): pass", ["a", "b"]),
    ],
)  # fmt: skip
def test_add_parameters(text: str, names: list[str]) -> None:
    notebook = Notebook(path="n.ipynb", cells=(Cell(id=CellId("c"), index=0, source=text, python=text),))
    (node,) = parse(text).body
    edit = add_parameters(notebook, StmtRef(cell=0, path=(0,)), node, ("j", "k"))
    assert isinstance(edit, AddParameters)
    (after,) = ast.parse(with_edits(text, edit)).body
    args = next(part for part in ast.walk(after) if isinstance(part, ast.arguments))
    assert [arg.arg for arg in args.kwonlyargs][-2:] == ["j", "k"]
    assert args.kw_defaults[-2:] == [None, None]
    own = [*args.posonlyargs, *args.args, *([args.vararg] if args.vararg else []), *args.kwonlyargs[:-2]]
    assert [arg.arg for arg in (*own, *([args.kwarg] if args.kwarg else []))] == names


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        (
            "m = map(f, xs)",
            [BindNames(at=spot("m = map(f, xs)", "f"), names=(("a", "a"), ("b", "c")))],
            "m = map(bind(f, a=a, b=c), xs)",
        ),
        ("out = plt.hist(x)", [DropAssignment(at=spot("out = plt", "out = "))], "plt.hist(x)"),
        (
            "ä = f('a.csv', 1)",
            [UseParameter(at=spot("ä = f('a.csv', 1)", "'a.csv'"), parameter="a_path")],
            "ä = f(a_path, 1)",
        ),
        ("plt.show()", [SaveHere(at=spot("plt.show()", "plt.show()"))], 'save_figures("plot_sales")'),
        ("global k", [GlobalToNonlocal(at=spot("global k", "global k"), names=("k",))], "nonlocal k"),
        (
            "max(max)",
            [RenameName(at=spot("max(max)", "max"), to="max_"), ShowValue(at=spot("max(max)", "max(max)"))],
            "show(max_(max))",
        ),
    ],
)
def test_other_edits(text: str, edits: list[Edit], after: str) -> None:
    assert with_edits(text, *edits) == after
    assert with_edits(text, *reversed(edits), *edits) == after  # their order and doubles do not matter


def test_locations_of_nodes_and_edits_agree() -> None:
    text = "x = '𝛼'; total = größe(x,\n  'ß') + größe(x)"
    nodes = [n for n in ast.walk(parse(text)) if isinstance(n, ast.Name) and n.id == "größe"]
    made = with_edits(text, *(RenameName(at=location(text, node, cell=0), to="size") for node in nodes))
    assert made == "x = '𝛼'; total = size(x,\n  'ß') + size(x)"
