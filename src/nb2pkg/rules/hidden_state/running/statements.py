"""Statements with suites: the paths through `if`, loops, `try`, `with` and `match`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from nb2pkg.model.notebook import Location
from nb2pkg.rules.hidden_state.running.conditions import guards_of, outcome, surely_runs
from nb2pkg.rules.hidden_state.running.definitions import Definitions
from nb2pkg.rules.hidden_state.running.expressions import private
from nb2pkg.rules.hidden_state.running.handlers import changes_something, only_imports, rescue_of, swallows
from nb2pkg.rules.hidden_state.running.lines import Lines
from nb2pkg.rules.hidden_state.running.machine import Exit, Rescue, Sure, place
from nb2pkg.rules.hidden_state.running.presence import ABSENT, Binding, End, Guards, Presence, State, joined
from nb2pkg.rules.hidden_state.running.values import Frame
from nb2pkg.syntax.scopes import bindings_of
from nb2pkg.syntax.walking import children, suites, walk

GONE = frozenset({Exit.NEVER, Exit.RAISES})


class Statements(Lines):
    """Runs statements."""

    def block(self, body: Sequence[ast.stmt], frame: Frame) -> Exit:
        """A suite in order. What follows a statement that may leave runs perhaps."""
        before, guards, left = self.sure, self.guards, Exit.END
        for part in body:
            done = self.statement(part, frame)
            if done in GONE:
                left = done
                break
            if done is Exit.PERHAPS:
                left, self.sure = Exit.PERHAPS, Sure.PERHAPS
        self.sure, self.guards = before, guards
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
            never = known is not None and known is not holds and isinstance(node.test, ast.Constant)
            sure = self.sure if known is holds else Sure.PERHAPS
            rescue = Rescue.IGNORED if never else Rescue.NONE  # `if False:` switches code off
            with self.at_most(sure), self.where(guards), self.rescuing(rescue, frozenset()):
                done = self.block(body, frame)
            exits.append(done)
            ends.append(End(state=self.state, guards=guards))
        left = [end for end, done in zip(ends, exits, strict=True) if done not in GONE]
        self.state = joined(before, [self._as_told(end, left) for end in left])
        if known is None:
            self._forget_values(node)
            return self._only_way(node.test, exits)
        taken, done = (ends[0], exits[0]) if known else (ends[1], exits[1])
        if done not in GONE:
            bound = {n: b for n, b in taken.state.items() if b.presence is not Presence.ABSENT}
            self.state = {**self.state, **bound}
        return done

    def _as_told(self, end: End, ends: Sequence[End]) -> End:
        """`if not loaded: x = 0`, where `loaded` tells in the other case that `x` is bound."""
        doubtful = [n for n, b in end.state.items() if b.presence is Presence.MAYBE]
        ours = [n for n in doubtful if any(e.state[n].presence is Presence.BOUND for e in ends if n in e.state)]
        with self.where(end.guards):
            told = {n: replace(end.state[n], presence=Presence.BOUND, ways=()) for n in ours if self.is_told(n)}
        return replace(end, state={**end.state, **told}) if told else end

    def _only_way(self, test: ast.expr, exits: Sequence[Exit]) -> Exit:
        """After `if not found: raise` the suite goes on only where the test had the other outcome."""
        if len({done in GONE for done in exits}) == 2:
            self.guards |= guards_of(test, holds=exits[1] in GONE, age=self.age)
        return _one_of(exits)

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
        return done if not _is_endless(node) or _breaks(node.body) else Exit.RAISES

    def _loop(
        self, node: ast.For | ast.AsyncFor | ast.While, frame: Frame, *, runs: bool | None, start: Callable[[], None]
    ) -> Exit:
        """A loop has at least one round, but for one that surely has none."""
        before = dict(self.state)
        outer, self.nexts, self.breaks = (self.nexts, self.breaks), [], []
        sure = {True: self.sure, None: Sure.PRESUMABLY, False: Sure.PERHAPS}[runs]
        with self.at_most(sure), self.rounds(bindings_of((node,))):
            start()
            done = self.block(node.body, frame)
            if any(_is_weaker(self.state.get(name, ABSENT), binding) for name, binding in before.items()):
                with self.at_most(Sure.PERHAPS):  # the second round starts with less
                    start()
                    self.block(node.body, frame)
        rounds = [*self.nexts, *([] if done in GONE else [self.state])]
        breaks = [self._in_some_round(state, rounds) for state in self.breaks]
        self.nexts, self.breaks = outer
        if rounds:
            self.state = self._one_state(rounds)
        done = self._after_rounds(node, frame, done, has_end=bool(rounds) and not _is_endless(node), breaks=breaks)
        self._forget_values(node)
        if runs is False:
            guard: Guards = frozenset({self.unique_guard()})
            self.state = joined(before, [End(state=before), End(state=self.state, guards=guard)])
        returns = _holds(node.body, ast.Return, outside=_DEFINITIONS)
        return Exit.PERHAPS if done is not Exit.END and returns else Exit.END

    def _in_some_round(self, state: State, rounds: Sequence[State]) -> State:
        """The state at a `break`: what the rest of the body binds, an earlier round may have bound."""
        some = self._one_state([state, *rounds])
        weak = [n for n in some if state.get(n, ABSENT).presence is Presence.ABSENT]
        return {**state, **{name: some[name] for name in weak}}

    def _one_state(self, states: Sequence[State]) -> State:
        """Any of these, and nothing tells which."""
        return joined({}, [End(state=state, guards=frozenset({self.unique_guard()})) for state in states])

    def _after_rounds(
        self,
        node: ast.For | ast.AsyncFor | ast.While,
        frame: Frame,
        done: Exit,
        *,
        has_end: bool,
        breaks: Sequence[State],
    ) -> Exit:
        """A loop ends by a `break`, or by its last round and its `else`."""
        after = done
        if node.orelse:
            with self.at_most(Sure.PERHAPS if breaks else self.sure):
                after = self.block(node.orelse, frame)
        ends = [self.state] if has_end and not (node.orelse and after in GONE) else []
        if ends or breaks:
            self.state = self._one_state([*ends, *breaks])
        return _one_of([done, after])

    def _forget_values(self, node: ast.stmt) -> None:
        """What variables hold that are bound on some of the paths is not known."""
        for name in bindings_of((node,)):
            self.literals.pop(name, None)

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
            with self.at_most(Sure.PERHAPS):
                done = self._handler(handler, frame)
            exits.append(done)
            ends += [End(state=self.state)] if done not in GONE else []
        self.state = joined(dict(midway), ends)
        self._forget_values(node)
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
            self.consume(value, item.context_expr, frame)  # a `@contextmanager`
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
        for number, case in enumerate(node.cases):
            self.state = dict(before)
            if number == 0 and isinstance(case.pattern, ast.MatchValue):  # whatever the subject is, it is compared
                self.expression(case.pattern.value, frame)
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


def _one_of(exits: Iterable[Exit]) -> Exit:
    some = set(exits)
    calm = some - {Exit.RAISES}
    return calm.pop() if len(calm) == 1 else Exit.PERHAPS if calm else Exit.RAISES


def _is_endless(node: ast.stmt) -> bool:
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)


def _is_weaker(now: Binding, before: Binding) -> bool:
    return before.presence is Presence.BOUND and now.presence in {Presence.ABSENT, Presence.MAYBE}


def _breaks(body: Sequence[ast.stmt]) -> bool:
    """Whether a `break` of this loop is in its body."""
    return _holds(body, ast.Break, outside=_DEFINITIONS | _LOOPS)


_DEFINITIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
_LOOPS = frozenset({ast.For, ast.AsyncFor, ast.While})


def _holds(body: Sequence[ast.stmt], kind: type[ast.stmt], *, outside: frozenset[type[ast.stmt]]) -> bool:
    """Whether there is a statement of this kind in a suite, but for those inside of others of these kinds."""
    todo: list[ast.AST] = [*body]
    while todo:
        part = todo.pop()
        if type(part) is kind:
            return True
        if type(part) not in outside:
            todo += suites(part)
    return False


_HANDLERS: dict[type[ast.stmt], Callable[[Any, Any, Frame], Exit | None]] = {
    ast.Expr: Lines.expr_statement,
    ast.Assign: Lines.assign_statement,
    ast.AugAssign: Lines.aug_assign_statement,
    ast.AnnAssign: Lines.ann_assign_statement,
    ast.Delete: Lines.delete_statement,
    ast.Import: Lines.import_statement,
    ast.ImportFrom: Lines.import_statement,
    ast.Return: Lines.return_statement,
    ast.Raise: Lines.raise_statement,
    ast.Assert: Lines.assert_statement,
    ast.Break: Lines.leave_statement,
    ast.Continue: Lines.leave_statement,
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
