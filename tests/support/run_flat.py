"""Runs a notebook's cells as a kernel does, one after the other in one namespace: what a package must print too.

Independent of nb2pkg on purpose. `python run_flat.py CELLS.json` runs `[{"source": ..., "tags": [...]}, ...]`.
"""

from __future__ import annotations
import __future__

import ast
import asyncio
import builtins
import contextlib
import inspect
import io
import json
import re
import sys
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatCell:
    """A code cell: its text, and the tags that change how it runs."""

    source: str
    tags: tuple[str, ...] = ()


def run_flat(cells: Sequence[FlatCell]) -> None:
    """Run the cells in a new `__main__`; values of last expressions are printed."""
    with _main_module() as module, _asyncio_loop() as loop:
        _Kernel(module, loop).run(cells)


def flat_output(cells: Sequence[FlatCell]) -> str:
    """What the cells print when they are run in this process. Raises what they raise."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        run_flat(cells)
    return out.getvalue()


class _Kernel:
    def __init__(self, module: ModuleType, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._inputs: list[str] = [""]
        self._outputs: dict[int, object] = {}
        self._names = module.__dict__
        self._names |= {"display": display, "In": self._inputs, "Out": self._outputs, "_": "", "__": "", "___": ""}
        self._own_last: object = ""
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT  # and those of `from __future__ import`, from there on

    def run(self, cells: Sequence[FlatCell]) -> None:
        for cell in cells:
            if "skip-execution" in cell.tags:
                continue
            if not cell.source.strip():
                continue  # an empty cell does not count
            self._inputs.append(cell.source)
            if "raises-exception" in cell.tags:
                with contextlib.suppress(Exception):
                    self._run_cell(cell.source)
            else:
                self._run_cell(cell.source)

    def _run_cell(self, source: str) -> None:
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        for statement in tree.body:
            self._flags |= _future_flags(statement)
            self._evaluate(compile(_module(statement), "<cell>", "exec", self._flags, dont_inherit=True))
        if isinstance(last, ast.Expr):
            expression = ast.Expression(last.value)
            value = self._evaluate(compile(expression, "<cell>", "eval", self._flags, dont_inherit=True))
            if value is not None and not ends_in_semicolon(source):
                self._show(value)

    def _evaluate(self, code: CodeType) -> object:
        value: object = eval(code, self._names)
        if inspect.iscoroutine(value) and code.co_flags & inspect.CO_COROUTINE:
            return self._loop.run_until_complete(value)
        return value

    def _show(self, value: object) -> None:
        print(as_shown(value))
        self._outputs[len(self._inputs) - 1] = value
        if self._names.get("_") is self._own_last:  # a notebook's own `_` is left alone
            self._names |= {"___": self._names.get("__"), "__": self._names.get("_"), "_": value}
            self._own_last = value
        self._names[f"_{len(self._inputs) - 1}"] = value


def _future_flags(statement: ast.stmt) -> int:
    if not isinstance(statement, ast.ImportFrom) or statement.module != "__future__":
        return 0
    return sum(getattr(__future__, alias.name).compiler_flag for alias in statement.names)


def _module(statement: ast.stmt) -> ast.Module:
    return ast.Module(body=[statement], type_ignores=[])


def display(*values: object) -> None:
    """What a kernel puts among the builtins."""
    for value in values:
        print(as_shown(value))


def as_shown(value: object) -> str:
    """The text that a kernel shows: its pretty form where that differs from the repr in more than white space."""
    try:
        from IPython.lib.pretty import pretty
    except ImportError:  # then shown sets, classes and functions are not compared as closely
        return repr(value)
    text: str = pretty(value, max_width=1_000_000)  # type: ignore[no-untyped-call,unused-ignore]
    plain = repr(value)
    return plain if re.sub(r"\s+", "", text) == re.sub(r"\s+", "", plain) else text


def ends_in_semicolon(source: str) -> bool:
    """Whether a cell's last token of code is `;`: then its value is not shown."""
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type not in blank]
    return bool(tokens) and tokens[-1].string == ";"


@contextlib.contextmanager
def _main_module() -> Iterator[ModuleType]:
    """A new `__main__`, so that pickles and reprs are those of a notebook."""
    module, before = ModuleType("__main__"), sys.modules["__main__"]
    had_display: Any = getattr(builtins, "display", None)
    builtins.display = display  # type: ignore[attr-defined]
    sys.modules["__main__"] = module
    try:
        yield module
    finally:
        sys.modules["__main__"] = before
        builtins.display = had_display  # type: ignore[attr-defined]
        if had_display is None:
            del builtins.display  # type: ignore[attr-defined]


@contextlib.contextmanager
def _asyncio_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that lives as long as the notebook."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def _cells_of(path: Path) -> list[FlatCell]:
    cells = json.loads(path.read_text(encoding="utf-8"))
    return [FlatCell(source=cell["source"], tags=tuple(cell["tags"])) for cell in cells]


if __name__ == "__main__":
    run_flat(_cells_of(Path(sys.argv[1])))
