"""Calls of functions as they are seen from outside: what they are given, return, change, print, show, draw, write."""

from __future__ import annotations

import contextlib
import functools
import inspect
import io
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import drawn
from .values import described, outlined

MOST_WRITTEN = 200_000  # bytes of a file whose text is looked at
MOST_PRINTED = 20_000  # characters
TEXT_FILES = {".csv", ".tsv", ".txt", ".json", ".md", ".html", ".tex"}
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
Seen = dict[str, Any]


class Watch:
    """The calls that were seen, by the function's name; the last one where there are several."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.seen: dict[str, Seen] = {}
        self.figures: list[str] = []
        self.shown: list[str] = []

    def watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function; its calls are seen from now on."""
        signature = inspect.signature(function)
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def later(*arguments: Any, **options: Any) -> Any:
                given = signature.bind(*arguments, **options).arguments
                with self._call(function.__name__, given) as seen:
                    result = await function(*arguments, **options)
                    seen["result"] = result
                return result

            return later

        @functools.wraps(function)
        def now(*arguments: Any, **options: Any) -> Any:
            given = signature.bind(*arguments, **options).arguments
            with self._call(function.__name__, given) as seen:
                result = function(*arguments, **options)
                seen["result"] = result
            return result

        return now

    @contextlib.contextmanager
    def _call(self, name: str, given: dict[str, Any]) -> Iterator[Seen]:
        before = {key: described(value) for key, value in given.items()}
        outlines = {key: outlined(value) for key, value in given.items()}
        files, printed = _files(), io.StringIO()
        around, self.figures, self.shown = (self.figures, self.shown), [], []
        seen: Seen = {}
        try:
            with contextlib.redirect_stdout(printed):
                yield seen
        finally:  # a call that is part of another one is seen in both
            sys.stdout.write(printed.getvalue())
            figures, shown = self.figures, self.shown
            self.figures, self.shown = around[0] + figures, around[1] + shown
        after = {key: outlined(value) for key, value in given.items()}
        self.seen[name] = {
            "arguments": before,
            "returns": outlined(seen["result"]),
            "changes": {key: tree for key, tree in after.items() if not same(tree, outlines[key])},
            "prints": _text(printed.getvalue()),
            "shows": shown,
            "draws": figures,
            "writes": _written(files),
        }

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        """Values that go to the package's log, and figures before they are closed, are seen as long as this lasts."""
        handler = _Shown(self)
        logger = logging.getLogger(self.package)
        level = logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        pyplot = sys.modules.get("matplotlib.pyplot")
        close = getattr(pyplot, "close", None)

        def look_and_close(*arguments: Any, **options: Any) -> Any:
            self.figures += drawn.open_figures()
            return close(*arguments, **options)  # type: ignore[misc]

        try:
            if pyplot is not None:
                pyplot.close = look_and_close  # type: ignore[attr-defined]
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)
            if pyplot is not None:
                pyplot.close = close  # type: ignore[attr-defined]


class _Shown(logging.Handler):
    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.INFO)
        self.watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        self.watch.shown.append(_text(record.getMessage()))


def same(one: Any, other: Any) -> bool:
    """Whether two trees are equal, NaN being equal to itself."""
    return repr(one) == repr(other)


def _text(text: str) -> str:
    return ADDRESS.sub("0x", text)[:MOST_PRINTED]


def _files() -> dict[str, tuple[int, int]]:
    """The files below the current folder, with time and size."""
    found = {}
    for folder, folders, files in os.walk("."):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for file in sorted(files):
            path = Path(folder, file)
            with contextlib.suppress(OSError):
                state = path.stat()
                found[path.as_posix()] = (state.st_mtime_ns, state.st_size)
    return found


def _written(before: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """New and changed files: the text of small tables, of others only that they are there."""
    found: dict[str, Any] = {}
    for path, state in _files().items():
        if before.get(path) != state:
            is_read = Path(path).suffix.lower() in TEXT_FILES and state[1] <= MOST_WRITTEN
            text = Path(path).read_text(encoding="utf-8", errors="backslashreplace") if is_read else ""
            found[path] = described(text) if is_read else {"is": "file", "empty": not state[1]}
    return found
