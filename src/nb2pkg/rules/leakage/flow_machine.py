"""Runs a notebook on what is known of its values: cells in order, loops twice, functions where they are called.

Both branches of an `if` are taken, one after the other, unless the condition is a constant. A budget of steps keeps
any notebook cheap; what comes after it is spent is not looked at.
"""

from __future__ import annotations

import ast
from collections.abc import Hashable, Sequence

from nb2pkg.rules.leakage.flow_assign import assign, unbind
from nb2pkg.rules.leakage.flow_by_hand import descended
from nb2pkg.rules.leakage.flow_combine import as_data, chosen_by
from nb2pkg.rules.leakage.flow_copies import Appended, extended
from nb2pkg.rules.leakage.flow_evaluate import kept_best
from nb2pkg.rules.leakage.flow_expressions import EVALUATORS
from nb2pkg.rules.leakage.flow_functions import call_uncalled
from nb2pkg.rules.leakage.flow_iterate import rounds_of
from nb2pkg.rules.leakage.flow_operators import in_place
from nb2pkg.rules.leakage.flow_settings import setting_of
from nb2pkg.rules.leakage.flow_story import Story
from nb2pkg.rules.leakage.flow_values import (
    UNKNOWN,
    Class,
    Const,
    Data,
    Estimator,
    Fit,
    Function,
    Learning,
    Module,
    Prediction,
    Seq,
    Site,
    Value,
)
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.walking import walk

MOST_STEPS = 8_000

Scope = dict[str, Value]


class SpentError(Exception):
    """The budget of steps is spent."""


class Machine:
    """The state of a run. `scopes`: the innermost last, the notebook's own first."""

    def __init__(self) -> None:
        self.story = Story()
        self.cell = 0
        self.scopes: list[Scope] = [{}]
        self.calls: list[tuple[int, ast.expr]] = []
        self.loops: list[tuple[int, int, int]] = []  # line, column, round of the loops around
        self.reasons: list[frozenset[Learning]] = []  # what the conditions around look at, to choose features by
        self.targets: set[str] = set()  # names that loops bind
        self.arms: list[tuple[int, int, bool]] = []  # line and column of each `if` around, and whether it is met
        self.appended: list[Appended] = []  # what loops put into lists
        self.fors: dict[tuple[int, int], ast.For | ast.AsyncFor] = {}  # by line and column
        self.settings: list[Const | None] = []  # the literals of the loops around: `for k in (1, 3, 5)`
        self.given: list[str] = []  # numbers that the functions around were called with
        self.returned: list[list[Value]] = []
        self.called: set[int] = set()
        self.defined: list[Function] = []
        self.global_names: set[str] = set()
        self.saved: dict[object, Value] = {}  # models, by the files that they were written to
        self.directories: dict[Hashable, Hashable] = {}  # of images, and where each was read first
        self.last_fit: Fit | None = None  # of a model
        self.networks: list[Estimator] = []  # those that have seen rows, and go on learning
        self.trained = 0  # how many times a model was fitted, or trained further
        self.practice: set[Prediction] = set()  # predictions that were only made to learn from
        self._steps = 0

    def run(self, cells: Sequence[tuple[int, str]]) -> Story:
        """All cells, then the functions that nobody called."""
        try:
            for index, text in cells:
                self.cell = index
                self.block(parse(text).body)
            call_uncalled(self)
        except SpentError:
            self.story.is_cut_short = True  # up to here it is true
        self.story.evaluations[:] = [one for one in self.story.evaluations if one.prediction not in self.practice]
        return self.story

    def site(self, node: ast.expr | ast.stmt) -> Site:
        """Where `node` stands, and which call of a cell led there."""
        outer_cell, outer = self.calls[0] if self.calls else (self.cell, node)
        return Site(self.cell, node, outer_cell, outer)

    def key(self, node: ast.expr | ast.stmt) -> Hashable:
        """Identifies this moment: the node, the calls that led to it, the rounds of the loops around."""
        path = tuple((cell, call.lineno, call.col_offset) for cell, call in self.calls)
        return self.cell, node.lineno, node.col_offset, path, tuple(self.loops)

    def place(self, node: ast.expr | ast.stmt) -> Hashable:
        """Identifies the node and the calls that led to it, whatever the round."""
        path = tuple((cell, call.lineno, call.col_offset) for cell, call in self.calls)
        return self.cell, node.lineno, node.col_offset, path

    def look_up(self, name: str) -> Value:
        """What a name stands for now; its own dotted name if nothing bound it."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        return Module(name)

    def bind(self, name: str, value: Value) -> None:
        """Binds a name in the innermost scope."""
        scope = self.scopes[0] if name in self.global_names else self.scopes[-1]
        scope[name] = value

    def eval(self, node: ast.expr | None) -> Value:
        """What an expression is, and the events that come with it."""
        if node is None:
            return UNKNOWN
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise SpentError
        evaluator = EVALUATORS.get(type(node))
        return UNKNOWN if evaluator is None else evaluator(self, node)

    def block(self, body: Sequence[ast.stmt]) -> None:
        """Statements in order."""
        for statement in body:
            self._statement(statement)

    def _statement(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Expr(value=value):
                self.eval(value)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=same) as left) as node) if (
                name == same and self.loops
            ):
                self._in_place(left, node.op, node.right, at=statement)
            case ast.Assign(targets=targets, value=node):
                value_of = self.eval(node)
                for target in targets:
                    assign(self, target, value_of, source=node)
            case ast.AnnAssign(target=target, value=node) if node is not None:
                assign(self, target, self.eval(node), source=node)
            case ast.AugAssign(target=target, op=op, value=node):
                self._in_place(target, op, node, at=statement)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._define(statement)
            case ast.ClassDef():
                self.bind(statement.name, Class(statement, self.cell))
            case ast.Return(value=node):
                found = self.eval(node)
                if self.returned and node is not None:
                    self.returned[-1].append(found)
            case ast.Import() | ast.ImportFrom():
                self._import(statement)
            case ast.Delete(targets=targets):
                for target in targets:
                    unbind(self, target)
            case ast.Global(names=names):
                self.global_names.update(names)
            case _:
                self._compound(statement)

    def _in_place(self, target: ast.expr, op: ast.operator, value: ast.expr, *, at: ast.stmt) -> None:
        """`target op= value`, also if it is written as `target = target op value`."""
        before, more = self.eval(target), self.eval(value)
        if isinstance(before, Seq) and isinstance(at, ast.AugAssign) and isinstance(op, ast.Add):
            extended(self, before, value, more, at=at)
            return
        after = in_place(self, before, op, more, at=at)
        if isinstance(before, Data | Const) and isinstance(after, Data):
            after = descended(self, as_data(before), op, as_data(more), after, at=at)
        assign(self, target, after, source=value)

    def _compound(self, statement: ast.stmt) -> None:
        match statement:
            case ast.If(test=test, body=body, orelse=orelse):
                known = self.eval(test)
                if isinstance(known, Data) and known.scores:
                    kept_best(self, test, known, body)
                for is_met, arm in ((True, body), (False, orelse)):
                    if not (isinstance(known, Const) and bool(known.value) != is_met):
                        self._arm(statement, known, arm, is_met=is_met)
            case ast.For() | ast.AsyncFor():
                self._for(statement)
            case ast.While(test=test, body=body, orelse=orelse):
                for number in range(2):
                    self.loops.append((statement.lineno, statement.col_offset, number))
                    self.eval(test)
                    self.block(body)
                    self.loops.pop()
                self.block(orelse)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    opened = self.eval(item.context_expr)
                    if item.optional_vars is not None:
                        assign(self, item.optional_vars, opened, source=None)
                self.block(body)
            case ast.Try(body=body, orelse=orelse, finalbody=final):
                self.block([*body, *orelse, *final])
            case ast.Match(subject=subject, cases=cases):
                self.eval(subject)
                for case in cases:
                    self.block(case.body)
            case _:
                pass  # pass, break, continue, raise, assert, nonlocal: nothing that tells of data

    def _arm(self, statement: ast.If, known: Value, body: Sequence[ast.stmt], *, is_met: bool) -> None:
        self.arms.append((statement.lineno, statement.col_offset, is_met))
        self.reasons.append(frozenset(chosen_by(known.stats)) if isinstance(known, Data) else frozenset())
        self.block(body)
        self.reasons.pop()
        self.arms.pop()

    def _for(self, loop: ast.For | ast.AsyncFor) -> None:
        source = self.eval(loop.iter)
        self.fors[loop.lineno, loop.col_offset] = loop
        self.targets |= {one.id for one in walk(loop.target) if isinstance(one, ast.Name)}
        for number, item in enumerate(rounds_of(source, (self.cell, loop.lineno, loop.col_offset))):
            self.loops.append((loop.lineno, loop.col_offset, number))
            self.settings.append(setting_of(loop.target, item))
            assign(self, loop.target, item, source=None)
            self.block(loop.body)
            self.settings.pop()
            self.loops.pop()
        self.block(loop.orelse)

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        function = Function(node, self.cell, closure=tuple(self.scopes[1:]))
        self.bind(node.name, function)
        if len(self.scopes) == 1:
            self.defined.append(function)

    def _import(self, statement: ast.Import | ast.ImportFrom) -> None:
        for alias in statement.names:
            if isinstance(statement, ast.ImportFrom):
                self.bind(alias.asname or alias.name, Module(f"{statement.module or ''}.{alias.name}"))
            elif alias.asname:
                self.bind(alias.asname, Module(alias.name))
            else:
                self.bind(alias.name.partition(".")[0], Module(alias.name.partition(".")[0]))
