"""The notebook as a whole is run dry."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.notebook import Cell, Location, Notebook, Treatment, Wrapper
from nb2pkg.rules.hidden_state.running.flags import tells
from nb2pkg.rules.hidden_state.running.machine import Exit, Rescue, Sighting, Sure, place
from nb2pkg.rules.hidden_state.running.outside import (
    Outside,
    binds_dynamically,
    injected_parameters,
    names_in_broken_cell,
    outside_of,
)
from nb2pkg.rules.hidden_state.running.presence import End, Presence, State, joined
from nb2pkg.rules.hidden_state.running.statements import GONE, Statements
from nb2pkg.rules.hidden_state.running.suspects import Suspects, exported_names_of, nodes_by_cell, suspects_of
from nb2pkg.rules.hidden_state.running.values import Frame
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import walk

_NAMESPACES = frozenset({"builtins", "__builtins__", "__main__"})  # what is set on them is bound everywhere


class Run(Struct, frozen=True, kw_only=True):
    """What a dry run has seen. `supplied`: places that may have bound names that nothing else binds."""

    suspects: Suspects
    sightings: tuple[Sighting, ...]
    supplied: dict[str, frozenset[Location]]


@lru_cache(maxsize=1)
def run_of(subject: Subject) -> Run | None:
    """The dry run of a notebook; None if no name in it needs a look."""
    suspects = suspects_of(subject.notebook, subject.flow)
    if suspects is None:
        return None
    runner = _Runner(subject, suspects)
    try:
        runner.run()
    except RecursionError:  # an expression of hundreds of levels
        return None
    supplied = {name: frozenset(places) for name, places in runner.supplied.items()}
    return Run(suspects=suspects, sightings=tuple(runner.sightings), supplied=supplied)


class _Runner(Statements):
    def __init__(self, subject: Subject, suspects: Suspects) -> None:
        super().__init__(tracked=suspects.tracked, given=suspects.given, nowhere=suspects.nowhere)
        self._subject = subject
        self._notebook: Notebook = subject.notebook
        self._names = suspects.names
        self.volatile = frozenset(name for flow in subject.flow.statements for name in flow.late_writes)

    def run(self) -> None:
        """All cells, and then the functions that none of them has called."""
        statements = nodes_by_cell(self._subject.flow.statements)
        self.obscure(injected_parameters(self._notebook.metadata))
        if "sage" in self._notebook.kernel.lower():
            self.dark = _start(self._notebook.cells)
        for cell in self._notebook.cells:
            if cell.syntax_error is not None:
                self.obscure(names_in_broken_cell(cell.source))
            else:
                self._cell(cell, statements.get(cell.index, []))
        self._epilogue()

    def _cell(self, cell: Cell, statements: Sequence[StmtFlow]) -> None:
        frame = Frame(cell=cell)
        outside = list(outside_of(cell)) if cell.magics else []
        rescue = Rescue.TOLERATED if cell.wrapper is Wrapper.TOLERANT else Rescue.NONE
        self.ended, stops = Exit.END, list[State]()
        with self.rescuing(rescue, frozenset()):
            body = parse(cell.python).body if statements else []
            for flow in statements:
                node = body[flow.ref.path[0]]
                while outside and outside[0].at.line <= node.lineno:
                    self._outside(outside.pop(0), frame)
                before = dict(self.state) if rescue else self.state
                done = self._statement(flow, node, cell, frame)
                if self.ended is Exit.NEVER:  # what the rest of the cell binds is not bound
                    self.state = before
                    break
                stops += [before] if self.ended is Exit.PERHAPS else []
                self.ended = Exit.END
                if done in GONE:
                    return
        for one in outside:
            self._outside(one, frame)
        for state in stops:
            unknown = frozenset({self.unique_guard()})
            self.state = joined({}, [End(state=state), End(state=self.state, guards=unknown)])
        if cell.captured_as:
            self.bind(cell.captured_as, frame)

    def _statement(self, flow: StmtFlow, node: ast.stmt, cell: Cell, frame: Frame) -> Exit:
        self.clock += 1
        self.ages.update(dict.fromkeys(flow.mutates, self.clock))
        done = Exit.END
        if self._matters(flow, node):
            self.at_hand = place(node, frame)
            with self.rescuing(Rescue.IGNORED if _is_of_magic(cell, node) else Rescue.NONE, frozenset()):
                done = self.statement(node, frame)
        else:
            self._note_values(flow, node)
        may_bind_more = flow.dynamic or not _NAMESPACES.isdisjoint(flow.reads)
        if may_bind_more and (names := binds_dynamically(node)) is not None:
            self._outside(Outside(at=place(node, frame), names=names or None), frame)
        return done

    def _matters(self, flow: StmtFlow, node: ast.stmt) -> bool:
        if isinstance(node, ast.ImportFrom | ast.AnnAssign | ast.Assert) or flow.star_modules:
            return True
        if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise | ast.Expr):  # may end the run
            return True
        sets = (flow.reads, flow.binds, flow.may_bind, flow.late_reads, flow.late_writes, flow.deletes)
        return not all(map(self.tracked.isdisjoint, sets))

    def _note_values(self, flow: StmtFlow, node: ast.stmt) -> None:
        for name in flow.binds | flow.may_bind:
            self.ages[name] = self.clock
            self.literals.pop(name, None)
        if flow.form is Form.LITERAL:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                    if name not in self.volatile:
                        self.literals[name] = value

    def is_told(self, name: str) -> bool:
        """Whether a flag that holds here tells that the name was bound."""
        for guard in self.guards:
            if guard.node is None:
                continue
            flags = sorted({node.id for node in walk(guard.node) if isinstance(node, ast.Name)})
            is_now = guard.ages == tuple(map(self.age, flags))
            cells = [c for c in self._notebook.cells if c.syntax_error is None and any(f in c.python for f in flags)]
            suites = [parse(cell.python).body for cell in cells]
            if is_now and tells(guard.node, holds=guard.holds, name=name, suites=suites):
                return True
        return False

    def _outside(self, one: Outside, frame: Frame) -> None:
        if one.is_reset:
            for name in self.tracked:
                self.lose(name, frame, "reset", one.at)
        elif one.names is None:
            self.dark = self.dark or one.at
        else:
            self.obscure(one.names)

    def star(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        """`from module import *`."""
        module = node.module if isinstance(node, ast.ImportFrom) and not node.level else None
        exported = exported_names_of(module or "", self._notebook)
        if exported is None:
            self.dark = self.dark or place(node, frame)
            return
        for name in exported & self.tracked:
            self.bind(name, frame, at=place(node, frame))

    def _epilogue(self) -> None:
        """Functions that no cell calls: only names that are bound nowhere are wrong in them for sure."""
        if not self.nowhere:
            return
        self.is_epilogue, self.sure, self.at_hand = True, Sure.PERHAPS, None
        self.state = {n: b for n, b in self.state.items() if n not in self.nowhere or b.presence is not Presence.ABSENT}
        position = 0
        while position < len(self.functions):
            function = self.functions[position]
            position += 1
            if id(function.node) not in self.done:
                self._body(function, {})


def _is_of_magic(cell: Cell, node: ast.stmt) -> bool:
    """Whether the statement was a shell line or a magic: what IPython puts into those need not exist."""
    return any(
        magic.line == node.lineno and (magic.kind == "shell" or magic.treatment is Treatment.REWRITTEN)
        for magic in cell.magics
    )


def _start(cells: Sequence[Cell]) -> Location:
    return Location(cell=cells[0].index if cells else 0, line=1, column=0, end_line=1, end_column=0)
