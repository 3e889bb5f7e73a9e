"""Definitions of functions and classes, decorators included."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from msgspec.structs import replace

from nb2pkg.rules.hidden_state.running.expressions import Expressions, private
from nb2pkg.rules.hidden_state.running.machine import place
from nb2pkg.rules.hidden_state.running.values import Class, Frame, Value
from nb2pkg.syntax.walking import walk

TRANSPARENT = frozenset({"staticmethod", "classmethod", "abstractmethod", "override", "final", "overload"})
PROPERTIES = frozenset({"property", "cached_property", "lazy_property"})


class Definitions(Expressions):
    """Runs `def` and `class`."""

    def block(self, body: Sequence[ast.stmt], frame: Frame) -> object:
        """The statements of a suite."""
        raise NotImplementedError

    def star(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        """`from module import *`."""
        raise NotImplementedError

    def function_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
        """The head is evaluated and the name bound; the body waits."""
        decorators = [(part, self.expression(part, frame)) for part in node.decorator_list]
        self.defaults(node.args, frame)
        if not self.annotations_are_lazy:
            self._annotations(node, frame)
        made = self.function(node, frame)
        names = {_last_name(part) for part in node.decorator_list}
        if names & PROPERTIES:
            made = replace(made, is_property=True)
        elif names - TRANSPARENT:
            made = replace(made, is_wrapped=True)
        value = Value(refs=(made,))
        for part, decorator in reversed(decorators):
            value = self._decorated(value, decorator, part, frame)
        self.bind(private(node.name, frame), frame, value, place(node, frame))

    def _annotations(self, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
        for arg in walk(node.args):
            if isinstance(arg, ast.arg) and arg.annotation is not None:
                self.expression(arg.annotation, frame)
        if node.returns is not None:
            self.expression(node.returns, frame)

    def _decorated(self, value: Value, decorator: Value, node: ast.expr, frame: Frame) -> Value:
        """What a decorator of the notebook makes of it; others are taken to call what they decorate."""
        if not decorator.refs:
            return value
        made = self.call_value(decorator, [value], {}, node, frame)
        return made if made.refs else value

    def class_definition(self, node: ast.ClassDef, frame: Frame) -> None:
        """The body runs now, its methods later."""
        decorators = [(part, self.expression(part, frame)) for part in node.decorator_list]
        bases = [ref for part in node.bases for ref in self.expression(part, frame).refs if isinstance(ref, Class)]
        for keyword in node.keywords:
            self.expression(keyword.value, frame)
        made = Class(name=node.name, frame=frame, bases=tuple(bases))
        inner = Frame(cell=frame.cell, outer=frame.around_functions(), is_class=True, owner=made)
        self.block(node.body, inner)
        made.members.update(inner.values)
        value = Value(refs=(made,))
        for part, decorator in reversed(decorators):
            if decorator.refs:
                self.call_value(decorator, [value], {}, part, frame)
        self.bind(private(node.name, frame), frame, value, place(node, frame))


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=function):
            return _last_name(function)
    return ""
