"""A value as a record: a dictionary with its `kind`, the name of its `type`, and what that kind holds.

Recording leaves the value as it is, draws no random numbers and consumes no iterator. What cannot be looked into is `opaque`
and will be called not comparable, never the same.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Inner = Callable[[Any], Json]

MOST_ITEMS = 10_000
MOST_DEPTH = 7
MOST_TEXT = 200_000
PREVIEW = 160


def record(value: Any) -> Json:
    """The record of a value."""
    return Recorder().record(value, 0)


class Recorder:
    """Knows what it has met on the way down, so that cycles end."""

    def __init__(self) -> None:
        self.above: list[Any] = []

    def record(self, value: Any, depth: int) -> Json:
        """The record of a value at some depth of another."""
        if any(value is one for one in self.above):
            return {"kind": "cycle", "type": type_name(value)}
        if depth > MOST_DEPTH:
            return opaque(value, "nested too deeply")
        self.above.append(value)
        try:
            return self._of_kind(value, depth)
        except Exception as error:  # whatever a class of the notebook's does when it is looked at
            return opaque(value, f"{type(error).__name__} when looked at")
        finally:
            self.above.pop()

    def _of_kind(self, value: Any, depth: int) -> Json:
        from .kinds import KINDS

        for kind in KINDS:
            if kind.accepts(value):
                found = kind.record(value, lambda part: self.record(part, depth + 1))
                found.setdefault("kind", kind.NAME)
                found.setdefault("type", type_name(value))
                return found
        return opaque(value, "of a kind that is not known")


def opaque(value: Any, why: str) -> Json:
    """A record of what cannot be compared."""
    return {"kind": "opaque", "type": type_name(value), "why": why}


def type_name(value: Any) -> str:
    """The qualified name of a value's class; classes of the notebook go by their own name alone.

    They live in `__main__` there and in a module of the package here.
    """
    kind = type(value)
    module = getattr(kind, "__module__", "") or ""
    name = getattr(kind, "__qualname__", str(kind)).replace("<locals>.", "")
    return name if is_own(module) else f"{module}.{name}"


def is_own(module: str) -> bool:
    """Whether a module is the notebook's, or one of the package that is being run."""
    package = getattr(sys.modules.get("_nb2pkg_probe"), "package_name", None)
    return module in {"", "__main__", "builtins"} or bool(package and module.partition(".")[0] == package)


def module(name: str) -> Any:
    """A module if it is loaded, else None."""
    return sys.modules.get(name)


def is_instance(value: Any, module_name: str, *class_names: str) -> bool:
    """Whether a value is of a class of a module that may not be there."""
    found = sys.modules.get(module_name)
    kinds = tuple(kind for name in class_names if isinstance(kind := getattr(found, name, None), type))
    return bool(kinds) and isinstance(value, kinds)


def digest(content: bytes) -> str:
    """The fingerprint of bytes."""
    return hashlib.sha256(content).hexdigest()


def shortened(text: str) -> str:
    """A text, or its beginning with the fingerprint of the whole."""
    if len(text) <= MOST_TEXT:
        return text
    return text[:1000] + f"... {len(text)} characters, sha256 {digest(text.encode(errors='replace'))}"
