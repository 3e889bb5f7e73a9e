"""How often Python looks for cycles of objects that nobody uses, while batches are done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Trees are many objects and hardly a cycle: a notebook leaves some two hundred objects behind, and looking through the
# trees as often as Python does by itself costs a fifth. Not at all, and memory would grow with the estate.
COLLECTED_EVERY = (500_000, 20, 100)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collects seldom inside, whatever was the rule before, which holds again afterwards."""
    was_enabled, before = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(*COLLECTED_EVERY)
    gc.enable()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not was_enabled:
            gc.disable()
