"""Where a sequence is cut, and what crosses the borders. More in tests/properties/test_cut.py."""

from __future__ import annotations

import time

import pytest

from nb2pkg.planner.group import Item, cut


def item(uses: str = "", binds: str = "", **more: object) -> Item:
    sets = {key: frozenset(str(more.pop(key)).split()) for key in ("may_bind", "deletes") if key in more}
    return Item(uses=frozenset(uses.split()), binds=frozenset(binds.split()), **sets, **more)  # type: ignore[arg-type]


CUT, NO_CUT = 50.0, -50.0


def borders(*items: Item) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [(group.inputs, group.outputs, group.unsure) for group in cut(items)]


def test_nothing_is_cut_into_nothing() -> None:
    assert cut([]) == ()


def test_names_that_cross() -> None:
    assert borders(item("open", "a b"), item("a", "c", gain=CUT), item("b c", gain=CUT)) == [
        ((), ("a", "b"), ()), (("a",), ("c",), ()), (("b", "c"), (), ()),
    ]  # fmt: skip


def test_what_is_bound_first_inside_is_no_input() -> None:
    assert borders(item("", "a"), item("", "a", gain=CUT), item("a", gain=NO_CUT)) == [((), (), ()), ((), (), ())]


def test_what_may_be_bound_is_handed_over_to_be_handed_back() -> None:
    maybe = item("", "", may_bind="a", gain=CUT)
    assert borders(item("", "a"), maybe, item("a", gain=CUT)) == [
        ((), ("a",), ()),
        (("a",), ("a",), ()),
        (("a",), (), ()),
    ]
    assert borders(item(), maybe, item("a", gain=CUT))[1:] == [((), ("a",), ("a",)), (("a",), (), ())]


def test_what_is_deleted_is_not_returned() -> None:
    deleting = item("a", "", deletes="a", gain=CUT)
    assert borders(item("", "a"), deleting, item("", "a", gain=CUT), item("a", gain=CUT)) == [
        ((), ("a",), ()), (("a",), (), ()), ((), ("a",), ()), (("a",), (), ()),
    ]  # fmt: skip


@pytest.mark.parametrize(("gain", "glued", "groups"), [(CUT, False, 2), (NO_CUT, False, 1), (CUT, True, 1)])
def test_gain_and_glue_decide(gain: float, glued: bool, groups: int) -> None:
    assert len(cut([item(lines=5), item(lines=5, gain=gain, glued=glued)])) == groups


def test_long_stretches_are_cut() -> None:
    groups = cut([item(f"x{n}", f"x{n + 1}", lines=3) for n in range(40)], most_lines=30)
    assert all((group.end - group.start) * 3 <= 30 for group in groups)
    assert len(groups) <= 8


def seconds_for(count: int) -> float:
    items = [item(f"x{n - 1} x{n - 5}", f"x{n}", may_bind=f"y{n % 50}", lines=n % 5 + 1) for n in range(count)]
    times = []
    for _ in range(3):
        start = time.process_time()
        cut(items)
        times.append(time.process_time() - start)
    return min(times)


def test_time_grows_with_the_number_of_items() -> None:
    assert seconds_for(2000) <= 30 * seconds_for(200)  # linear: 10, quadratic: 100


def test_what_is_bound_and_deleted_inside_is_not_returned() -> None:
    inside = (item("", "", may_bind="a"), item("a", "", deletes="a", glued=True))
    made = borders(*inside, item(may_bind="a", gain=CUT), item("a", gain=CUT))
    assert made == [((), (), ()), ((), ("a",), ("a",)), (("a",), (), ())]
