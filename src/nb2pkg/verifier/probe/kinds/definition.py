"""Functions, classes and modules: they go by their names."""

from __future__ import annotations

import functools
import types
from typing import Any

from ..record import Inner, Json

NAME = "definition"
KINDS = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    type,
    functools.partial,
)


def accepts(value: Any) -> bool:
    """What is defined rather than computed."""
    return isinstance(value, KINDS)


def record(value: Any, inner: Inner) -> Json:
    """The name; of a partial that of its function, and what is bound."""
    if isinstance(value, functools.partial):
        keywords = {key: inner(part) for key, part in sorted(value.keywords.items())}
        return {"name": _name(value.func), "arguments": [inner(part) for part in value.args], "keywords": keywords}
    return {"name": _name(value)}


def _name(value: Any) -> str:
    return str(getattr(value, "__name__", type(value).__name__))
