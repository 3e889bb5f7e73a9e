"""Statements without suites: assignments, imports, `del`, and those that leave."""

from __future__ import annotations

import ast

from nb2pkg.rules.hidden_state.running.calls import Calls
from nb2pkg.rules.hidden_state.running.conditions import guards_of
from nb2pkg.rules.hidden_state.running.definitions import Definitions
from nb2pkg.rules.hidden_state.running.expressions import private
from nb2pkg.rules.hidden_state.running.machine import Exit, Sure, place
from nb2pkg.rules.hidden_state.running.presence import ABSENT, Presence
from nb2pkg.rules.hidden_state.running.values import NOTHING, Frame
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import walk

LEAVING_CALLS = frozenset({"exit", "quit", "sys.exit", "os._exit"})


class Lines(Definitions, Calls):
    """Runs statements of one line."""

    def expr_statement(self, node: ast.Expr, frame: Frame) -> Exit:
        """A value, shown or not."""
        self.expression(node.value, frame)
        is_last_word = isinstance(node.value, ast.Call) and qualified_name(node.value.func, {}) in LEAVING_CALLS
        return Exit.RAISES if is_last_word else Exit.END

    def assign_statement(self, node: ast.Assign, frame: Frame) -> None:
        """`x = value`."""
        pairs = _pairs(node)
        if pairs:
            for target, value in [(t, self.expression(v, frame)) for t, v in pairs]:
                self.target(target, value, frame)
            return
        value = self.expression(node.value, frame)
        for target in node.targets:
            self.target(target, value, frame)
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=literal)) if frame.home(name) is None:
                self.literals[name] = literal

    def aug_assign_statement(self, node: ast.AugAssign, frame: Frame) -> None:
        """`x += value`: a read and a binding."""
        value = NOTHING
        if isinstance(node.target, ast.Name):
            name = ast.Name(id=node.target.id, ctx=ast.Load())
            value = self.expression(ast.copy_location(name, node.target), frame)
        added = self.expression(node.value, frame)
        if isinstance(node.target, ast.Name):
            self.target(node.target, value, frame)
            self.keep(private(node.target.id, frame), added, frame)
        else:
            self.target(node.target, added, frame)

    def ann_assign_statement(self, node: ast.AnnAssign, frame: Frame) -> None:
        """`x: int = value`, or without a value."""
        is_variable = frame.outer is None or frame.is_class
        if node.value is not None:
            value = self.expression(node.value, frame)
            if is_variable and not self.annotations_are_lazy:
                self.expression(node.annotation, frame)
            self.target(node.target, value, frame)
            return
        if is_variable and not self.annotations_are_lazy:
            self.expression(node.annotation, frame)
        if isinstance(node.target, ast.Name) and frame.outer is None:
            name = node.target.id
            binding = self.state.get(name, ABSENT)
            if binding.presence is Presence.ABSENT and not binding.loss:
                self.lose(name, frame, "annotation", place(node, frame))

    def delete_statement(self, node: ast.Delete, frame: Frame) -> None:
        """`del`: names go, parts of objects change."""
        for target in node.targets:
            for part in walk(target):
                match part:
                    case ast.Name(id=name, ctx=ast.Del()):
                        if frame.home(private(name, frame)) is None:
                            self.need(private(name, frame), part, frame)
                        self.lose(private(name, frame), frame, "del", place(part, frame))
                    case ast.Name(id=name):
                        self.read(private(name, frame), part, frame)

    def import_statement(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        """`import`, `from ... import`."""
        for alias in node.names:
            if alias.name == "*":
                self.star(node, frame)
            else:
                self.bind((alias.asname or alias.name).split(".")[0], frame, at=place(node, frame))
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            self.annotations_are_lazy |= any(alias.name == "annotations" for alias in node.names)

    def return_statement(self, node: ast.Return, frame: Frame) -> Exit:
        """`return`."""
        if node.value is not None:
            frame.returned.append(self.expression(node.value, frame))
        return Exit.NEVER

    def raise_statement(self, node: ast.Raise, frame: Frame) -> Exit:
        """`raise`."""
        for part in (node.exc, node.cause):
            if part is not None:
                self.expression(part, frame)
        return Exit.RAISES

    def assert_statement(self, node: ast.Assert, frame: Frame) -> Exit:
        """`assert`: its message is evaluated only where it fails."""
        self.expression(node.test, frame)
        if node.msg is not None:
            state = dict(self.state)
            with self.at_most(Sure.PERHAPS):
                self.expression(node.msg, frame)
            self.state = state
        self.guards |= guards_of(node.test, holds=True, age=self.age)
        is_false = isinstance(node.test, ast.Constant) and not node.test.value
        return Exit.RAISES if is_false else Exit.END

    def leave_statement(self, node: ast.Break | ast.Continue, frame: Frame) -> Exit:
        """`break` and `continue`."""
        (self.breaks if isinstance(node, ast.Break) else self.nexts).append(dict(self.state))
        return Exit.NEVER


def _pairs(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """`a, b = f, g` as two assignments, where it is that simple."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            if len(targets) == len(values) and not any(isinstance(e, ast.Starred) for e in (*targets, *values)):
                return list(zip(targets, values, strict=True))
    return []
