"""Whether a name is bound at a point of the run, and how states of several paths become one."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.running.values import NOTHING, Value, either


class Presence(Enum):
    """Is it bound?"""

    ABSENT = "absent"
    MAYBE = "maybe"
    BOUND = "bound"
    UNKNOWN = "unknown"  # something may have bound it that cannot be looked into


class Guard(Struct, frozen=True, kw_only=True, eq=False):
    """A condition that held on a path: the test's text, its outcome, and when the variables in it got their values."""

    test: str
    holds: bool
    ages: tuple[int, ...] = ()
    node: ast.expr | None = None  # says no more than the text: left out of comparisons

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guard) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[str, bool, tuple[int, ...]]:
        return self.test, self.holds, self.ages


Guards = frozenset[Guard]
_ELSEWHERE: Guards = frozenset({Guard(test="", holds=False)})  # on a path of which nothing is known


class Binding(Struct, frozen=True, kw_only=True):
    """The state of a name. `loss`: how it went; `at`: where, or where it is bound under a condition."""

    presence: Presence
    loss: str = ""
    at: Location | None = None
    ways: tuple[Guards, ...] = ()  # MAYBE: it is bound if all guards of one of these held
    value: Value = NOTHING


ABSENT = Binding(presence=Presence.ABSENT)
UNKNOWN = Binding(presence=Presence.UNKNOWN)
State = dict[str, Binding]


class End(Struct, frozen=True, kw_only=True):
    """The state at the end of one path, and what was true on it."""

    state: State
    guards: Guards = frozenset()


def joined(before: State, ends: Sequence[End]) -> State:
    """The state after paths of which one was taken."""
    if not ends:
        return before
    if len(ends) == 1:
        return ends[0].state
    found = dict(before)
    for name in sorted({name for end in ends for name in end.state}):
        bindings = [end.state.get(name, ABSENT) for end in ends]
        first = bindings[0]
        found[name] = first if all(b is first for b in bindings) else _either(bindings, [e.guards for e in ends])
    return found


def _either(bindings: Sequence[Binding], guards: Sequence[Guards]) -> Binding:
    value = either(*(b.value for b in bindings))
    kinds = {b.presence for b in bindings}
    if kinds == {Presence.BOUND}:
        return Binding(presence=Presence.BOUND, value=value)
    if Presence.UNKNOWN in kinds:
        return Binding(presence=Presence.UNKNOWN, value=value)
    if kinds == {Presence.ABSENT}:
        return next((b for b in bindings if b.loss), bindings[0])
    ways = tuple(dict.fromkeys(way for b, on in zip(bindings, guards, strict=True) for way in _ways(b, on)))
    if _is_exhaustive(ways):
        return Binding(presence=Presence.BOUND, value=value)
    at = next((b.at for b in bindings if b.at is not None and b.presence is not Presence.ABSENT), None)
    return Binding(presence=Presence.MAYBE, ways=ways, at=at, value=value)


def _ways(binding: Binding, on: Guards) -> Iterable[Guards]:
    match binding.presence:
        case Presence.BOUND:
            return [on or _ELSEWHERE]
        case Presence.MAYBE:
            return [*binding.ways]
    return []


def _is_exhaustive(ways: Sequence[Guards]) -> bool:
    """`if a: x = 1` and `if not a: x = 2`, one after the other."""
    single = {next(iter(way)) for way in ways if len(way) == 1}
    return any(replace(guard, holds=not guard.holds) in single for guard in single)
