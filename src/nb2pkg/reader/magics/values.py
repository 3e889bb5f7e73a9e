"""What a magic is when found, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Set

from msgspec import Struct

from nb2pkg.model.notebook import ExtraFile, Magic, Treatment, Wrapper


class Scope(Struct, frozen=True, kw_only=True):
    """What is known around a magic: the cell's index and text, and on demand the names bound before the cell.

    `"*"` among the names: a star import may have bound any.
    """

    cell: int
    text: str
    bound: Callable[[], Set[str]]


class Call(Struct, frozen=True, kw_only=True):
    """A magic with its arguments; `target` is the `x = ` before it, if any."""

    name: str
    args: str
    scope: Scope
    target: str = ""


class Became(Struct, frozen=True, kw_only=True):
    """What a magic becomes: `python` is one line, or empty when nothing is left of it."""

    treatment: Treatment
    python: str = ""
    names: tuple[str, ...] = ()
    runtime: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_silent: bool = False  # its value is not shown, though Python's would be


class Translation(Struct, frozen=True, kw_only=True):
    """A cell's source as Python, line by line the same, and what was found on the way."""

    python: str
    magics: tuple[Magic, ...] = ()
    runtime: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    extra_files: tuple[ExtraFile, ...] = ()
    wrapper: Wrapper = Wrapper.PLAIN
    captured_as: str = ""
    appends: bool = False  # its extra file is added to what an earlier cell wrote
    silent_lines: tuple[int, ...] = ()  # from 1


DROPPED = Became(treatment=Treatment.DROPPED)
UNSUPPORTED = Became(treatment=Treatment.UNSUPPORTED)
