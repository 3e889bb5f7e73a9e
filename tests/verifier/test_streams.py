"""Printed lines, shown values and figures of three runs laid side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nb2pkg.model.verdict import Comparison, Outcome
from nb2pkg.verifier.compare_runs import Runs
from nb2pkg.verifier.compare_streams import compare_streams
from nb2pkg.verifier.facts import PackageFacts, Statement
from nb2pkg.verifier.probe.record import plain_text, record
from nb2pkg.verifier.streams import essence, pieces

FACTS = PackageFacts(
    name="p",
    folder=Path(),
    notebook="n.ipynb",
    functions=(),
    statements=tuple(
        Statement(cell=cell, number=0, first_line=1, last_line=1, function=f"f{cell}", is_shown=cell != 9)
        for cell in range(10)
    ),
)


def printed(text: str, place: Any = 0) -> dict[str, Any]:
    return {"event": "print", "place": place, "text": text}


def shown(value: Any, place: Any = 0, *, is_result: bool = True) -> dict[str, Any]:
    text = {"kind": "text", "type": "str", "value": plain_text(value)}
    found = {"kind": "shown", "type": "", "value": record(value), "text": text}
    return {"event": "show", "place": place, "value": found, "is_result": is_result}


def compared(
    notebook: list[Any], package: list[Any], again: list[Any] | None = None, *, has_displays: bool = True
) -> list[Comparison]:
    second = notebook if again is None else again
    runs = Runs(facts=FACTS, notebook=tuple(notebook), again=tuple(second), package=tuple(package), blobs=Path())
    return list(compare_streams(runs, has_displays=has_displays))


def outcomes(*arguments: Any, **options: Any) -> list[Outcome]:
    return [one.outcome for one in compared(*arguments, **options)]


def test_lines_are_compared_without_white_space_and_noise() -> None:
    here = [printed("a  b\n", 0), printed("\n<x at 0x7f00aabbcc>\n", 1)]
    there = [printed("a b\n<x at", "f"), printed(" 0x7f11aabbcc>\n\n", "g")]
    assert outcomes(here, there) == [Outcome.SAME]
    assert essence("CPU times: 3 s\nx") == "x"
    assert essence("Populating the interactive namespace from numpy and matplotlib\nx") == "x"


def test_a_line_that_differs_is_told_with_its_cell_and_function() -> None:
    found = compared([printed("a\n", 0), printed("b\n", 3)], [printed("a\n", "f0"), printed("c\n", "f3")])
    assert [(one.outcome, one.cell, one.function) for one in found] == [(Outcome.DIFFERENT, 3, "f3")]
    assert found[0].detail == "line 2: b in the notebook, c in the package"


def test_a_missing_line_is_a_difference() -> None:
    assert outcomes([printed("a\nb\n")], [printed("a\n")]) == [Outcome.DIFFERENT]
    assert outcomes([printed("a\n")], [printed("a\nb\n")]) == [Outcome.DIFFERENT]


def test_only_the_lines_that_vary_are_left_out() -> None:
    here, again = [printed("a\ntook 3 s\nb\n")], [printed("a\ntook 4 s\nb\n")]
    found = compared(here, [printed("a\ntook 5 s\nb\n")], again)
    assert [(one.key, one.outcome) for one in found] == [
        ("print 1", Outcome.SAME),
        ("print 1, line 2", Outcome.UNSTABLE),
    ]
    assert outcomes(here, [printed("a\ntook 5 s\nc\n")], again) == [Outcome.DIFFERENT]


def test_another_number_of_lines_each_time_says_nothing() -> None:
    assert outcomes([printed("a\nb\n")], [printed("a\n")], [printed("a\nb\nc\n")]) == [Outcome.UNSTABLE]


def test_order_counts() -> None:
    here = [printed("a\n"), shown(1), printed("b\n")]
    assert outcomes(here, here) == [Outcome.SAME] * 3
    assert Outcome.DIFFERENT in outcomes(here, [printed("a\nb\n"), shown(1)])
    assert Outcome.DIFFERENT in outcomes(here, [shown(1), printed("a\nb\n")])


def test_after_a_lost_value_nothing_more_is_claimed() -> None:
    here = [shown(1), printed("x\n"), shown(2), printed("y\n")]
    found = outcomes(here, [shown(1), printed("x\ny\n")])
    assert found[0] is Outcome.SAME
    assert Outcome.MISSING in found or Outcome.DIFFERENT in found
    assert found[-1] is Outcome.NOT_COMPARED


def test_a_value_too_many_is_a_difference() -> None:
    assert outcomes([shown(1)], [shown(1), shown(2)]) == [Outcome.SAME, Outcome.DIFFERENT]


def test_values_that_the_package_was_made_to_leave_out_are_said() -> None:
    found = compared([shown(1, 9), shown(2, 3)], [shown(2, "f3")])
    assert [one.outcome for one in found] == [Outcome.SAME, Outcome.NOT_COMPARED]
    assert found[-1].detail.startswith("1 print")
    found = compared([shown(1, 3, is_result=False)], [], has_displays=False)
    assert [one.outcome for one in found] == [Outcome.NOT_COMPARED]


def test_a_text_says_as_much_as_is_shown() -> None:
    class Lock:
        __slots__ = ()

        def __repr__(self) -> str:
            return "<Lock>"

    assert outcomes([shown(Lock())], [shown(Lock())]) == [Outcome.SAME]
    assert outcomes([shown(object())], [shown(object())]) == [Outcome.NOT_COMPARED]


def test_prints_that_follow_each_other_are_one_piece() -> None:
    found = pieces([printed("a", 0), printed("b\nc", 1), printed("", 2), shown(1), printed("\n", 3)])
    assert [(piece.kind, [line.text for line in piece.lines]) for piece in found] == [
        ("print", ["ab", "c"]),
        ("show", []),
    ]
