"""A value as a record: a dictionary with its `kind`, the name of its `type`, and what that kind holds.

Recording leaves the value as it is, draws no random numbers and consumes no iterator. What cannot be looked into is
`opaque` and will be called not comparable, never the same. What is met twice on the way is recorded once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Any

from .blobs import digest

Json = dict[str, Any]
Inner = Callable[[Any], Json]

MOST_NODES = 40_000
MOST_DEPTH = 60
MOST_TEXT = 200_000
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")
# Whether two of these are one object depends on the compiler, and makes no difference.
ALONE = frozenset({type(None), bool, int, float, complex, str, bytes, tuple, frozenset})


def record(value: Any) -> Json:
    """The record of a value."""
    return Recorder().record(value, 0)


class Recorder:
    """Knows what it has met, so that cycles end, and how much it has looked at."""

    def __init__(self) -> None:
        self.number_by_id: dict[int, int] = {}
        self.met: list[Any] = []  # keeps them alive: an id must not be given to another object meanwhile
        self.nodes = 0

    def record(self, value: Any, depth: int) -> Json:
        """The record of a value at some depth of another."""
        self.nodes += 1
        if self.nodes > MOST_NODES or depth > MOST_DEPTH:
            return opaque(value, "too much to look at")
        if type(value) not in ALONE:
            known = self.number_by_id.get(id(value))
            if known is not None:
                return {"kind": "again", "type": type_name(value), "value": known}
            self.number_by_id[id(value)] = len(self.met)
            self.met.append(value)
        try:
            return self._of_kind(value, depth)
        except Exception as error:  # whatever a class does when it is looked at
            return opaque(value, f"{type(error).__name__} when looked at")

    def _of_kind(self, value: Any, depth: int) -> Json:
        from .kinds import KINDS

        def inner(part: Any) -> Json:
            return self.record(part, depth + 1)

        for kind in KINDS:
            if kind.accepts(value):
                found: Json = kind.record(value, inner)
                found.setdefault("kind", kind.NAME)
                found.setdefault("type", type_name(value))
                if kind.HAS_EXTRAS:
                    extra = own_fields(value)
                    if extra:
                        found["extra"] = {name: inner(part) for name, part in sorted(extra.items())}
                return found
        return opaque(value, "of a kind that is not known")


def own_fields(value: Any) -> dict[str, Any]:
    """The attributes in an object's own dictionary, without a detour through code of its class."""
    try:
        found = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return {}
    return {str(name): part for name, part in found.items()} if isinstance(found, dict) else {}


def opaque(value: Any, why: str) -> Json:
    """A record of what cannot be compared."""
    return {"kind": "opaque", "type": type_name(value), "why": why}


def type_name(value: Any) -> str:
    """The qualified name of a value's class; classes of the notebook go by their own name alone.

    They live in `__main__` there and in a module, perhaps in a function, of the package here.
    """
    kind = type(value)
    module = module_of(kind)
    return kind.__name__ if is_own(module) else f"{module}.{kind.__qualname__}"


def module_of(kind: Any) -> str:
    """The name of the module that defines a class or function."""
    found = getattr(kind, "__module__", "")
    return found if isinstance(found, str) else ""


def is_own(module: str) -> bool:
    """Whether a module is the notebook's, or one of the package that is being run; or has no name worth telling."""
    return module in {"", "builtins"} or is_notebooks(module)


def is_notebooks(module: str) -> bool:
    """Whether a module is the notebook's, or one of the package that is being run."""
    package = _package_name()
    return module == "__main__" or bool(package and module.partition(".")[0] == package)


def _package_name() -> str:
    """The package that is being run; empty in the notebook's kernel."""
    return str(getattr(sys.modules.get(__package__ or ""), "package_name", ""))


def is_instance(value: Any, module_name: str, *class_names: str) -> bool:
    """Whether a value is of a class of a module that may not be there."""
    found = sys.modules.get(module_name)
    kinds = tuple(kind for name in class_names if isinstance(kind := getattr(found, name, None), type))
    return bool(kinds) and isinstance(value, kinds)


def plain_text(value: Any) -> str:
    """The repr of a value, without addresses and without the modules that the notebook's own classes live in."""
    package = _package_name()
    own = r"\b__main__\." + (rf"|\b{re.escape(package)}(?:\.\w+)*\.(?=\w)" if package else "")
    return shortened(re.sub(own, "", ADDRESS.sub("at 0x", repr(value))))


def shortened(text: str) -> str:
    """A text, or its beginning with the fingerprint of the whole."""
    if len(text) <= MOST_TEXT:
        return text
    return text[:1000] + f"... {len(text)} characters, {digest(text.encode(errors='replace'))}"
