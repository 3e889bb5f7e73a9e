"""One top-level statement, read in the order in which it runs: what it binds for sure or perhaps, and what it needs."""

from __future__ import annotations

import ast

from msgspec import Struct, field

from nb2pkg.syntax.scopes import COMPREHENSIONS, FUNCTIONS, FunctionNode, free_names, global_writes, top_level_uses
from nb2pkg.syntax.walking import children, walk


class Scan(Struct):
    """State of reading one statement. `bound` grows while reading; a read of anything else is an outside read.

    A name that has been read is there, or it would have been an error: so `x` is there for certain after `try: x` with
    `except NameError: x = 1`, though that does not bind it for certain. `bound` holds such names with a mark.
    """

    bound: set[str] = field(default_factory=set)
    may_bind: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    late_reads: set[str] = field(default_factory=set)
    late_writes: set[str] = field(default_factory=set)
    deletes: set[str] = field(default_factory=set)

    def read(self, name: str) -> None:
        """A read that surely happens (on this path)."""
        self.read_perhaps(name)
        self.bound.add(_there(name))

    def read_perhaps(self, name: str) -> None:
        """A read now, if what it stands in is evaluated."""
        if name not in self.bound:
            self.reads.add(name)

    @property
    def binds(self) -> frozenset[str]:
        """What the statement has bound when it ends."""
        return frozenset(self.bound & self.may_bind)

    @property
    def leaves(self) -> frozenset[str]:
        """What the statement may bind and what is there for certain when it ends, bound by it or before it."""
        return frozenset(name for name in self.may_bind if _there(name) in self.bound)

    def bind(self, name: str) -> None:
        """A binding that surely happens (on this path)."""
        self.bound |= {name, _there(name)}
        self.may_bind.add(name)
        self.deletes.discard(name)

    def unbind(self, name: str) -> None:
        """The name is gone."""
        self.bound -= {name, _there(name)}
        self.deletes.add(name)

    # statements ------------------------------------------------------------------------------------------------------

    def block(self, body: list[ast.stmt]) -> bool:
        """A suite in order; False if it surely leaves (raise, return, continue, break) before its end."""
        for part in body:
            self.statement(part)
            if isinstance(part, ast.Raise | ast.Return | ast.Continue | ast.Break):
                return False
        return True

    def statement(self, node: ast.stmt) -> None:
        """Any statement."""
        match node:
            case ast.Assign(targets=targets, value=value):
                self.expression(value)
                for target in targets:
                    self.target(target)
            case ast.AugAssign(target=target, value=value):
                if isinstance(target, ast.Name):
                    self.read(target.id)
                self.expression(value)
                self.target(target)
            case ast.AnnAssign(target=target, annotation=annotation, value=annotated):
                self.expression(annotation)
                if annotated is not None:
                    self.expression(annotated)
                    self.target(target)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.function(node)
                self.bind(node.name)
            case ast.ClassDef():
                self.class_definition(node)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                for alias in names:
                    if alias.name != "*":
                        self.bind((alias.asname or alias.name).split(".")[0])
            case ast.Delete(targets=targets):
                self.delete(targets)
            case ast.If() | ast.While() | ast.For() | ast.AsyncFor() | ast.Match():
                self.branching(node)
            case ast.Try() | ast.TryStar():
                self.attempt(node)
            case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
                for item in items:
                    self.expression(item.context_expr)
                    if item.optional_vars is not None:
                        self.target(item.optional_vars)
                if any(swallows(item.context_expr) for item in items):
                    self.alternatives([body, []])
                else:
                    self.block(body)
            case _:
                for child in children(node):
                    if isinstance(child, ast.expr):
                        self.expression(child)

    def branching(self, node: ast.If | ast.While | ast.For | ast.AsyncFor | ast.Match) -> None:
        """Statements whose suites may or may not run."""
        match node:
            case ast.If(test=test, body=body, orelse=orelse):
                self.expression(test)
                self.alternatives([body, orelse])
            case ast.While(test=test, body=body, orelse=orelse):
                self.expression(test)
                self.loop(body, runs=isinstance(test, ast.Constant) and bool(test.value))
                self.alternatives([orelse, []])
            case (
                ast.For(iter=iterable, target=target, body=body, orelse=orelse)
                | ast.AsyncFor(iter=iterable, target=target, body=body, orelse=orelse)
            ):
                self.expression(iterable)
                self.loop(body, runs=_is_never_empty(iterable), target=target)
                self.alternatives([orelse, []])
            case ast.Match(subject=subject, cases=cases):
                self.expression(subject)
                self.match_cases(cases)

    def alternatives(self, suites: list[list[ast.stmt]]) -> None:
        """Exactly one of the suites runs: bound for sure is what all of those bind that reach their end."""
        before = set(self.bound)
        ends: list[set[str]] = []
        for suite in suites:
            self.bound = set(before)
            if self.block(suite):
                ends.append(self.bound)
        self.bound = set.intersection(*ends) if ends else before

    def loop(self, body: list[ast.stmt], *, runs: bool, target: ast.expr | None = None) -> None:
        """A suite that runs any number of times, at least once if `runs`."""
        before = set(self.bound)
        if target is not None:
            self.target(target)
        at_start = set(self.bound)
        certain = _until_first_jump(body)
        self.block(certain)
        after_certain = set(self.bound)
        self.block(body[len(certain) :])
        self.bound = (after_certain | at_start) if runs else before

    def match_cases(self, cases: list[ast.match_case]) -> None:
        """The cases of a match statement; the last one may be a catch-all."""
        before = set(self.bound)
        ends: list[set[str]] = []
        for case in cases:
            self.bound = set(before)
            for part in walk(case.pattern):
                match part:
                    case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                        self.bind(name)
                    case ast.MatchValue(value=value) | ast.MatchClass(cls=value):
                        self.expression(value)
            if case.guard is not None:
                self.expression(case.guard)
            if self.block(case.body):
                ends.append(self.bound)
        last = cases[-1]
        is_exhaustive = last.guard is None and isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        self.bound = set.intersection(*ends) if ends and is_exhaustive else before

    def attempt(self, node: ast.Try | ast.TryStar) -> None:
        """try: the handlers start from what was bound before; those that leave do not count for what follows."""
        before = set(self.bound)
        ends: list[set[str]] = []
        if self.block(node.body) and self.block(node.orelse):
            ends.append(set(self.bound))
        for handler in node.handlers:
            self.bound = set(before)
            if handler.type is not None:
                self.expression(handler.type)
            was_bound = handler.name in self.may_bind
            if handler.name:
                self.bind(handler.name)
            reaches_end = self.block(handler.body)
            if handler.name:  # gone again at the end of the handler
                self.unbind(handler.name)
                self.may_bind -= set() if was_bound else {handler.name}
            if reaches_end:
                ends.append(set(self.bound))
        self.bound = set.intersection(*ends) if ends else before
        self.block(node.finalbody)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """A definition: its head is evaluated now, its body when called."""
        for decorator in node.decorator_list:
            self.expression(decorator)
        self.arguments(node.args)
        if node.returns is not None:
            self.expression(node.returns)
        self.body_of(node)

    def body_of(self, node: FunctionNode) -> None:
        """What the body of a function will need when it is called."""
        self.late_reads |= free_names(node)
        self.late_writes |= global_writes(node)

    def arguments(self, args: ast.arguments) -> None:
        """Defaults and annotations of parameters, evaluated at definition: functions in them may be called there."""
        before, self.late_reads = self.late_reads, set()
        for child in walk(args):
            if isinstance(child, ast.arg) and child.annotation is not None:
                self.expression(child.annotation)
        for default in (*args.defaults, *args.kw_defaults):
            if default is not None:
                self.expression(default)
        for name in self.late_reads:
            self.read_perhaps(name)
        self.late_reads |= before

    def class_definition(self, node: ast.ClassDef) -> None:
        """A class: its body runs now, its methods later."""
        for use in top_level_uses(node):
            if use.node is node:
                continue
            if use.nested:
                (self.late_reads if use.context == "load" else self.late_writes).add(use.name)
            elif use.context == "load":
                self.read_perhaps(use.name)
        self.bind(node.name)

    def delete(self, targets: list[ast.expr]) -> None:
        """del: the name is gone; the object behind a subscript is changed."""
        for target in targets:
            for part in walk(target):
                match part:
                    case ast.Name(id=name, ctx=ast.Del()):
                        self.read(name)
                        self.unbind(name)
                        self.may_bind.add(name)
                    case ast.Name(id=name, ctx=ast.Load()):
                        self.read(name)

    # expressions -----------------------------------------------------------------------------------------------------

    def target(self, node: ast.expr) -> None:
        """Where a value goes: names are bound, the parts of subscripts and attributes are read."""
        match node:
            case ast.Name(id=name):
                self.bind(name)
            case ast.Tuple(elts=elts) | ast.List(elts=elts):
                for item in elts:
                    self.target(item)
            case ast.Starred(value=value):
                self.target(value)
            case _:
                self.expression(node)

    def expression(self, node: ast.expr) -> None:
        """Any expression, its parts in order."""
        kind = type(node)
        if kind is ast.Constant:
            return
        if kind in _PLAIN:
            for child in children(node):
                part = child.value if isinstance(child, ast.keyword) else child
                if isinstance(part, ast.Name):  # as `read` does
                    name = part.id
                    if name not in self.bound:
                        self.reads.add(name)
                    self.bound.add(name + _MARK)
                elif not isinstance(part, ast.Constant):
                    self.expression(part)  # type: ignore[arg-type]
            return
        match node:
            case ast.Name(id=name):
                self.read(name)
            case ast.NamedExpr(target=target, value=value):
                self.expression(value)
                self.target(target)
            case ast.Lambda(args=args):
                self.arguments(args)
                self.body_of(node)
            case ast.Await(value=value):
                self.expression(value)
            case _ if isinstance(node, COMPREHENSIONS):
                self.comprehension(node)
            case ast.BoolOp(values=[first, *rest]):
                self.expression(first)
                self.perhaps(rest)
            case ast.Compare(left=left, comparators=[first, *rest]):
                self.expression(left)
                self.expression(first)
                self.perhaps(rest)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.expression(test)
                self.perhaps([body, orelse])
            case _:
                for child in children(node):
                    if isinstance(child, ast.expr):
                        self.expression(child)
                    elif isinstance(child, ast.keyword):
                        self.expression(child.value)

    def perhaps(self, parts: list[ast.expr]) -> None:
        """Expressions that may not be evaluated: what a walrus in them binds is not certain."""
        before = set(self.bound)
        for part in parts:
            self.expression(part)
        self.bound = before

    def comprehension(self, node: ast.expr) -> None:
        """A comprehension: reads now; what functions inside it read, later; a walrus inside may bind."""
        for use in top_level_uses(node):
            if use.nested:
                (self.late_reads if use.context == "load" else self.late_writes).add(use.name)
            elif use.context == "load":
                self.read_perhaps(use.name)
            else:
                self.may_bind.add(use.name)


# Expressions that only evaluate their parts, one after the other.
_PLAIN = frozenset(
    {ast.Attribute, ast.Subscript, ast.Call, ast.BinOp, ast.Compare, ast.UnaryOp, ast.Tuple, ast.List, ast.Set}
    | {ast.Slice, ast.Starred, ast.JoinedStr, ast.FormattedValue, ast.Dict}
)


_MARK = "?"


def _there(name: str) -> str:
    return name + _MARK


def _until_first_jump(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a loop's body that surely run in its first round."""
    for index, part in enumerate(body):
        jumps = (ast.Break, ast.Continue, ast.Return)
        if any(isinstance(child, jumps) for child in walk(part) if not isinstance(child, FUNCTIONS)):
            return body[:index]
    return body


def swallows(node: ast.expr) -> bool:
    """Whether a context manager may end its block early: `contextlib.suppress(...)`, `pytest.raises(...)`."""
    function = node.func if isinstance(node, ast.Call) else node
    return getattr(function, "attr", getattr(function, "id", "")) in {"suppress", "raises", "assertRaises"}


def _is_never_empty(node: ast.expr) -> bool:
    """Whether iterating over a literal or a constant range surely yields something."""
    match node:
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return any(not isinstance(item, ast.Starred) for item in elts)
        case ast.Dict(keys=keys):
            return any(key is not None for key in keys)
        case ast.Call(func=ast.Name(id="range"), args=args) if all(isinstance(a, ast.Constant) for a in args):
            try:
                return len(range(*(ast.literal_eval(a) for a in args))) > 0
            except (TypeError, ValueError):
                return False
        case ast.Call(func=ast.Name(id="enumerate" | "reversed" | "sorted"), args=[first, *_]):
            return _is_never_empty(first)
        case ast.Call(func=ast.Name(id="zip"), args=args) if args:
            return all(_is_never_empty(a) for a in args if not isinstance(a, ast.Starred))
        case ast.Constant(value=str(text)):
            return bool(text)
    return False
