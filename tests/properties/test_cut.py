"""Cutting is sound: functions that see only their inputs read what the flat notebook reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import example, given
from hypothesis import strategies as st

from nb2pkg.planner.group import Group, Item, cut

NAMES = ("a", "b", "c", "d", "e")
UNBOUND = -1  # what a name holds that was set to None first
MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An item and what it binds in this run: all of `binds`, some of `may_bind`."""

    item: Item
    bound: frozenset[str]


def after(names: dict[str, int], made: Made, index: int) -> dict[str, int]:
    """The namespace after the item has run: names and which item bound them."""
    left = {name: value for name, value in names.items() if name not in made.item.deletes}
    return left | dict.fromkeys(made.bound, index)


@st.composite
def runs(draw: st.DrawFn) -> tuple[Made, ...]:
    """A notebook in which nothing is read that is not bound."""

    def some(names: Sequence[str], most: int) -> frozenset[str]:
        return frozenset(draw(st.lists(st.sampled_from(names), max_size=most))) if names else frozenset()

    found: list[Made] = []
    names: dict[str, int] = {}
    for index in range(draw(st.integers(1, 14))):
        deletes = some(sorted(names), 1) if draw(st.integers(0, 5)) == 0 else frozenset()
        binds = some(NAMES, 2) - deletes
        may = some(NAMES, 2) - deletes
        item = Item(
            uses=some(sorted(names), 3) | deletes | {"print"},
            binds=binds,
            may_bind=may | binds,
            deletes=deletes,
            lines=draw(st.integers(1, 6)),
            gain=draw(st.sampled_from((-3.0, 0.0, 5.0, 20.0))),
            glued=draw(st.integers(0, 4)) == 0,
        )
        made = Made(item=item, bound=binds | frozenset(name for name in sorted(may) if draw(st.booleans())))
        found.append(made)
        names = after(names, made, index)
    return tuple(found)


def groups_of(run: Sequence[Made]) -> tuple[Group, ...]:
    return cut([made.item for made in run], most_lines=MOST)


def is_torn(run: Sequence[Made], start: int, border: int) -> bool:
    """Whether a group from `start` to `border` must return a name that it has deleted and perhaps bound again."""
    deleted: set[str] = set()
    perhaps: set[str] = set()
    for made in run[start:border]:
        perhaps = (perhaps | (made.item.may_bind & deleted)) - made.item.binds - made.item.deletes
        deleted = (deleted - made.item.binds) | made.item.deletes
    return any(is_read_first(name, run[border:]) for name in perhaps)


def is_read_first(name: str, rest: Sequence[Made]) -> bool:
    """Whether a name is read before it is surely bound again."""
    for made in rest:
        if name in made.item.uses:
            return True
        if name in made.item.binds | made.item.deletes:
            return False
    return False


def made(*, uses: str = "", binds: str = "", may_bind: str = "", deletes: str = "", glued: bool = True) -> Made:
    """An item, names spelled as letters, which binds all that it may."""
    item = Item(
        uses=frozenset(uses),
        binds=frozenset(binds),
        may_bind=frozenset(may_bind + binds),
        deletes=frozenset(deletes),
        gain=-3.0,
        glued=glued,
    )
    return Made(item=item, bound=item.may_bind)


DELETED_AND_PERHAPS_BOUND = (
    made(binds="ab"),
    made(may_bind="a", glued=False),
    made(binds="a"),
    made(uses="a", deletes="a"),
    made(may_bind="a"),
    made(),
    made(),
    made(),
    made(),
    made(),
    made(),
    made(uses="a", glued=False),
)


@given(runs())
def test_every_item_is_in_one_group(run: tuple[Made, ...]) -> None:
    groups = groups_of(run)
    assert [index for group in groups for index in range(group.start, group.end)] == list(range(len(run)))
    assert all(group.start < group.end for group in groups)


@given(runs())
def test_no_cut_before_a_glued_item_and_no_long_group_without_need(run: tuple[Made, ...]) -> None:
    for group in groups_of(run):
        assert group.start == 0 or not run[group.start].item.glued
        for border in range(group.start + 1, group.end):
            if not run[border].item.glued and not is_torn(run, group.start, border):
                assert sum(made.item.lines for made in run[group.start : border + 1]) <= MOST


@given(runs())
@example(DELETED_AND_PERHAPS_BOUND)
def test_groups_read_what_the_notebook_reads(run: tuple[Made, ...]) -> None:
    flat: dict[str, int] = {}
    outer: dict[str, int] = {}
    for group in groups_of(run):
        missing = set(group.inputs) - outer.keys()
        assert not missing, f"{missing} handed over before it is bound"
        frame = {name: outer[name] for name in group.inputs} | dict.fromkeys(group.unsure, UNBOUND)
        for index in range(group.start, group.end):
            for name in run[index].item.uses & flat.keys():
                assert frame.get(name) == flat[name], f"item {index} reads another {name}"
            flat, frame = after(flat, run[index], index), after(frame, run[index], index)
        lost = set(group.outputs) - frame.keys()
        assert not lost, f"{lost} returned but unbound"
        outer |= {name: frame[name] for name in group.outputs}


@given(runs())
def test_nothing_is_handed_over_in_vain(run: tuple[Made, ...]) -> None:
    for group in groups_of(run):
        inside = [made.item for made in run[group.start : group.end]]
        later = [made.item for made in run[group.end :]]
        used = frozenset().union(*(item.uses for item in inside))
        bound = frozenset().union(*(item.binds | item.may_bind for item in inside))
        assert set(group.outputs) <= bound & frozenset().union(*(item.uses for item in later))
        assert set(group.inputs) <= used | set(group.outputs)
        assert set(group.unsure) <= set(group.outputs) - frozenset().union(*(item.binds for item in inside)) | {
            name for item in inside for name in item.deletes
        }
