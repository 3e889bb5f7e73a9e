"""The state of a dry run: reading and binding names, and remembering what went wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.running.presence import ABSENT, UNKNOWN, Binding, Guard, Guards, Presence, State
from nb2pkg.rules.hidden_state.running.values import NOTHING, Class, Frame, Function, Value, either
from nb2pkg.syntax.parse import location


class Sure(IntEnum):
    """Whether the code at hand runs."""

    PERHAPS = 0  # under a condition
    PRESUMABLY = 1  # in a loop that surely has a round, in a callback, after something that may raise
    SURELY = 2


class Rescue(IntEnum):
    """What becomes of a NameError here."""

    NONE = 0
    BROAD = 1  # caught with all others
    EXPECTED = 2  # `except NameError`
    TOLERATED = 3  # the cell may fail: it ends there
    IGNORED = 4  # IPython looks away


class Exit(IntEnum):
    """Whether a suite runs to its end."""

    END = 0
    PERHAPS = 1
    NEVER = 2
    RAISES = 3  # never; but the notebook stops, so that what follows is not less sure to be reached


class Sighting(Struct, frozen=True, kw_only=True):
    """A read of a name that is not, or not surely, bound.

    `call`: where code of an earlier statement is set going that leads here, and `called`: what stands there.
    """

    name: str
    at: Location
    binding: Binding
    sure: Sure
    rescue: Rescue
    call: Location | None = None
    called: str = ""
    is_uncalled: bool = False  # in the body of a function that no cell calls


def place(node: ast.expr | ast.stmt, frame: Frame) -> Location:
    """Where a node of this frame's cell stands."""
    return location(frame.cell.python, node, cell=frame.cell.index)


class Machine:
    """State and the two things that happen to names. What syntax does is in the classes below this one."""

    def __init__(self, *, tracked: frozenset[str], given: frozenset[str], nowhere: frozenset[str]) -> None:
        self.tracked = tracked
        self.given = given
        self.nowhere = nowhere  # names that nothing in the notebook binds
        self.version = 0  # changes with the state
        self._state: State = {}
        self.sightings: list[Sighting] = []
        self.supplied: dict[str, set[Location]] = {}  # names that may come from something that cannot be looked into
        self.literals: dict[str, object] = {}
        self.ages: dict[str, int] = {}
        self.volatile: frozenset[str] = frozenset()  # variables that functions bind, at any time
        self.clock = 0
        self.functions: list[Function] = []
        self.done: set[int] = set()  # bodies that were run
        self.running: set[int] = set()  # bodies and generators in which the run is right now
        self.results: dict[object, tuple[int, Value]] = {}  # of bodies, with the version of the state they ran in
        self.generators: dict[int, bool] = {}
        self.scopes: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self.dark: Location | None = None  # since then any name may have been bound
        self.annotations_are_lazy = False
        self.sure = Sure.SURELY
        self.rescue = Rescue.NONE
        self.rescued: frozenset[str] = frozenset()  # what handlers of broad excepts bind
        self.assumed: frozenset[str] = frozenset()  # names whose absence would have been caught
        self.guards: Guards = frozenset()
        self.looping: frozenset[str] = frozenset()  # names that the bodies of the loops around bind
        self.nexts: list[State] = []  # at each `continue` of the loop around
        self.breaks: list[State] = []
        self.call: tuple[Location, str] | None = None
        self.ended = Exit.END  # whether a cell that may fail has failed
        self.at_hand: Location | None = None  # the top-level statement
        self.is_epilogue = False  # functions that nothing called are looked at

    @property
    def state(self) -> State:
        """What is known of the names that are followed."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        self._state = state
        self.version += 1

    # names -----------------------------------------------------------------------------------------------------------

    def read(self, name: str, node: ast.Name, frame: Frame) -> Value:
        """A name is looked up."""
        home = frame.home(name)
        if home is not None:
            return home.values.get(name, NOTHING)
        if name not in self.tracked:
            return NOTHING
        if name not in self.given:
            self.need(name, node, frame)
        return self.state.get(name, ABSENT).value

    def need(self, name: str, node: ast.Name, frame: Frame) -> None:
        """A variable of the notebook has to be there."""
        binding = self.state.get(name, ABSENT)
        if binding.presence in {Presence.ABSENT, Presence.MAYBE}:
            self._missed(name, binding, node, frame)

    def _missed(self, name: str, binding: Binding, node: ast.Name, frame: Frame) -> None:
        if self.dark is not None and not binding.loss:
            self.supplied.setdefault(name, set()).add(self.dark)
            return
        if binding.presence is Presence.MAYBE and (
            any(way <= self.guards for way in binding.ways) or self.is_told(name)
        ):
            return
        if self.rescue >= Rescue.TOLERATED:
            is_sure = self.sure is Sure.SURELY and binding.presence is Presence.ABSENT
            if self.rescue is Rescue.TOLERATED:
                self.ended = Exit.NEVER if is_sure else max(self.ended, Exit.PERHAPS)
            return
        if self.rescue is Rescue.EXPECTED or (self.rescue is Rescue.BROAD and name in self.rescued):
            self.assumed |= {name}
            self.bind(name, frame, value=binding.value)  # what follows runs only if it was there
            return
        if self.sure is Sure.PERHAPS and name in self.looping:
            return  # an earlier round may have bound it
        if self.is_epilogue and name not in self.nowhere:
            return
        at = place(node, frame)
        call = None if self._is_at_hand(at) else self.call  # a lambda that is called where it is written
        self.sightings.append(
            Sighting(
                name=name,
                at=at,
                binding=binding,
                sure=self.sure,
                rescue=self.rescue,
                call=call[0] if call else None,
                called=call[1] if call else "",
                is_uncalled=self.is_epilogue,
            )
        )

    def is_told(self, name: str) -> bool:
        """Whether a condition that holds here tells that the name was bound."""
        raise NotImplementedError

    def _is_at_hand(self, at: Location) -> bool:
        here = self.at_hand
        return here is not None and here.cell == at.cell and here.line <= at.line <= here.end_line

    def bind(self, name: str, frame: Frame, value: Value = NOTHING, at: Location | None = None) -> None:
        """A name gets a value."""
        home = frame if frame.is_class and name not in frame.declared_global else frame.home(name)
        if home is not None:  # of a class the last value counts, of a function any may be there when a closure reads it
            home.values[name] = value if home.is_class else either(home.values.get(name, NOTHING), value)
            return
        self.clock += 1
        self.ages[name] = self.clock
        self.literals.pop(name, None)
        if name in self.tracked:
            self.version += 1
            self.state[name] = Binding(presence=Presence.BOUND, value=value, at=at)

    def lose(self, name: str, frame: Frame, loss: str, at: Location) -> None:
        """A name is gone."""
        home = frame.home(name)
        if home is not None:
            home.values.pop(name, None)
        elif name in self.tracked:
            self.version += 1
            self.state[name] = Binding(presence=Presence.ABSENT, loss=loss, at=at)

    def obscure(self, names: frozenset[str]) -> None:
        """Something that cannot be looked into may have bound these."""
        for name in names & self.tracked:
            self.version += 1
            self.state[name] = replace(UNKNOWN, value=self.state.get(name, ABSENT).value)

    def keep(self, name: str, value: Value, frame: Frame) -> None:
        """What a variable holds gets more."""
        home = frame.home(name)
        if home is not None:
            home.values[name] = either(home.values.get(name, NOTHING), value).held()
        elif (binding := self.state.get(name)) is not None:
            self.version += 1
            self.state[name] = replace(binding, value=either(binding.value, value).held())

    def age(self, name: str) -> int:
        """When a variable got its value; never the same twice for what functions may change at any time."""
        if name in self.volatile:
            self.clock += 1
            return self.clock
        return self.ages.get(name, 0)

    # contexts --------------------------------------------------------------------------------------------------------

    @contextmanager
    def at_most(self, sure: Sure) -> Iterator[None]:
        """What runs inside is no surer than this."""
        before, self.sure = self.sure, min(self.sure, sure)
        try:
            yield
        finally:
            self.sure = before

    @contextmanager
    def where(self, guards: Guards) -> Iterator[None]:
        """What runs inside runs under these conditions."""
        before, self.guards = self.guards, self.guards | guards
        try:
            yield
        finally:
            self.guards = before

    @contextmanager
    def rescuing(self, rescue: Rescue, names: frozenset[str]) -> Iterator[None]:
        """A NameError inside is caught by handlers that bind these names."""
        before = self.rescue, self.rescued
        self.rescue, self.rescued = max(self.rescue, rescue), self.rescued | names
        try:
            yield
        finally:
            self.rescue, self.rescued = before

    @contextmanager
    def rounds(self, names: frozenset[str]) -> Iterator[None]:
        """Inside is the body of a loop that binds these names."""
        before, self.looping = self.looping, self.looping | names
        try:
            yield
        finally:
            self.looping = before

    def unique_guard(self) -> Guard:
        """A condition that no test can name: that nothing failed here."""
        self.clock += 1
        return Guard(test="", holds=True, ages=(self.clock,))


def class_around(frame: Frame) -> Class | None:
    """The class whose body or method this is."""
    scope: Frame | None = frame
    while scope is not None:
        if scope.owner is not None:
            return scope.owner
        scope = scope.outer
    return None
