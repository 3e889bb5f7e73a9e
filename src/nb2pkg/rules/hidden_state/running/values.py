"""What a variable may hold, as far as it matters here: functions, classes, objects of the notebook's classes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct, field

from nb2pkg.model.notebook import Cell
from nb2pkg.syntax.scopes import FunctionNode


class Frame(Struct, eq=False, kw_only=True):
    """A scope at run time. That of a cell has no names of its own: what it binds are the notebook's variables."""

    cell: Cell
    names: frozenset[str] = frozenset()
    declared_global: frozenset[str] = frozenset()
    outer: Frame | None = None
    is_class: bool = False
    owner: Class | None = None  # the class around, for `super()` and private names
    values: dict[str, Value] = field(default_factory=dict)
    returned: list[Value] = field(default_factory=list)

    def home(self, name: str) -> Frame | None:
        """The frame whose own the name is; None for a variable of the notebook."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.declared_global:
                return None
            if name in frame.names or (frame.is_class and name in frame.values):
                return frame
            frame = frame.outer
        return None

    def around_functions(self) -> Frame:
        """The nearest frame that a function defined here sees: classes are invisible to their methods."""
        frame = self
        while frame.is_class and frame.outer is not None:
            frame = frame.outer
        return frame


class Function(Struct, frozen=True, eq=False, kw_only=True):
    """A function of the notebook. `is_wrapped`: a decorator stands between a call and its body."""

    node: FunctionNode
    frame: Frame
    owner: Class | None = None  # the class that it is a method of
    is_wrapped: bool = False
    is_property: bool = False


class Class(Struct, eq=False, kw_only=True, dict=True):
    """A class of the notebook; `members` are its functions, and what methods assign to `self`."""

    name: str
    frame: Frame
    bases: tuple[Class, ...] = ()
    members: dict[str, Value] = field(default_factory=dict)

    @cached_property
    def instance(self) -> Instance:
        """Any object of it: always the same."""
        return Instance(of=self)

    def member(self, name: str) -> Value:
        """What the class or its nearest base has under the name."""
        if name in self.members:
            return self.members[name]
        return next((found for base in self.bases if (found := base.member(name)).refs), NOTHING)


class Instance(Struct, frozen=True, eq=False, kw_only=True):
    """Any object of a class."""

    of: Class


class Lazy(Struct, frozen=True, eq=False, kw_only=True):
    """A generator, or a `map`: its code runs when somebody takes something out of it."""

    run: Callable[[], object]


Ref = Function | Class | Instance | Lazy


class Value(Struct, frozen=True, kw_only=True):
    """The things of the notebook that a value may be, or hold (`is_held`: in a list, or as one of several)."""

    refs: tuple[Ref, ...] = ()
    is_held: bool = False

    def held(self) -> Value:
        """The same, inside something."""
        return Value(refs=self.refs, is_held=True) if self.refs else self


NOTHING = Value()


def either(*values: Value) -> Value:
    """One of several values."""
    some = [value for value in values if value.refs]
    if len(some) < 2:
        return some[0] if some else NOTHING
    refs = tuple(dict.fromkeys(ref for value in some for ref in value.refs))
    return Value(refs=refs, is_held=len(refs) > 1 or any(value.is_held for value in some))
