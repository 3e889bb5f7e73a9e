"""Expressions, evaluated in the order in which Python does."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from nb2pkg.rules.hidden_state.running.conditions import guards_of, names_said_to_exist
from nb2pkg.rules.hidden_state.running.machine import Machine, Sure, class_around, place
from nb2pkg.rules.hidden_state.running.presence import ABSENT, End, Guards, Presence, joined
from nb2pkg.rules.hidden_state.running.values import NOTHING, Class, Frame, Function, Instance, Lazy, Value, either
from nb2pkg.syntax.scopes import ComprehensionNode, FunctionNode
from nb2pkg.syntax.walking import children, walk

OPERATORS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor",
}  # fmt: skip
DEEPEST = 40  # calls within calls that are followed


class Expressions(Machine):
    """Evaluates expressions; what calls do is for the class below."""

    def expression(self, node: ast.expr, frame: Frame) -> Value:
        """What an expression may give."""
        handler = _HANDLERS.get(type(node))
        return self._parts(node, frame) if handler is None else handler(self, node, frame)

    def _parts(self, node: ast.AST, frame: Frame) -> Value:
        found = []
        for child in children(node):
            if isinstance(child, ast.expr):
                found.append(self.expression(child, frame))
            else:
                found.append(self._parts(child, frame))
        return either(*found).held()

    def called(self, node: ast.Call, frame: Frame) -> Value:
        """A call expression."""
        raise NotImplementedError

    def call_value(
        self, value: Value, arguments: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        """Everything that the value may be is called."""
        raise NotImplementedError

    def consume(self, value: Value, node: ast.expr, frame: Frame) -> None:
        """What is lazy in the value is run."""
        lazy = [ref for ref in value.refs if isinstance(ref, Lazy) and id(ref) not in self.running]
        if not lazy or len(self.running) > DEEPEST:
            return
        with self.at_most(Sure.PRESUMABLY), self.reached_by(node, frame):
            for ref in lazy:
                self.running.add(id(ref))
                ref.run()
                self.running.discard(id(ref))

    @contextmanager
    def reached_by(self, node: ast.expr, frame: Frame) -> Iterator[None]:
        """What runs inside has been set going here, or by what this is a part of."""
        before = self.call
        if before is None:
            self.call = (place(node.func if isinstance(node, ast.Call) else node, frame), _shown(node))
        try:
            yield
        finally:
            self.call = before

    def special(self, value: Value, method: str, node: ast.expr, frame: Frame) -> Value:
        """An operator or statement calls a method of the notebook's classes."""
        methods = either(*(ref.of.member(method) for ref in value.refs if isinstance(ref, Instance)))
        if not methods.refs:
            return NOTHING
        with self.at_most(Sure.PRESUMABLY):
            return self.call_value(methods, [], {}, node, frame)

    def function(self, node: FunctionNode, frame: Frame) -> Function:
        """A function object is made."""
        made = Function(node=node, frame=frame.around_functions(), owner=frame.owner if frame.is_class else None)
        self.functions.append(made)
        return made

    def defaults(self, args: ast.arguments, frame: Frame) -> None:
        """Defaults of parameters, evaluated at the definition."""
        for default in (*args.defaults, *args.kw_defaults):
            if default is not None:
                self.expression(default, frame)

    def suppose(self, test: ast.expr, *, holds: bool) -> None:
        """The names that the test asks for are there."""
        names = frozenset(names_said_to_exist(test, holds=holds))
        self.obscure(frozenset(n for n in names if self.state.get(n, ABSENT).presence is not Presence.BOUND))

    # kinds of expressions --------------------------------------------------------------------------------------------

    def _name(self, node: ast.Name, frame: Frame) -> Value:
        return self.read(private(node.id, frame), node, frame)

    def _walrus(self, node: ast.NamedExpr, frame: Frame) -> Value:
        value = self.expression(node.value, frame)
        self.target(node.target, value, frame)
        return value

    def _lambda(self, node: ast.Lambda, frame: Frame) -> Value:
        self.defaults(node.args, frame)
        return Value(refs=(self.function(node, frame),))

    def _bool_op(self, node: ast.BoolOp, frame: Frame) -> Value:
        before: ast.expr | None = None
        start = dict(self.state)
        found: list[Value] = []
        guards: Guards = frozenset()
        for part in node.values:
            if before is not None:
                guards |= guards_of(before, holds=isinstance(node.op, ast.And), age=self.age)
                self.suppose(before, holds=isinstance(node.op, ast.And))
            with self.at_most(Sure.PERHAPS if before is not None else self.sure), self.where(guards):
                found.append(self.expression(part, frame))
            start = start if before is not None else dict(self.state)
            before = part
        self.state = joined(start, [End(state=start), End(state=self.state, guards=guards)])
        return either(*found)

    def _if_exp(self, node: ast.IfExp, frame: Frame) -> Value:
        self.expression(node.test, frame)
        before = self.state
        values, ends = [], []
        for part, holds in ((node.body, True), (node.orelse, False)):
            self.state = dict(before)
            self.suppose(node.test, holds=holds)
            guards = guards_of(node.test, holds=holds, age=self.age)
            with self.at_most(Sure.PERHAPS), self.where(guards):
                values.append(self.expression(part, frame))
            ends.append(End(state=self.state, guards=guards))
        self.state = joined(before, ends)
        return either(*values)

    def _compare(self, node: ast.Compare, frame: Frame) -> Value:
        self.expression(node.left, frame)
        first, *rest = node.comparators
        self.expression(first, frame)
        with self.at_most(Sure.PERHAPS):  # `a < b < c` looks at c only if a < b
            for part in rest:
                self.expression(part, frame)
        return NOTHING

    def _bin_op(self, node: ast.BinOp, frame: Frame) -> Value:
        left, right = self.expression(node.left, frame), self.expression(node.right, frame)
        operator = OPERATORS.get(type(node.op))
        if operator and (left.refs or right.refs):
            self.special(left, f"__{operator}__", node, frame)
            self.special(right, f"__r{operator}__", node, frame)
        return either(left, right).held()

    def _attribute(self, node: ast.Attribute, frame: Frame) -> Value:
        value = self.expression(node.value, frame)
        return self.member(value, private(node.attr, frame), node, frame) if value.refs else NOTHING

    def member(self, value: Value, name: str, node: ast.expr, frame: Frame) -> Value:
        """An attribute of the notebook's objects and classes; properties are run."""
        found: list[Value] = []
        for ref in value.refs:
            of = ref.of if isinstance(ref, Instance) else ref
            members = of.member(name).refs if isinstance(of, Class) else ()
            for one in members:
                if isinstance(one, Function) and one.is_property and isinstance(ref, Instance):
                    with self.at_most(Sure.PRESUMABLY):
                        found.append(self.call_value(Value(refs=(one,)), [], {}, node, frame))
                else:
                    found.append(Value(refs=(one,), is_held=value.is_held))
        return either(*found)

    def _subscript(self, node: ast.Subscript, frame: Frame) -> Value:
        value = self.expression(node.value, frame)
        self.expression(node.slice, frame)
        self.special(value, "__getitem__", node, frame)
        return value.held()

    def _comprehension(self, node: ComprehensionNode, frame: Frame) -> Value:
        source = self.expression(node.generators[0].iter, frame)
        if isinstance(node, ast.GeneratorExp):

            def run() -> None:
                self.consume(source, node, frame)
                self.rounds_of(node, source, frame)

            return Value(refs=(Lazy(run=run), *source.refs), is_held=True)
        self.consume(source, node, frame)
        return self.rounds_of(node, source, frame)

    def rounds_of(self, node: ComprehensionNode, source: Value, frame: Frame) -> Value:
        """The rounds of a comprehension, its first iterable already evaluated."""
        targets = frozenset(n.id for g in node.generators for n in walk(g.target) if isinstance(n, ast.Name))
        inner = Frame(cell=frame.cell, names=targets, outer=frame.around_functions(), owner=frame.owner)
        with self.at_most(Sure.PRESUMABLY):
            for index, generator in enumerate(node.generators):
                if index:
                    source = self.expression(generator.iter, inner)
                    self.consume(source, generator.iter, inner)
                self.target(generator.target, source.held(), inner)
                for test in generator.ifs:
                    self.expression(test, inner)
                    self.suppose(test, holds=True)
            values = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
            return either(*(self.expression(value, inner) for value in values)).held()

    # targets ---------------------------------------------------------------------------------------------------------

    def target(self, node: ast.expr, value: Value, frame: Frame) -> None:
        """Where a value goes."""
        match node:
            case ast.Name(id=name):
                self.bind(private(name, frame), frame, value, place(node, frame))
            case ast.Tuple(elts=elts) | ast.List(elts=elts):
                for item in elts:
                    self.target(item, value.held(), frame)
            case ast.Starred(value=inner):
                self.target(inner, value.held(), frame)
            case ast.Attribute(value=owner, attr=attr):
                for ref in self.expression(owner, frame).refs:
                    of = ref.of if isinstance(ref, Instance) else ref
                    if value.refs and isinstance(of, Class):
                        of.members[private(attr, frame)] = either(of.member(attr), value)
            case ast.Subscript(value=owner):
                self.special(self.expression(owner, frame), "__setitem__", node, frame)
                self.expression(node.slice, frame)
                if value.refs and isinstance(owner, ast.Name):
                    self.keep(private(owner.id, frame), value, frame)
            case _:
                self.expression(node, frame)


def _shown(node: ast.expr) -> str:
    """What sets code going, as text: `f()`, `model.fit()`, `rows`; shortened where it is long."""
    if isinstance(node, ast.Call):
        return f"{_shown(node.func)}()"
    text = ast.unparse(node)
    return text if len(text) <= 40 else text[:37] + "..."


def private(name: str, frame: Frame) -> str:
    """`__x` in a class is `_Class__x`, for variables of the notebook too."""
    if not name.startswith("__") or name.endswith("__"):
        return name
    owner = class_around(frame)
    stem = owner.name.lstrip("_") if owner else ""
    return f"_{stem}{name}" if stem else name


_HANDLERS: dict[type[ast.expr], Callable[[Any, Any, Frame], Value]] = {
    ast.Name: Expressions._name,
    ast.NamedExpr: Expressions._walrus,
    ast.Lambda: Expressions._lambda,
    ast.BoolOp: Expressions._bool_op,
    ast.IfExp: Expressions._if_exp,
    ast.Compare: Expressions._compare,
    ast.BinOp: Expressions._bin_op,
    ast.Attribute: Expressions._attribute,
    ast.Subscript: Expressions._subscript,
    ast.ListComp: Expressions._comprehension,
    ast.SetComp: Expressions._comprehension,
    ast.DictComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension,
    ast.Constant: lambda machine, node, frame: NOTHING,
    ast.Call: lambda machine, node, frame: machine.called(node, frame),
}
