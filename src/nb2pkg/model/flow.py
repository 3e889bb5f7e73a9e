"""What the statements do: the names they bind and read, when, and with what effects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property

from msgspec import Struct, field

from nb2pkg.model.notebook import Location, StmtRef

_NOTHING: frozenset[str] = frozenset()


class EdgeKind(Enum):
    """Why a reader depends on a writer."""

    VALUE = "value"
    LATE = "late"  # read when a function or lambda is called
    MUTATION = "mutation"
    ORDER = "order"


class Edge(Struct, gc=False, frozen=True, kw_only=True):
    """`reader` sees what `writer` bound (or changed) under `name`."""

    writer: StmtRef
    reader: StmtRef
    name: str
    kind: EdgeKind


class Form(Enum):
    """What a top-level statement is, as far as the planner cares."""

    IMPORT = "import"
    GUARDED_IMPORT = "guarded import"  # try: import ... except ImportError: ...
    FUNCTION = "function"
    CLASS = "class"
    LAMBDA = "lambda"  # name = lambda ...
    LITERAL = "literal"  # name = 42
    EXPRESSION = "expression"
    OTHER = "other"

    __hash__ = object.__hash__  # that of an Enum is a function in Python, and each statement's form is looked up often


class ImportBinding(Struct, gc=False, frozen=True, kw_only=True):
    """One name bound by an import: `import module as name` or `from module import member as name`."""

    name: str
    module: str
    member: str = ""
    level: int = 0
    ref: StmtRef

    @property
    def qualified(self) -> str:
        """The dotted path that the name stands for (`import a.b` binds `a`)."""
        if self.member:
            return f"{self.module}.{self.member}"
        return self.module if self.name != self.module.split(".")[0] else self.name


class Call(Struct, gc=False, frozen=True, kw_only=True):
    """A call: the dotted name behind it as far as imports tell, and the name of what is called."""

    qualified: str
    method: str
    at: Location


class StmtFlow(Struct, frozen=True, kw_only=True):
    """Facts of one top-level statement. `reads` are those not bound before by the statement itself."""

    ref: StmtRef
    form: Form
    binds: frozenset[str]
    may_bind: frozenset[str] = _NOTHING
    leaves: frozenset[str]  # of both, those that are there for sure afterwards, if only from before
    reads: frozenset[str]
    late_reads: frozenset[str] = _NOTHING
    stored_late_reads: frozenset[str] = _NOTHING  # those whose function outlives the statement
    late_writes: frozenset[str] = _NOTHING  # `global x` in a function body
    mutates: frozenset[str]
    late_mutates: frozenset[str] = _NOTHING  # changed by function bodies, under whatever name they have there
    deletes: frozenset[str] = _NOTHING
    calls: tuple[Call, ...]
    late_calls: tuple[Call, ...] = ()
    effects: frozenset[str]
    late_effects: frozenset[str] = _NOTHING
    hidden_reads: frozenset[str]  # names inside strings that a library looks up in the calling frame
    imports: tuple[ImportBinding, ...] = ()
    star_modules: tuple[str, ...] = ()
    awaits: bool = False
    dynamic: str = ""  # why names cannot be told statically: exec, globals(), ...
    catches_name_error: bool = False
    shown: bool = False  # its value is what the cell displays
    # For conversions alone: told by `trace`, not by `trace_for_rules`.
    handed: frozenset[str] = frozenset()  # names handed to calls that may keep what they get
    hands_functions: bool = False  # the same for a lambda or a generator
    lines: int = 0


class Flow(Struct, dict=True, frozen=True, kw_only=True):
    """The whole notebook's statements in order and the edges between them."""

    statements: tuple[StmtFlow, ...]
    unbound: tuple[tuple[str, StmtRef], ...]  # names read though nothing before binds them
    qualified_by_name: Mapping[str, str] = field(default_factory=dict)  # what imported names stand for: pd -> pandas

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """From the writers that may reach each read; worked out when first asked for, which few notebooks need."""
        return tuple(_edges(self.statements))


def _edges(statements: Iterable[StmtFlow]) -> list[Edge]:
    writers: dict[str, list[StmtRef]] = {}
    changers: dict[str, list[StmtRef]] = {}
    found: list[Edge] = []
    for flow in statements:
        for name in sorted(flow.reads):
            if name in writers:
                _add_edges(found, writers[name], flow.ref, name, EdgeKind.VALUE)
            if name in changers:
                _add_edges(found, changers[name], flow.ref, name, EdgeKind.MUTATION)
        for name in sorted(flow.late_reads - flow.reads):
            if name in writers:
                _add_edges(found, writers[name], flow.ref, name, EdgeKind.LATE)
        for name in flow.mutates:
            changers.setdefault(name, []).append(flow.ref)
        for name in flow.may_bind | flow.late_writes:
            writers.setdefault(name, []).append(flow.ref)
        for name in flow.binds:
            writers[name], changers[name] = [flow.ref], []
    return found


def _add_edges(found: list[Edge], writers: Iterable[StmtRef], reader: StmtRef, name: str, kind: EdgeKind) -> None:
    for writer in writers:
        if writer is not reader:
            found.append(Edge(writer=writer, reader=reader, name=name, kind=kind))
