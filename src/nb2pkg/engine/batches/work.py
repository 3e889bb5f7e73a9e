"""What a batch is made of. A piece of work that goes wrong costs its own result, no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

MOST_WORDS = 300


class Work(Protocol):
    """Something to do with many items. It travels to other processes, so it must be possible to pickle it."""

    def batch(self, items: Sequence[Any]) -> Iterator[Any]:
        """The results for the items, one each, in order."""

    def failed(self, item: Any, reason: str) -> Any:
        """The result for an item that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLimits:
    """What one item may take: seconds, and megabytes of address space of the process that does it."""

    seconds: float = 60.0
    memory_mb: int = 2048


def results_of(work: Work, items: Sequence[Any]) -> Iterator[Any]:
    """The results for the items, one each, in order, whatever happens."""
    done = 0
    while done < len(items):
        try:
            for result in work.batch(items[done:]):
                done += 1
                yield result
            if done < len(items):
                raise RuntimeError("there was no result")
        except Exception as error:  # the loop over notebooks: one of them must not end the others
            yield work.failed(items[done], reason_of(error))
            done += 1


def reason_of(error: Exception) -> str:
    """An unexpected exception in a few words."""
    if isinstance(error, MemoryError):
        return "It needs more memory than a notebook may take."
    if isinstance(error, RecursionError):
        return "It is nested too deeply."
    said = " ".join(str(error).split())[:MOST_WORDS]
    return f"nb2pkg has a defect: {type(error).__name__}" + (f": {said}." if said else ".")
