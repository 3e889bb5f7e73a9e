"""Statements: straight lines, and the paths through `if`, loops, `try`, `with` and `match`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.running.calls import Calls
from nb2pkg.rules.hidden_state.running.conditions import guards_of, outcome, surely_runs
from nb2pkg.rules.hidden_state.running.definitions import Definitions
from nb2pkg.rules.hidden_state.running.expressions import private
from nb2pkg.rules.hidden_state.running.handlers import changes_something, only_imports, rescue_of, swallows
from nb2pkg.rules.hidden_state.running.machine import Exit, Rescue, Sure, place
from nb2pkg.rules.hidden_state.running.presence import ABSENT, Binding, End, Guards, Presence, joined
from nb2pkg.rules.hidden_state.running.values import NOTHING, Frame
from nb2pkg.syntax.scopes import bindings_of
from nb2pkg.syntax.walking import children, walk

GONE = frozenset({Exit.NEVER, Exit.RAISES})
LEAVING_CALLS = frozenset({"exit", "quit", "sys.exit", "os._exit"})


class Statements(Definitions, Calls):
    """Runs statements."""

    def block(self, body: Sequence[ast.stmt], frame: Frame) -> Exit:
        """A suite in order. What follows a statement that may leave runs perhaps."""
        before, left = self.sure, Exit.END
        for part in body:
            done = self.statement(part, frame)
            if done in GONE:
                left = done
                break
            if done is Exit.PERHAPS:
                left, self.sure = Exit.PERHAPS, Sure.PERHAPS
        self.sure = before
        return left

    def statement(self, node: ast.stmt, frame: Frame) -> Exit:
        """Any statement."""
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            return handler(self, node, frame) or Exit.END
        for child in children(node):
            if isinstance(child, ast.expr):
                self.expression(child, frame)
        return Exit.END

    # straight lines --------------------------------------------------------------------------------------------------

    def _expr(self, node: ast.Expr, frame: Frame) -> Exit:
        self.expression(node.value, frame)
        is_last_word = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in LEAVING_CALLS
        return Exit.RAISES if is_last_word else Exit.END

    def _assign(self, node: ast.Assign, frame: Frame) -> None:
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

    def _aug_assign(self, node: ast.AugAssign, frame: Frame) -> None:
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

    def _ann_assign(self, node: ast.AnnAssign, frame: Frame) -> None:
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

    def _delete(self, node: ast.Delete, frame: Frame) -> None:
        for target in node.targets:
            for part in walk(target):
                match part:
                    case ast.Name(id=name, ctx=ast.Del()):
                        if frame.home(private(name, frame)) is None:
                            self.need(private(name, frame), part, frame)
                        self.lose(private(name, frame), frame, "del", place(part, frame))
                    case ast.Name(id=name):
                        self.read(private(name, frame), part, frame)

    def _import(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.star(node, frame)
            else:
                self.bind((alias.asname or alias.name).split(".")[0], frame, at=place(node, frame))
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            self.annotations_are_lazy |= any(alias.name == "annotations" for alias in node.names)

    def _return(self, node: ast.Return, frame: Frame) -> Exit:
        if node.value is not None:
            frame.returned.append(self.expression(node.value, frame))
        return Exit.NEVER

    def _raise(self, node: ast.Raise, frame: Frame) -> Exit:
        for part in (node.exc, node.cause):
            if part is not None:
                self.expression(part, frame)
        return Exit.RAISES

    def _assert(self, node: ast.Assert, frame: Frame) -> Exit:
        self.expression(node.test, frame)
        if node.msg is not None:
            state = dict(self.state)
            with self.at_most(Sure.PERHAPS):
                self.expression(node.msg, frame)
            self.state = state
        is_false = isinstance(node.test, ast.Constant) and not node.test.value
        return Exit.RAISES if is_false else Exit.END

    def _leave(self, node: ast.stmt, frame: Frame) -> Exit:
        return Exit.NEVER

    # paths -----------------------------------------------------------------------------------------------------------

    def _if(self, node: ast.If, frame: Frame) -> Exit:
        self.expression(node.test, frame)
        known = outcome(node.test, self.literals)
        before = self.state
        ends: list[End] = []
        exits: list[Exit] = []
        for body, holds in ((node.body, True), (node.orelse, False)):
            guards = guards_of(node.test, holds=holds, age=self.age)
            self.state = dict(before)
            self.suppose(node.test, holds=holds)
            with self.at_most(self.sure if known is holds else Sure.PERHAPS), self.where(guards):
                done = self.block(body, frame)
            exits.append(done)
            ends.append(End(state=self.state, guards=guards))
        self.state = joined(before, [end for end, done in zip(ends, exits, strict=True) if done not in GONE])
        if known is None:
            return _one_of(exits)
        taken, done = (ends[0], exits[0]) if known else (ends[1], exits[1])
        if done not in GONE:
            bound = {n: b for n, b in taken.state.items() if b.presence is not Presence.ABSENT}
            self.state = {**self.state, **bound}
        return done

    def _for(self, node: ast.For | ast.AsyncFor, frame: Frame) -> Exit:
        source = self.expression(node.iter, frame)
        self.consume(source, node.iter, frame)
        self.special(source, "__iter__", node.iter, frame)
        runs = surely_runs(node.iter)
        return self._loop(node, frame, runs=runs, start=lambda: self.target(node.target, source.held(), frame))

    def _while(self, node: ast.While, frame: Frame) -> Exit:
        runs = outcome(node.test, self.literals)
        self.expression(node.test, frame)
        done = self._loop(node, frame, runs=runs, start=lambda: self.suppose(node.test, holds=True))
        is_endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        return done if not is_endless or _breaks(node.body) else Exit.RAISES

    def _loop(
        self, node: ast.For | ast.AsyncFor | ast.While, frame: Frame, *, runs: bool | None, start: Callable[[], None]
    ) -> Exit:
        """A loop has at least one round, but for one that surely has none."""
        before = dict(self.state)
        sure = {True: self.sure, None: Sure.PRESUMABLY, False: Sure.PERHAPS}[runs]
        with self.at_most(sure), self.rounds(bindings_of((node,))):
            start()
            done = self.block(node.body, frame)
            if any(_is_weaker(self.state.get(name, ABSENT), binding) for name, binding in before.items()):
                with self.at_most(Sure.PERHAPS):  # the second round starts with less
                    start()
                    self.block(node.body, frame)
        if runs is False:
            guard: Guards = frozenset({self.unique_guard()})
            self.state = joined(before, [End(state=before), End(state=self.state, guards=guard)])
        if node.orelse:
            done = _one_of([done, self._orelse(node, frame)])
        returns = any(isinstance(part, ast.Return) for part in _in_loop(node.body))
        return Exit.PERHAPS if done is not Exit.END and returns else Exit.END

    def _orelse(self, node: ast.For | ast.AsyncFor | ast.While, frame: Frame) -> Exit:
        """After the last round; what both it and some round before a `break` bind is bound."""
        after_body = dict(self.state)
        with self.at_most(self.sure if not _breaks(node.body) else Sure.PERHAPS):
            done = self.block(node.orelse, frame)
        for name, binding in self.state.items():
            if binding.presence is Presence.BOUND or not _breaks(node.body):
                after_body[name] = binding
        self.state = after_body
        return done

    def _try(self, node: ast.Try, frame: Frame) -> Exit:
        rescue = rescue_of(node.handlers)
        before = dict(self.state)
        guard: Guards = frozenset({self.unique_guard()})
        rescued = bindings_of(tuple(part for handler in node.handlers for part in handler.body))
        with self.at_most(Sure.PRESUMABLY if node.handlers else self.sure), self.rescuing(rescue, rescued):
            done = self.block(node.body, frame)
        after_body = self.state
        assumed = self.assumed
        exits, ends = [], []
        if done not in GONE:
            done = self.block(node.orelse, frame) if node.orelse else done
            ends += [End(state=self.state, guards=guard)] if done not in GONE else []
        exits.append(done)
        midway = joined(before, [End(state=before), End(state=after_body, guards=guard)])
        midway |= {name: before.get(name, ABSENT) for name in assumed}
        for handler in node.handlers:
            self.state = dict(midway)
            with self.at_most(Sure.PERHAPS), self.where(guard):
                done = self._handler(handler, frame)
            exits.append(done)
            ends += [End(state=self.state)] if done not in GONE else []
        self.state = joined(dict(midway), ends)
        if only_imports(node.body) and changes_something(node.handlers):  # `HAS_X = False`: the author knows
            names = bindings_of(tuple(node.body))
            self.obscure(frozenset(n for n in names if self.state.get(n, ABSENT).presence is Presence.MAYBE))
        with self.where(guard):
            last = self.block(node.finalbody, frame)
        return last if last is not Exit.END else _one_of(exits)

    def _handler(self, handler: ast.ExceptHandler, frame: Frame) -> Exit:
        if handler.type is not None:
            self.expression(handler.type, frame)
        name = private(handler.name, frame) if handler.name else ""
        if name:
            self.bind(name, frame)
        done = self.block(handler.body, frame)
        if name:
            self.lose(name, frame, "except", _place_of_handler(handler, frame))
        return done

    def _with(self, node: ast.With | ast.AsyncWith, frame: Frame) -> Exit:
        for item in node.items:
            value = self.expression(item.context_expr, frame)
            self.special(value, "__enter__", item.context_expr, frame)
            if item.optional_vars is not None:
                self.target(item.optional_vars, value, frame)
        if not any(swallows(item.context_expr) for item in node.items):
            return self.block(node.body, frame)
        before = dict(self.state)
        guard: Guards = frozenset({self.unique_guard()})
        rescue = max(swallows(item.context_expr) for item in node.items)
        with self.at_most(Sure.PRESUMABLY), self.rescuing(Rescue(rescue - 1), frozenset()):
            done = self.block(node.body, frame)
        ends = [End(state=before)] + ([End(state=self.state, guards=guard)] if done not in GONE else [])
        self.state = joined(before, ends)
        return Exit.END if done is Exit.END else Exit.PERHAPS

    def _match(self, node: ast.Match, frame: Frame) -> Exit:
        self.expression(node.subject, frame)
        before = dict(self.state)
        ends: list[End] = []
        exits: list[Exit] = []
        for case in node.cases:
            self.state = dict(before)
            guard: Guards = frozenset({self.unique_guard()})
            with self.at_most(Sure.PERHAPS), self.where(guard):
                self._pattern(case.pattern, frame)
                if case.guard is not None:
                    self.expression(case.guard, frame)
                done = self.block(case.body, frame)
            exits.append(done)
            ends += [End(state=self.state, guards=guard)] if done not in GONE else []
        last = node.cases[-1]
        if last.guard is not None or not isinstance(last.pattern, ast.MatchAs) or last.pattern.pattern is not None:
            ends.append(End(state=before))
            exits.append(Exit.END)
        self.state = joined(before, ends)
        return _one_of(exits)

    def _pattern(self, pattern: ast.pattern, frame: Frame) -> None:
        for part in walk(pattern):
            match part:
                case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                    self.bind(private(name, frame), frame)
                case ast.MatchValue(value=value) | ast.MatchClass(cls=value):
                    self.expression(value, frame)


def _place_of_handler(handler: ast.ExceptHandler, frame: Frame) -> Location:
    return place(handler.type or handler.body[0], frame)


def _pairs(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """`a, b = f, g` as two assignments, where it is that simple."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            if len(targets) == len(values) and not any(isinstance(e, ast.Starred) for e in (*targets, *values)):
                return list(zip(targets, values, strict=True))
    return []


def _one_of(exits: Iterable[Exit]) -> Exit:
    some = set(exits)
    calm = some - {Exit.RAISES}
    return calm.pop() if len(calm) == 1 else Exit.PERHAPS if calm else Exit.RAISES


def _is_weaker(now: Binding, before: Binding) -> bool:
    return before.presence is Presence.BOUND and now.presence in {Presence.ABSENT, Presence.MAYBE}


def _in_loop(body: Iterable[ast.AST]) -> Iterable[ast.AST]:
    for part in body:
        yield part
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield from _in_loop(children(part))


def _breaks(body: Iterable[ast.stmt]) -> bool:
    """Whether a `break` of this loop is in its body."""

    def own(parts: Iterable[ast.AST]) -> Iterable[ast.AST]:
        for part in parts:
            yield part
            if not isinstance(part, ast.For | ast.AsyncFor | ast.While | ast.FunctionDef | ast.ClassDef | ast.Lambda):
                yield from own(children(part))

    return any(isinstance(part, ast.Break) for part in own(body))


_HANDLERS: dict[type[ast.stmt], Callable[[Any, Any, Frame], Exit | None]] = {
    ast.Expr: Statements._expr,
    ast.Assign: Statements._assign,
    ast.AugAssign: Statements._aug_assign,
    ast.AnnAssign: Statements._ann_assign,
    ast.Delete: Statements._delete,
    ast.Import: Statements._import,
    ast.ImportFrom: Statements._import,
    ast.Return: Statements._return,
    ast.Raise: Statements._raise,
    ast.Assert: Statements._assert,
    ast.Break: Statements._leave,
    ast.Continue: Statements._leave,
    ast.If: Statements._if,
    ast.For: Statements._for,
    ast.AsyncFor: Statements._for,
    ast.While: Statements._while,
    ast.Try: Statements._try,
    ast.TryStar: Statements._try,
    ast.With: Statements._with,
    ast.AsyncWith: Statements._with,
    ast.Match: Statements._match,
    ast.FunctionDef: Definitions.function_definition,
    ast.AsyncFunctionDef: Definitions.function_definition,
    ast.ClassDef: Definitions.class_definition,
}
