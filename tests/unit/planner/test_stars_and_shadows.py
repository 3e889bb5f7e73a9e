"""Star imports spelled out, and variables that hide builtins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.plan import RenameName
from nb2pkg.planner.shadows import unshadow
from nb2pkg.planner.stars import spell_out_stars
from nb2pkg.planner.timeline import Timeline

MakeTimeline = Callable[..., Timeline]


def spelled(timeline: Timeline, position: int) -> set[tuple[str, str]]:
    return {(b.module, b.member) for b in spell_out_stars(timeline).timeline.statements[position].imports}


def test_names_go_to_the_module_that_has_them(timeline: MakeTimeline) -> None:
    made = timeline(
        "from math import *", "from mine import *", "print(sqrt(helper(x)))", modules={"mine": "def helper(): 0"}
    )
    assert spelled(made, 0) == {("math", "sqrt")}
    assert spelled(made, 1) == {("mine", "helper")}


def test_the_last_of_two_wins(timeline: MakeTimeline) -> None:
    made = timeline("from math import *", "from mine import *", "print(sqrt(1))", modules={"mine": "def sqrt(x): 0"})
    assert (spelled(made, 0), spelled(made, 1)) == (set(), {("mine", "sqrt")})


def test_the_one_unknown_module_gets_the_rest_and_two_are_too_many(timeline: MakeTimeline) -> None:
    made = timeline("from math import *\nfrom unheard_of import *", "y = 1\nprint(sqrt(1), other, y, len('a'))")
    assert spelled(made, 1) == {("unheard_of", "other")}
    two = spell_out_stars(timeline("from unheard_of import *\nfrom unheard_of2 import *", "print(other)"))
    assert two.unknown == ("unheard_of", "unheard_of2")


def test_private_names_are_not_imported(timeline: MakeTimeline) -> None:
    made = timeline("from mine import *", "print(_a, b)", modules={"mine": "_a = 1\nb = 2"})
    assert spelled(made, 0) == {("mine", "b")}


@pytest.mark.parametrize(
    ("texts", "renames"),
    [
        (("max = max(xs)", "print(max)"), {0: 1, 1: 1}),
        (("print(sum(xs))\nsum = 3", "print(sum, [sum for _ in xs])"), {1: 1, 2: 2}),
        (("max = 3", "print(max)"), {}),  # the builtin is never read
        (("max(xs)", "print(max)"), {}),
    ],
)
def test_renamed(timeline: MakeTimeline, texts: tuple[str, ...], renames: dict[int, int]) -> None:
    found = unshadow(timeline(*texts))
    assert found.stuck == ()
    assert {p: len(edits) for p, edits in found.edits.items()} == renames
    assert all(isinstance(e, RenameName) and e.to in {"max_", "sum_"} for made in found.edits.values() for e in made)


@pytest.mark.parametrize(
    "texts",
    [
        ("max(xs)", "max = 3", "del max", "max(xs)"),
        ("max(xs)", "if c: max = 3", "print(max)"),
        ("def f(): return max(xs)", "max = 3", "f()"),
        ("max(xs)", "max = 3", "print(f'{max}')"),
        ("max(xs)", "import max"),
    ],
)
def test_stuck(timeline: MakeTimeline, texts: tuple[str, ...]) -> None:
    assert unshadow(timeline(*texts)).stuck == ("max",)


def test_a_free_name_is_taken(timeline: MakeTimeline) -> None:
    found = unshadow(timeline("max_ = 1\nmax = max(xs)", "print(max, max_)"))
    assert {edit.to for made in found.edits.values() for edit in made if isinstance(edit, RenameName)} == {"max__"}
    assert found.timeline.statements[1].binds == {"max__"}
    assert found.timeline.statements[2].reads == {"print", "max__", "max_"}
