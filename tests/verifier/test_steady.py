"""What is left of a value of which a part is another one in the notebook's second run."""

from __future__ import annotations

from typing import Any

import pytest

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.probe.record import Json, record
from nb2pkg.verifier.steady import is_mostly_steady, steady_part


class Model:
    """As if a library had it."""

    __module__ = "library"

    def __init__(self, **fields: Any) -> None:
        self.__dict__.update(fields)


def steady(first: Any, again: Any) -> tuple[Json, bool]:
    one = record(first)
    part = steady_part(one, record(again))
    return part, is_mostly_steady(part, one)


@pytest.mark.parametrize(
    ("name", "size", "is_steady"),
    [("_empty", 20, True), ("empty", 20, False), ("empty", 1, True), ("_empty", 90, False)],
    ids=["a buffer", "no buffer", "a small part", "a buffer larger than all else"],
)
def test_private_fields_that_vary_do_not_count(name: str, size: int, is_steady: bool) -> None:
    first, again = (Model(data=list(range(80)), **{name: [number] * size}) for number in (1, 2))
    part, found = steady(first, again)
    assert found is is_steady
    for last, outcome in ((79, Outcome.UNSTABLE), (80, Outcome.DIFFERENT)):
        package = Model(data=[*range(79), last], **{name: [3] * size})
        assert compare_records(part, record(package)).outcome is outcome


def test_of_the_notebook_s_own_objects_every_field_counts() -> None:
    own = type("Own", (), {"__module__": "__main__"})
    first, again = own(), own()
    for number, value in enumerate((first, again)):
        value.__dict__.update(data=list(range(80)), _empty=[number] * 20)
    assert steady(first, again)[1] is False


@pytest.mark.parametrize(
    ("again", "is_shuffled"),
    [("abdc", True), ("abcd", False)],
)
def test_parts_in_another_order_make_the_whole_unstable(again: str, is_shuffled: bool) -> None:
    def model(order: str, size: int) -> Model:
        return Model(parts=[Model(name=name, at=size) for name in order], size=0)

    part, _ = steady({"m": model("abcd", 1), "n": 1}, {"m": model(again, 2), "n": 1})
    for order, outcome in (
        ("abcd", Outcome.UNSTABLE),
        ("bacd", Outcome.UNSTABLE if is_shuffled else Outcome.DIFFERENT),
    ):
        assert compare_records(part, record({"m": model(order, 3), "n": 1})).outcome is outcome
    assert compare_records(part, record({"m": model("abcd", 3), "n": 2})).outcome is Outcome.DIFFERENT
