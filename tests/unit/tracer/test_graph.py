"""Facts of statements, and the edges between them over a whole notebook."""

from __future__ import annotations

import pytest

from nb2pkg.model.flow import EdgeKind, Flow, Form, StmtFlow
from nb2pkg.model.notebook import Cell, CellId, Notebook
from nb2pkg.tracer import trace


def traced(*sources: str) -> Flow:
    cells = (Cell(id=CellId(f"c{i}"), index=i, source=text, python=text) for i, text in enumerate(sources))
    return trace(Notebook(path="n.ipynb", cells=tuple(cells)))


def last(*sources: str) -> StmtFlow:
    return traced(*sources).statements[-1]


@pytest.mark.parametrize(
    ("source", "mutated"),
    [
        ("df.drop(columns='a', inplace=True)", {"df"}), ("df.drop(columns='a', inplace=False)", set()),
        ("df.drop(columns='a')", set()), ("df['a'].fillna(0, inplace=True)", {"df"}), ("df['a'] = 1", {"df"}),
        ("df.loc[i, 'a'] = b", {"df"}), ("df.columns = names", {"df"}), ("del df['a']", {"df"}),
        ("xs.append(x)", {"xs"}),
        ("xs += [1]", {"xs"}), ("model.fit(X, y)", {"model"}), ("len(xs)", set()), ("x = df['a']", set()),
        ("def f(): df['a'] = 1", set()),
    ],
)  # fmt: skip
def test_mutates(source: str, mutated: set[str]) -> None:
    assert last(source).mutates == mutated


@pytest.mark.parametrize(
    ("source", "effects"),
    [
        ("os.environ['A'] = '1'", {"environment"}), ("plt.rcParams['figure.dpi'] = 9", {"settings"}),
        ("pd.read_csv('a.csv')", {"reads_file"}), ("print(1)", {"display"}), ("len(x)", set()),
    ],
)  # fmt: skip
def test_effects(source: str, effects: set[str]) -> None:
    flow = last("import os\nimport pandas as pd\nimport matplotlib.pyplot as plt", source)
    assert flow.effects == effects
    late = last("import os\nimport pandas as pd\nimport matplotlib.pyplot as plt", f"def f():\n    {source}")
    assert late.effects == set()


def test_calls_are_known_by_what_was_imported() -> None:
    flow = last("import numpy as np\nfrom sklearn.svm import SVC as Classifier", "Classifier(np.zeros(3)).fit(x)(1)")
    assert {(call.qualified, call.method) for call in flow.calls} == {
        ("sklearn.svm.SVC", "Classifier"), ("numpy.zeros", "zeros"), ("", "fit"), ("", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        ("df.query('a > @limit and b == @other')", {"limit", "other"}), ("df.eval('c = a + @k')", {"k"}),
        ("smf.ols('y ~ scale(x)', data=df)", {"y", "scale", "x"}), ("pd.eval('a')", set()),
        ("text = 'a @b'", set()), ("sqldf('select * from df')", {"select", "from", "df"}),
        ("eval('a + b')", {"a", "b"}),
    ],
)  # fmt: skip
def test_hidden_reads(source: str, hidden: set[str]) -> None:
    assert last(source).hidden_reads == hidden


def test_a_formula_is_read_where_its_name_is_used() -> None:
    assert last("formula = 'y ~ scale(x)'", "smf.ols(formula, data=df)").hidden_reads == {"y", "scale", "x"}


@pytest.mark.parametrize(
    ("source", "dynamic"),
    [
        ("exec(code)", True), ("globals()['a'] = 1", True), ("locals()", True), ("eval('a + b')", False),
        ("eval(code)", True), ("vars(x)", False), ("vars()", True), ("dir(x)", False), ("df.eval('a')", False),
        ("def f(): exec(code)", True),
    ],
)  # fmt: skip
def test_dynamic(source: str, dynamic: bool) -> None:
    assert bool(last(source).dynamic) is dynamic


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("hooks.append(lambda: k)", {"k"}), ("xs = sorted(xs, key=lambda x: x * k)", set()), ("f = lambda: k", {"k"}),
        ("ys = df.apply(lambda x: x * k)", set()), ("g = (x * k for x in xs)", {"k"}),
        ("s = sum(x * k for x in xs)", set()),
        ("ys = list(map(lambda x: x * k, xs))", set()),
    ],
)  # fmt: skip
def test_functions_that_outlive_their_statement(source: str, kept: set[str]) -> None:
    assert last(source).stored_late_reads == kept


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("import a", Form.IMPORT), ("try: import a\nexcept ImportError: a = None", Form.GUARDED_IMPORT),
        ("try: x = 1\nexcept E: pass", Form.OTHER), ("try:\n    import a\n    a.f()\nexcept E: pass", Form.OTHER),
        ("f = lambda: 1", Form.LAMBDA), ("x = [1, {'a': 2}]", Form.LITERAL), ("x: int = 1", Form.LITERAL),
        ("x = [y]", Form.OTHER), ("x = y = 1", Form.OTHER), ("x: int", Form.OTHER), ("x", Form.EXPRESSION),
    ],
)  # fmt: skip
def test_form(source: str, form: Form) -> None:
    assert last(source).form is form


def test_only_the_last_expression_of_a_cell_is_shown() -> None:
    assert [flow.shown for flow in traced("x = 1\nx\nx", "x\ny = 1").statements] == [False, False, True, False, False]


def edges(*sources: str) -> set[tuple[int, int, str, EdgeKind]]:
    return {(e.writer.cell, e.reader.cell, e.name, e.kind) for e in traced(*sources).edges}


def test_edges() -> None:
    assert edges("x = f", "x.append(1)", "def g(): return x", "print(x, g)") == {
        (0, 1, "x", EdgeKind.VALUE), (0, 2, "x", EdgeKind.LATE),
        (0, 3, "x", EdgeKind.VALUE), (1, 3, "x", EdgeKind.MUTATION), (2, 3, "g", EdgeKind.VALUE),
    }  # fmt: skip


def test_a_binding_ends_earlier_ones_and_a_possible_one_does_not() -> None:
    assert edges("x = f", "x = g", "print(x)") == {(1, 2, "x", EdgeKind.VALUE)}
    assert edges("x = f", "if c: x = g", "print(x)") == {(0, 2, "x", EdgeKind.VALUE), (1, 2, "x", EdgeKind.VALUE)}
    assert edges("x = f", "x.append(1)", "x = g", "print(x)") == {
        (0, 1, "x", EdgeKind.VALUE), (2, 3, "x", EdgeKind.VALUE)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sources", "unbound"),
    [
        (("print(x)", "x = 1"), {("x", 0)}), (("def f(): return x",), set()), (("display(_1, In)",), {("_1", 0)}),
        (("if c: x = 1", "print(x)"), {("c", 0)}), (("from m import *", "print(x)"), set()),
        (("x = x",), {("x", 0)}), (("def f():\n    global x\n    x = 1", "f()", "print(x)"), set()),
    ],
)  # fmt: skip
def test_unbound(sources: tuple[str, ...], unbound: set[tuple[str, int]]) -> None:
    assert {(name, ref.cell) for name, ref in traced(*sources).unbound} == unbound
