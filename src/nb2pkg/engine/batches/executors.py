"""Where batches are done, each behind the interface of `concurrent.futures.Executor`."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct, field

from nb2pkg.engine.batches.collecting import seldom_collected
from nb2pkg.engine.batches.watched import WatchedProcess
from nb2pkg.engine.batches.work import ItemLimits, Work, results_of
from nb2pkg.errors import Nb2pkgError

P = ParamSpec("P")
T = TypeVar("T")
CONNECT_SECONDS = 20
MOST_WARM = 4  # processes that are started before it is known how much there is to do
AHEAD = 3  # batches given for each that can be done at a time, so that nobody waits


class EngineKind(Enum):
    """Where work is done."""

    SERIAL = "serial"  # in this process, without limits
    PROCESSES = "processes"
    DASK = "dask"


class EngineChoice(Struct, frozen=True, kw_only=True):
    """What was asked for: `jobs` is the number of processes (0: one a core), `scheduler` the address of Dask's."""

    kind: EngineKind = EngineKind.PROCESSES
    jobs: int = 0
    scheduler: str = ""
    limits: ItemLimits = field(default_factory=ItemLimits)


class Engine(Struct, frozen=True, kw_only=True):
    """An executor, what to call on it for a batch, how many it does at a time, and how many to give it at most.

    `warm_up("module:function")` is for those who know that there will be work before they know what: processes of this
    machine are started, and call the function, while the rest is found out.
    """

    executor: Executor
    call: Callable[[Work, Sequence[Any]], list[Any]]
    width: int
    most_waiting: int
    warm_up: Callable[[str], None] = lambda name: None


class SerialExecutor(Executor):
    """Does what it is given at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that is done."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # what an executor does: whoever asks for the result gets it
            future.set_exception(error)
        return future


class WatchedPool(ThreadPoolExecutor):
    """Threads that each have a process to work for them."""

    def __init__(self, width: int, limits: ItemLimits) -> None:
        super().__init__(width)
        self._limits = limits
        self._width = width
        self._mine = threading.local()
        self._all: list[WatchedProcess] = []
        self._idle: list[WatchedProcess] = []

    def warm_up(self, name: str) -> None:
        """Starts processes, some if there are to be many, which call what `name` says (`module:function`)."""
        for _ in range(min(self._width, MOST_WARM)):
            process = WatchedProcess(self._limits)
            self._all.append(process)
            process.launch(name)
            self._idle.append(process)

    def results(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """To be called in one of the threads."""
        process = getattr(self._mine, "process", None)
        if process is None:
            process = self._mine.process = self._taken()
        return list(process.results(work, items))

    def _taken(self) -> WatchedProcess:
        try:
            return self._idle.pop()
        except IndexError:  # more threads than were warmed up, or none was
            pass
        process = WatchedProcess(self._limits)
        self._all.append(process)
        return process

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes too; without waiting, what they are at is given up."""
        if not wait:
            self._close()
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._close()

    def _close(self) -> None:
        for process in self._all:
            process.close()


@contextmanager
def engine_of(choice: EngineChoice) -> Iterator[Engine]:
    """The engine that was asked for. Raises Nb2pkgError where it is not there."""
    match choice.kind:
        case EngineKind.SERIAL:
            with seldom_collected():
                yield Engine(executor=SerialExecutor(), call=_in_this_process, width=1, most_waiting=1)
        case EngineKind.PROCESSES:
            width = choice.jobs or os.cpu_count() or 1
            pool = WatchedPool(width, choice.limits)
            try:
                yield Engine(
                    executor=pool,
                    call=pool.results,
                    width=width,
                    most_waiting=AHEAD * width,
                    warm_up=pool.warm_up,
                )
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
            pool.shutdown()
        case EngineKind.DASK:
            with _dask(choice) as engine:
                yield engine


def _in_this_process(work: Work, items: Sequence[Any]) -> list[Any]:
    return list(results_of(work, items))


@contextmanager
def _dask(choice: EngineChoice) -> Iterator[Engine]:
    if find_spec("distributed") is None:
        raise Nb2pkgError("Dask is not installed.", hint='Install the extra: pip install "nb2pkg[dask]".')
    if not choice.scheduler:
        raise Nb2pkgError("Which scheduler of Dask?", hint="Name it: --engine dask --scheduler tcp://host:8786")
    distributed = import_module("distributed")
    try:
        client = distributed.Client(choice.scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Nb2pkgError(
            f"There is no scheduler of Dask at {choice.scheduler}.",
            hint="Start one with `dask scheduler`, and workers with `dask worker ADDRESS`.",
        ) from error
    with client:
        width = max(1, sum(client.nthreads().values()))
        # A worker that is lost costs the batches it was at, which others then do again.
        executor = client.get_executor(pure=False, retries=5)
        yield Engine(executor=executor, call=_Remote(choice.limits), width=width, most_waiting=AHEAD * width)


class _Remote(Struct, frozen=True):
    """What travels to a worker of Dask."""

    limits: ItemLimits

    def __call__(self, work: Work, items: Sequence[Any]) -> list[Any]:
        return list(_own_process(self.limits).results(work, items))


_OWN = threading.local()


def _own_process(limits: ItemLimits) -> WatchedProcess:
    """The process that works for this thread of a Dask worker."""
    kept: dict[ItemLimits, WatchedProcess] = getattr(_OWN, "processes", {})
    _OWN.processes = kept
    return kept.setdefault(limits, WatchedProcess(limits))
