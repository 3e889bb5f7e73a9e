"""The statements in order, with what is known at each point: who binds a name, and who reads it after that."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.flow import Flow, Form, StmtFlow
from nb2pkg.model.notebook import Notebook, StmtRef, Wrapper
from nb2pkg.planner.statements import node_of
from nb2pkg.syntax.scopes import top_level_uses


class Timeline(Struct, dict=True, frozen=True):
    """Statements of the notebook in order; positions are indices into `statements`."""

    notebook: Notebook
    statements: tuple[StmtFlow, ...]

    @cached_property
    def binders(self) -> dict[str, tuple[int, ...]]:
        """Positions that bind a name, perhaps, or through `global` in a function."""
        found: dict[str, list[int]] = {}
        for position, flow in enumerate(self.statements):
            for name in flow.binds | flow.may_bind | flow.late_writes:
                found.setdefault(name, []).append(position)
        return {name: tuple(positions) for name, positions in found.items()}

    @cached_property
    def readers(self) -> dict[str, tuple[int, ...]]:
        """Positions that read a name, now or later, or may through a string."""
        found: dict[str, list[int]] = {}
        for position, flow in enumerate(self.statements):
            for name in flow.reads | flow.late_reads | (flow.hidden_reads & self.binders.keys()):
                found.setdefault(name, []).append(position)
        return {name: tuple(positions) for name, positions in found.items()}

    @cached_property
    def first_bound(self) -> dict[str, tuple[int, int, str]]:
        """A key that sorts names by where they are first bound, within a statement from left to right."""
        places: dict[int, dict[str, int]] = {}
        found: dict[str, tuple[int, int, str]] = {}
        for name, positions in self.binders.items():
            if positions[0] not in places:
                node = node_of(self.notebook, self.statements[positions[0]].ref)
                stores = [use.name for use in top_level_uses(node) if use.context == "store"]
                places[positions[0]] = {store: index for index, store in reversed(list(enumerate(stores)))}
            found[name] = (positions[0], places[positions[0]].get(name, 0), name)
        return found

    @cached_property
    def deleted(self) -> frozenset[str]:
        """Names that are deleted somewhere."""
        return frozenset().union(*(flow.deletes for flow in self.statements))

    @cached_property
    def position_of(self) -> dict[StmtRef, int]:
        """Where each statement stands."""
        return {flow.ref: position for position, flow in enumerate(self.statements)}

    def is_there(self, name: str, position: int) -> bool:
        """Whether a name is bound for certain when the statement at `position` begins."""
        return name not in self.deleted and any(
            name in self.statements[p].binds | self.statements[p].leaves
            for p in self.binders.get(name, ())
            if p < position
        )

    def with_statements(self, changed: dict[int, StmtFlow]) -> Timeline:
        """The same timeline with some statements' facts replaced."""
        return replace(self, statements=tuple(changed.get(i, flow) for i, flow in enumerate(self.statements)))


def timeline_of(notebook: Notebook, flow: Flow) -> Timeline:
    """The timeline of a traced notebook; names in strings count as read where they are variables."""
    bound: set[str] = set()
    for statement in flow.statements:
        bound |= statement.binds | statement.may_bind
    statements = [
        replace(statement, reads=statement.reads | (statement.hidden_reads & bound)) for statement in flow.statements
    ]
    return Timeline(notebook, tuple(_as_wrapped(notebook, statement) for statement in statements))


def _as_wrapped(notebook: Notebook, flow: StmtFlow) -> StmtFlow:
    """Facts of a statement in a cell that may end early, or whose output is bound to a name."""
    cell = notebook.cell_by_index[flow.ref.cell]
    if cell.wrapper is Wrapper.TOLERANT:
        return replace(flow, binds=frozenset(), may_bind=flow.binds | flow.may_bind, leaves=frozenset())
    if cell.captured_as and flow.ref.path == (0,):
        # It binds two names now, with which it is no mere literal or function of a name.
        form = Form.OTHER if flow.form in {Form.LITERAL, Form.LAMBDA} else flow.form
        return replace(flow, binds=flow.binds | {cell.captured_as}, form=form)
    return flow


def union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """All members of all sets."""
    return frozenset().union(*sets)
