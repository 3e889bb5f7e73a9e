"""Cuts wherever one is legal: what a package prints must not depend on where the planner likes to cut."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from unittest import mock

from nb2pkg.planner import group


def _price(crossing: tuple[int, int, int], lines: int) -> float:
    return -1000.0  # every function earns so much that there will be as many as can be


@contextlib.contextmanager
def cut_everywhere() -> Iterator[None]:
    """Packages that are built inside have as many functions as the planner holds possible."""
    with mock.patch.object(group, "_price", _price):
        yield
