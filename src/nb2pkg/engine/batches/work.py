"""What a batch is made of. A piece of work that goes wrong costs its own result, no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct

MOST_WORDS = 300


class Work(Protocol):
    """Something to do with many items. It travels to other processes, so it must be possible to pickle it."""

    def prepare(self, items: Sequence[Any]) -> Any:
        """What is done for all items of a batch at once."""

    def result(self, item: Any, prepared: Any) -> Any:
        """The result for one item."""

    def failed(self, item: Any, reason: str) -> Any:
        """The result for an item that has none."""


class ItemLimits(Struct, frozen=True, kw_only=True):
    """What one item may take: seconds, and megabytes of address space of the process that does it."""

    seconds: float = 60.0
    memory_mb: int = 2048


def results_of(work: Work, items: Sequence[Any], *, begin: Callable[[], None] = lambda: None) -> Iterator[Any]:
    """The results for the items, one each, in order, whatever happens. `begin` is called before the first of them."""
    try:
        prepared = work.prepare(items)
    except Exception as error:  # a defect, which is a row for each notebook
        begin()
        yield from (work.failed(item, reason_of(error)) for item in items)
        return
    begin()
    for item in items:
        try:
            result = work.result(item, prepared)
        except Exception as error:  # the loop over notebooks: one of them must not end the others
            result = work.failed(item, reason_of(error))
        yield result


def reason_of(error: Exception) -> str:
    """An unexpected exception in a few words."""
    if isinstance(error, MemoryError):
        return "It needs more memory than a notebook may take."
    if isinstance(error, RecursionError):
        return "It is nested too deeply."
    said = " ".join(str(error).split())[:MOST_WORDS]
    if isinstance(error, OSError):  # a disk that is full, a file that went away
        return f"The system did not let it be done: {error.strerror or said}."
    return f"nb2pkg has a defect: {type(error).__name__}" + (f": {said}." if said else ".")
