"""The run of a notebook on what is known of its values: rows that overlap, budgets, objects that hold themselves."""

from __future__ import annotations

import pytest

from nb2pkg.rules.leakage.flow_machine import MOST_STEPS, Machine
from nb2pkg.rules.leakage.flow_rows import Limit, Relation, Rows, is_within, may_overlap, relation
from nb2pkg.rules.leakage.flow_story import Story

TRAIN, TEST = Limit("split", "s", "train"), Limit("split", "s", "test")
OTHER = Limit("split", "t", "test")
HEAD, TAIL, MIDDLE = (Limit("slice", "", side) for side in ((None, 80), (80, None), (70, 90)))
OLD, NEW = Limit("order", "d < x", True), Limit("order", "d < x", False)
SET_A, SET_B, NOT_A = (Limit("equal", "set", side) for side in ("a", "b", ("not", "a")))
PART, OTHER_PART = Limit("part", "load", 0), Limit("part", "load", 1)


def rows(*limits: Limit, origin: str = "d") -> Rows:
    return Rows(origin, frozenset(limits))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (rows(), rows(TEST), Relation.OVERLAP),
        (rows(TRAIN), rows(TEST), Relation.DISJOINT),
        (rows(TRAIN), rows(OTHER), Relation.OVERLAP),
        (rows(), rows(origin="e"), Relation.DISJOINT),
        (rows(HEAD), rows(TAIL), Relation.DISJOINT),
        (rows(HEAD), rows(MIDDLE), Relation.OVERLAP),
        (rows(OLD), rows(NEW), Relation.DISJOINT),
        (rows(SET_A), rows(SET_B), Relation.DISJOINT),
        (rows(SET_A), rows(NOT_A), Relation.DISJOINT),
        (rows(SET_B), rows(NOT_A), Relation.UNKNOWN),
        (rows(PART), rows(OTHER_PART), Relation.UNKNOWN),
        (rows(OLD), rows(HEAD), Relation.UNKNOWN),
    ],
)
def test_how_rows_stand_to_each_other(a: Rows, b: Rows, expected: Relation) -> None:
    assert relation(a, b) is relation(b, a) is expected


def test_what_is_within_and_what_chance_may_share() -> None:
    assert is_within(frozenset({rows(TEST, OLD)}), frozenset({rows(TEST)}))
    assert not is_within(frozenset({rows()}), frozenset({rows(TEST)}))
    assert may_overlap(frozenset({rows(TRAIN, OLD)}), frozenset({rows(OTHER)}))
    assert not may_overlap(frozenset({rows(OLD)}), frozenset({rows(PART)}))


def run(text: str) -> Story:
    return Machine().run([(0, text)])


def test_a_long_notebook_ends_with_the_budget() -> None:
    machine = Machine()
    loop = "for i in a:\n    for j in b:\n        for k in c:\n            for l in d:\n                f(i, j, k, l)\n"
    machine.run([(0, loop * MOST_STEPS)])
    assert len(machine.loops) == 4, "it stopped in the middle"


@pytest.mark.parametrize(
    "text",
    [
        "class A:\n    def __init__(self):\n        self.me = self\n\na = A()\nprint(f(a))",
        "x = []\nx.append(x)\nm = Model(x)\nm.fit(read_csv('d'))\nm.predict(read_csv('e'))",
        "def f(n):\n    return f(n - 1)\n\nf(3)",
        "a, *b = 1\n(c, d), e = f()\nx[0][1] = y.z = w",
        "d = {}\nd[1:2] = 3\n[*a, *b]\nf(*c, **d)\nlambda: (yield)",
    ],
)
def test_odd_code_is_run_to_its_end(text: str) -> None:
    story = run(text + "\nX, y = load_data()\nm = SVC().fit(X, y)\nm.score(X, y)")
    assert [one.kind for one in story.evaluations][-1] == "metric"


def test_functions_that_nobody_calls_are_looked_at() -> None:
    story = run(
        "def go(df):\n    X = StandardScaler().fit_transform(df)\n    a, b = train_test_split(X)\n"
        "    m = SVC()\n    m.fit(a)\n    m.score(b)"
    )
    assert len(story.splits) == 1
    assert [one.kind for one in story.evaluations] == ["metric"]
