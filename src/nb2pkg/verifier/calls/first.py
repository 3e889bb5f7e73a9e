"""The author's own functions are seen as well: the first call of each, whichever module of the package makes it."""

from __future__ import annotations

import contextlib
import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .watch import Watch


@contextlib.contextmanager
def first_calls(watch: Watch, functions: Iterable[tuple[str, str]]) -> Iterator[None]:
    """While this lasts, another function stands in for each (module, name), until it has been called once."""
    stand_ins = [StandIn(watch, function) for function in plain_functions(watch.package, functions).values()]
    try:
        yield
    finally:
        for stand_in in stand_ins:
            stand_in.put_back()


def plain_functions(package: str, functions: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """Those that are there and are functions: not classes, nor what a decorator has made of one."""
    found = {(m, name): getattr(sys.modules.get(f"{package}.{m}"), name, None) for m, name in functions}
    return {key: function for key, function in found.items() if inspect.isfunction(function)}


class StandIn:
    """Put back at its first call: later ones cost nothing, and recursion is as deep as ever."""

    def __init__(self, watch: Watch, function: Callable[..., Any]) -> None:
        self.function = function
        self.places = [
            (module, name)
            for key, module in sorted(sys.modules.items())
            if key == watch.package or key.startswith(f"{watch.package}.")
            for name, value in list(vars(module).items())
            if value is function
        ]
        watched = watch.watched(function)

        @functools.wraps(function)
        def once(*arguments: Any, **options: Any) -> Any:
            chosen = watched if self.places else function
            self.put_back()
            return chosen(*arguments, **options)

        for module, name in self.places:
            setattr(module, name, once)

    def put_back(self) -> None:
        """The function stands where it stood."""
        for module, name in self.places:
            setattr(module, name, self.function)
        self.places = []
