"""A plan as text. One module of `formats` is one format; they are found by their file names, not registered."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reporter import formats
from nb2pkg.reporter.format import Format

__all__ = ["Format", "format_named", "format_names"]


def format_names() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    return tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def format_named(name: str) -> Format:
    """The format `name`. Raises Nb2pkgError if there is none."""
    if name not in format_names():
        raise Nb2pkgError(f"`{name}` is not a format.", hint="Choose one of " + ", ".join(format_names()) + ".")
    found = import_module(f"nb2pkg.reporter.formats.{name}").FORMAT
    assert isinstance(found, Format)
    return found
