"""Keeps an engine busy: a few batches more than it can do at a time are on their way, results come as they are done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import Any

from nb2pkg.engine.batches.executors import Engine, EngineChoice, engine_of
from nb2pkg.engine.batches.telling import Tell
from nb2pkg.engine.batches.work import Work
from nb2pkg.errors import Nb2pkgError

SIZES = (50, 200)  # of the smallest and the largest batch
SHARE = 4  # a batch is this part of what is left for each worker: they get smaller, so that all end at the same time
_GO_ON = "What was done is kept: the same command goes on where it stopped."


def batches_of(items: Sequence[Any], *, width: int, sizes: tuple[int, int] = SIZES) -> list[Sequence[Any]]:
    """The items in order, in pieces of a size that suits the number of those that are left."""
    least, most = sizes
    batches: list[Sequence[Any]] = []
    start = 0
    while start < len(items):
        size = min(most, max(least, -(-(len(items) - start) // (width * SHARE))))
        batches.append(items[start : start + size])
        start += size
    return batches


def done_batches(engine: Engine, work: Work, batches: Sequence[Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
    """The numbers of the batches with their results, as they are done. Raises Nb2pkgError if the engine is lost."""
    waiting: dict[Future[list[Any]], int] = {}
    coming = enumerate(batches)
    try:
        while True:
            while len(waiting) < engine.most_waiting and (one := next(coming, None)) is not None:
                number, batch = one
                waiting[engine.executor.submit(engine.call, work, batch)] = number
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), _result(future)
    finally:
        for future in waiting:
            future.cancel()


def results_of(
    items: Sequence[Any], work: Work, choice: EngineChoice, tell: Tell, *, sizes: tuple[int, int] = SIZES
) -> Iterator[tuple[int, Any]]:
    """The places of the items with their results, as they are done."""
    if not items:
        return
    done = 0
    tell(done, len(items))
    with engine_of(choice) as engine:
        places = batches_of(range(len(items)), width=engine.width, sizes=sizes)
        batches = [[items[place] for place in some] for some in places]
        for number, results in done_batches(engine, work, batches):
            yield from zip(places[number], results, strict=True)
            done += len(results)
            tell(done, len(items))


def _result(future: Future[list[Any]]) -> list[Any]:
    try:
        return future.result()
    except OSError as error:  # Dask's errors of communication, a disk that is full
        raise Nb2pkgError(f"The engine was lost: {error}.", hint=_GO_ON) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] == "distributed" or type(error).__name__ == "CancelledError":
            raise Nb2pkgError(f"The engine was lost: {type(error).__name__}: {error}.", hint=_GO_ON) from error
        raise
