"""Calls: bodies of the notebook's functions are run with what is bound at that time."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from nb2pkg.knowledge.handing import called_name, is_used_at_once
from nb2pkg.model.notebook import Cell
from nb2pkg.rules.hidden_state.running.expressions import DEEPEST, Expressions
from nb2pkg.rules.hidden_state.running.machine import Sure, class_around
from nb2pkg.rules.hidden_state.running.values import NOTHING, Class, Frame, Function, Instance, Lazy, Value, either
from nb2pkg.syntax.scopes import FUNCTIONS, FunctionNode, declared_globals, own_bindings
from nb2pkg.syntax.walking import children

# They take everything out of what is lazy, but call a function only as `key=`.
CONSUMERS = frozenset(
    """
    list tuple set frozenset dict len print sum any all next repr str format iter extend join writelines writerows
    update OrderedDict deque Counter array asarray min max sorted sort abs bool bytes bytearray int float round dump
    dumps fromkeys choice choices sample concat DataFrame Series vstack fromiter fsum prod mean nlargest nsmallest
    display callable hasattr getattr isinstance issubclass id hash type help
    """.split()
)
FILLERS = frozenset("append add insert extend update setdefault appendleft register subscribe push put".split())
LAZY = frozenset({"map", "filter", "starmap", "imap"})
MOST_CALLS = 4000  # beyond them calls are not followed: a chain of functions can branch without end


class Calls(Expressions):
    """What calls do."""

    fuel = MOST_CALLS

    def block(self, body: Sequence[ast.stmt], frame: Frame) -> object:
        """The statements of a suite."""
        raise NotImplementedError

    def called(self, node: ast.Call, frame: Frame) -> Value:
        """A call expression."""
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            owner = class_around(frame)
            return Value(refs=tuple(base.instance for base in owner.bases)) if owner else NOTHING
        receiver = NOTHING
        if isinstance(node.func, ast.Attribute):
            receiver = self.expression(node.func.value, frame)
            function = self.member(receiver, node.func.attr, node.func, frame) if receiver.refs else NOTHING
        else:
            function = self.expression(node.func, frame)
        arguments = [self._argument(part, frame) for part in node.args]
        keywords = {k.arg or "": self.expression(k.value, frame) for k in node.keywords}
        if function.refs:
            return self.call_value(function, arguments, keywords, node, frame)
        return self._unknown(node, receiver, arguments, keywords, frame)

    def _argument(self, node: ast.expr, frame: Frame) -> Value:
        if isinstance(node, ast.Starred):
            value = self.expression(node.value, frame)
            self.consume(value, node.value, frame)
            return value.held()
        return self.expression(node, frame)

    def _unknown(
        self,
        node: ast.Call,
        receiver: Value,
        arguments: Sequence[Value],
        keywords: Mapping[str, Value],
        frame: Frame,
    ) -> Value:
        """A call of something that is not the notebook's own: it may call or keep what it is given."""
        given = either(*arguments, *keywords.values())
        if not given.refs:
            return receiver.held()
        name = called_name(node)
        if name in LAZY:
            functions = arguments[0] if arguments else NOTHING

            def run() -> None:
                self.consume(either(*arguments[1:]), node, frame)
                self.call_value(functions, [], {}, node, frame)

            return Value(refs=(Lazy(run=run),), is_held=True)
        if name in FILLERS and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            self.keep(node.func.value.id, given, frame)
        if name == "partial":
            return arguments[0] if arguments else NOTHING
        if name in CONSUMERS:
            self.consume(given, node, frame)
            with self.at_most(Sure.PRESUMABLY):
                self.call_value(keywords.get("key", NOTHING), [], {}, node, frame)
            if name in {"print", "str", "repr", "display", "format"}:
                self.special(given, "__str__", node, frame)
                self.special(given, "__repr__", node, frame)
            self.special(given, f"__{name}__", node, frame)
        elif is_used_at_once(node):
            self.consume(given, node, frame)
            with self.at_most(Sure.PRESUMABLY):
                functions = Value(refs=tuple(ref for ref in given.refs if isinstance(ref, Function)))
                self.call_value(functions, [], {}, node, frame)
        return either(receiver, given).held()

    def call_value(
        self, value: Value, arguments: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        """Everything that the value may be is called."""
        if not value.refs:
            return NOTHING
        sure = Sure.PERHAPS if value.is_held or len(value.refs) > 1 else self.sure
        with self.at_most(sure), self.reached_by(node, frame):
            return either(*[self._call_ref(ref, arguments, keywords) for ref in value.refs])

    def _call_ref(self, ref: object, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
        match ref:
            case Function():
                return self.run_function(ref, arguments, keywords)
            case Class():
                for method in ("__new__", "__init__", "__post_init__"):
                    self._call_all(ref.member(method), arguments, keywords)
                return Value(refs=(ref.instance,))
            case Instance():
                return self._call_all(ref.of.member("__call__"), arguments, keywords)
        return NOTHING

    def _call_all(self, methods: Value, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
        functions = [ref for ref in methods.refs if isinstance(ref, Function)]
        return either(*(self.run_function(ref, arguments, keywords) for ref in functions))

    # bodies ----------------------------------------------------------------------------------------------------------

    def run_function(self, function: Function, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
        """The body with these arguments: at once, or as a generator."""
        node = function.node
        given = _parameters(function, arguments, keywords)
        if self._is_generator(function):
            self.done.add(id(node))
            return Value(refs=(Lazy(run=lambda: self._body(function, given)),), is_held=True)
        is_direct = not function.is_wrapped and not isinstance(node, ast.AsyncFunctionDef)
        with self.at_most(self.sure if is_direct else Sure.PRESUMABLY):
            return self._body(function, given)

    def _body(self, function: Function, given: dict[str, Value]) -> Value:
        node = function.node
        handed = tuple((name, *map(id, value.refs)) for name, value in sorted(given.items()) if value.refs)
        key = (id(node), id(function.frame), self.sure, self.rescue, self.guards, handed)
        known = self.results.get(key)
        if known is not None and known[0] == self.version:
            return known[1]
        if id(node) in self.running or self.fuel <= 0 or len(self.running) > DEEPEST:
            return NOTHING
        self.fuel -= 1
        self.running.add(id(node))
        self.done.add(id(node))
        value = self._run_body(function, given)
        self.running.discard(id(node))
        self.results[key] = (self.version, value)
        return value

    def _run_body(self, function: Function, given: dict[str, Value]) -> Value:
        node, cell = function.node, function.frame.cell
        names, declared = self._scope_of(node, cell)
        frame = Frame(
            cell=cell,
            names=names,
            declared_global=declared,
            outer=function.frame,
            owner=function.owner,
            values=given,
        )
        looping, self.looping = self.looping, frozenset()
        if isinstance(node, ast.Lambda):
            value = self.expression(node.body, frame)
        else:
            self.block(node.body, frame)
            value = either(*frame.returned)
        self.looping = looping
        return value

    def _scope_of(self, node: FunctionNode, cell: Cell) -> tuple[frozenset[str], frozenset[str]]:
        """The names that are the function's own, and those that it declares global."""
        known = self.scopes.get(id(node))
        if known is None:
            declared = declared_globals(node) if "global" in cell.python else frozenset()
            known = self.scopes[id(node)] = (own_bindings(node) - declared, declared)
        return known

    def _is_generator(self, function: Function) -> bool:
        node = function.node
        known = self.generators.get(id(node))
        if known is None:
            body = [node.body] if isinstance(node, ast.Lambda) else node.body
            may = "yield" in function.frame.cell.python
            known = self.generators[id(node)] = may and any(_yields(part) for part in body)
        return known


def _parameters(function: Function, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> dict[str, Value]:
    args = function.node.args
    names = [arg.arg for arg in (*args.posonlyargs, *args.args)]
    values: list[Value] = list(arguments)
    decorators = _decorators(function.node)
    if function.owner is not None and "staticmethod" not in decorators:
        values.insert(0, Value(refs=(function.owner if "classmethod" in decorators else function.owner.instance,)))
    found = dict(zip(names, values, strict=False))
    if args.vararg is not None:
        found[args.vararg.arg] = either(*values[len(names) :]).held()
    every = {*names, *(arg.arg for arg in args.kwonlyargs)}
    found |= {name: value for name, value in keywords.items() if name in every}
    if args.kwarg is not None:
        found[args.kwarg.arg] = either(*(v for name, v in keywords.items() if name not in every)).held()
    return found


def _decorators(node: FunctionNode) -> frozenset[str]:
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    return frozenset(one.id for one in decorators if isinstance(one, ast.Name))


def _yields(node: ast.AST) -> bool:
    if isinstance(node, ast.Yield | ast.YieldFrom):
        return True
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return False
    return any(_yields(child) for child in children(node))
