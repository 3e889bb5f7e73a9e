"""How far a long run is: a bar on a terminal, a line now and then elsewhere, both on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nb2pkg.engine.batches.telling import Tell

SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress(what: str) -> Iterator[Tell]:
    """To be told how many are done, of how many. Nothing is shown before that."""
    if not sys.stderr.isatty():
        yield PlainProgress(what)
        return
    with _bar(what) as tell:
        yield tell


class PlainProgress:
    """Writes a line at the end, and not more often than every few seconds before it."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._clock = what, clock
        self._started = self._said = clock()

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if not done:
            self._started = self._said = now
        if done < total and now - self._said < SECONDS_BETWEEN_LINES:
            return
        self._said = now
        sys.stderr.write(f"{line(self._what, done, total, seconds=now - self._started)}\n")
        sys.stderr.flush()


def line(what: str, done: int, total: int, *, seconds: float) -> str:
    """How far it is, how fast, and how long it will still take.

    >>> line("notebooks", 500, 2000, seconds=10)
    '500 of 2,000 notebooks, 50 a second, 30 s left'
    """
    rate = done / seconds if seconds else 0.0
    said = f"{done:,} of {total:,} {what}"
    if not rate:
        return said
    said += f", {rate:.0f} a second" if rate >= 10 else f", {rate:.1f} a second"
    return said if done == total else f"{said}, {duration((total - done) / rate)} left"


def duration(seconds: float) -> str:
    """A length of time in the unit that suits it.

    >>> duration(4), duration(200), duration(9000)
    ('4 s', '3 min', '2.5 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


@contextmanager
def _bar(what: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    started = time.monotonic()
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = None

        def tell(done: int, total: int) -> None:
            nonlocal task, started
            if task is None:
                task, started = bar.add_task(what, total=total, rate=""), time.monotonic()
            seconds = time.monotonic() - started
            bar.update(task, completed=done, total=total, rate=f"{done / seconds:.0f}/s" if seconds > 1 else "")

        yield tell
