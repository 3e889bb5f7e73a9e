"""The other side of a watched process: `python -m nb2pkg.engine.batches.child MEGABYTES`.

It reads (work, items) from its standard input and writes results one by one, as pickles, to what was its standard
output; whatever else prints there goes to standard error. Both ends are this program: nothing else is unpickled.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from functools import partial
from typing import BinaryIO

from nb2pkg.engine.batches.work import results_of

READY = "ready"
# Trees are many objects and hardly a cycle: looked through as often as Python does by itself, they cost a fifth more.
COLLECTED_EVERY = (300_000, 20, 100)


def main() -> None:
    """Works until its input ends."""
    limit_memory(int(sys.argv[1]))
    gc.set_threshold(*COLLECTED_EVERY)
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(0), "rb") as given:
        os.dup2(2, 1)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _write(READY, out)
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
