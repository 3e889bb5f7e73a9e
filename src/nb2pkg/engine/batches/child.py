"""The other side of a watched process: `python -m nb2pkg.engine.batches.child MEGABYTES [WARM_UP]`.

First it calls what WARM_UP names (`module:function`), if anything, so that what all batches need is imported.

Then it reads (work, items) from its standard input and writes results one by one, as pickles, to what was its standard
output; whatever else prints there goes to standard error. Both ends are this program: nothing else is unpickled.
"""

from __future__ import annotations

import os
import pickle
import sys
from functools import partial
from pkgutil import resolve_name
from typing import BinaryIO

from nb2pkg.engine.batches.collecting import seldom_collected
from nb2pkg.engine.batches.work import results_of

READY = "ready"


def main() -> None:
    """Works until its input ends."""
    megabytes, *warm_ups = sys.argv[1:]
    limit_memory(int(megabytes))
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(0), "rb") as given, seldom_collected():
        os.dup2(2, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for name in warm_ups:
            resolve_name(name)()
        _write(READY, out)
        _work(given, out)


def _work(given: BinaryIO, out: BinaryIO) -> None:
    while True:
        try:
            work, items = pickle.load(given)
        except EOFError:
            return
        for result in results_of(work, items, begin=partial(_write, READY, out)):
            _write(result, out)


def _write(value: object, out: BinaryIO) -> None:
    pickle.dump(value, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def limit_memory(megabytes: int) -> None:
    """Makes what asks for more fail with MemoryError, on the platforms that can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = megabytes * 1_000_000
    if hard == resource.RLIM_INFINITY or wanted <= hard:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


if __name__ == "__main__":
    main()
