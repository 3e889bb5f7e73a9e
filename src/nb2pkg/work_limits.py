"""What work on one notebook may take: processor time, so that a busy machine changes nothing, and depth."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from nb2pkg.errors import Nb2pkgError

CHECK_SECONDS, CONVERT_SECONDS = 60.0, 300.0
# Python's own limit is 1,000, which a ladder of 250 `elif` reaches. Its parser stops before the stack of C ends.
DEPTH = 4_000


class _TimeIsUp(BaseException):
    """Raised wherever the work is."""


@contextmanager
def work_limits(seconds: float, *, name: str) -> Iterator[None]:
    """Raises Nb2pkgError where the notebook `name` takes longer or is nested deeper than anyone would want."""
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(max(depth, DEPTH))
    try:
        with _timer(seconds, name):
            yield
    except RecursionError:
        raise Nb2pkgError(
            f"{name} is nested too deeply: an expression or a statement in it has thousands of levels.",
            hint="Make a table or a loop of what is nested, e.g. of hundreds of `elif`.",
        ) from None
    finally:
        sys.setrecursionlimit(depth)


@contextmanager
def _timer(seconds: float, name: str) -> Iterator[None]:
    """Where the platform has such timers, in the main thread, where signals arrive, and not inside of another one."""
    has_timer = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not has_timer or any(signal.getitimer(signal.ITIMER_VIRTUAL)):
        yield
        return
    before = signal.getsignal(signal.SIGVTALRM)
    if before is not _stop:
        signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TimeIsUp:
        raise Nb2pkgError(
            f"{name} takes more than {seconds:g} seconds: it is too large, or made to take long.",
            hint="Divide it into several notebooks, and move the data that stands in its cells into files.",
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if before not in (_stop, signal.SIG_DFL):  # ours may stay for the next notebook: no timer, no signal
            signal.signal(signal.SIGVTALRM, before)


def _stop(number: int, frame: object) -> None:
    raise _TimeIsUp
