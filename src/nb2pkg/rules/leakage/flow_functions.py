"""The notebook's own functions and classes: run where they are called, to a small depth."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nb2pkg.knowledge.leakage import kind_by_transformer
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import combined
from nb2pkg.rules.leakage.flow_rows import Rows
from nb2pkg.rules.leakage.flow_settings import given_settings
from nb2pkg.rules.leakage.flow_values import (
    UNKNOWN,
    Class,
    Const,
    Data,
    Estimator,
    Function,
    Instance,
    Map,
    Seq,
    Value,
)
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

DEEPEST = 5
_NETWORK_BASES = frozenset("Module Model LightningModule Sequential".split())
_MODEL_BASES = _NETWORK_BASES | {"ClassifierMixin", "RegressorMixin"}
_ESTIMATOR_BASES = frozenset("BaseEstimator TransformerMixin".split())


def enter(machine: Machine, node: ast.Call, function: Function, arguments: Arguments) -> Value:
    """Runs the body of a function with these arguments and returns what it gives back."""
    body = function.node
    machine.called.add(id(body))
    if len(machine.calls) >= DEEPEST or any(call is node for _, call in machine.calls):
        return combined(arguments.all)
    saved = machine.scopes, machine.cell
    caller = machine.cell
    scope = _bound(machine, function, arguments)
    is_inline = not machine.calls and any(function.node is argument for argument in _arguments(node))
    if not is_inline:  # what an inline function does is done where it stands
        machine.calls.append((caller, node))
    machine.scopes, machine.cell = [machine.scopes[0], *function.closure, scope], function.cell
    machine.returned.append([])
    given = given_settings(scope, arguments)
    machine.given += given
    if isinstance(body, ast.Lambda):
        machine.returned[-1].append(machine.eval(body.body))
    else:
        machine.block(body.body)
    found = machine.returned.pop()
    del machine.given[len(machine.given) - len(given) :]
    machine.scopes, machine.cell = saved
    if not is_inline:
        machine.calls.pop()
    return _result(found)


def _arguments(node: ast.Call) -> list[ast.expr]:
    return [*node.args, *(keyword.value for keyword in node.keywords)]


def _result(found: list[Value]) -> Value:
    """The last value returned that is not None."""
    return next(
        (value for value in reversed(found) if not isinstance(value, Const)), found[-1] if found else Const(None)
    )


def _bound(machine: Machine, function: Function, arguments: Arguments) -> dict[str, Value]:
    spec = function.node.args
    names = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    scope: dict[str, Value] = {}
    for name, default in zip(reversed(names), reversed(spec.defaults), strict=False):
        scope[name] = machine.eval(default)
    for argument, keyword_default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        scope[argument.arg] = machine.eval(keyword_default)
    given = [function.owner, *arguments.positional] if function.owner is not None else arguments.positional
    scope |= dict(zip(names, given, strict=False))
    if spec.vararg is not None:
        scope[spec.vararg.arg] = Seq(list(given[len(names) :]))
    known = {*names, *(argument.arg for argument in spec.kwonlyargs)}
    scope |= {name: value for name, value in arguments.named.items() if name in known}
    if spec.kwarg is not None:
        scope[spec.kwarg.arg] = Map({name: value for name, value in arguments.named.items() if name not in known})
    return {name: scope.get(name, UNKNOWN) for name in {**dict.fromkeys(names), **scope}}


def call_uncalled(machine: Machine) -> None:
    """Runs the functions that nobody called, each parameter being data of its own."""
    for function in machine.defined:
        node = function.node
        if isinstance(node, ast.Lambda) or id(node) in machine.called:
            continue
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        defaults = len(node.args.defaults)
        plain = names[: len(node.args.args) - defaults] if defaults else names
        given = {name: Data(rows=frozenset({Rows(("parameter", node.name, name))})) for name in plain}
        machine.cell = function.cell
        machine.scopes = [machine.scopes[0], _bound(machine, function, Arguments([], dict(given)))]
        machine.returned.append([])
        machine.block(node.body)
        machine.returned.pop()
        machine.scopes = machine.scopes[:1]


def construct(machine: Machine, node: ast.Call, kind: Class, arguments: Arguments) -> Value:
    """An object of a class of the notebook."""
    bases = {
        base.id if isinstance(base, ast.Name) else base.attr
        for base in kind.node.bases
        if isinstance(base, ast.Name | ast.Attribute)
    }
    site = machine.site(node)
    params = {str(number): value for number, value in enumerate(arguments.positional)} | arguments.named
    if bases & _MODEL_BASES:
        goes_on, depth = bool(bases & _NETWORK_BASES), len(machine.loops)
        return Estimator("model", kind.node.name, "", site, params, goes_on=goes_on, made_within=depth)
    if bases & _ESTIMATOR_BASES or any(base in kind_by_transformer() for base in bases):
        return Estimator("transformer", kind.node.name, "learn" if _learns(kind.node) else "", site, params)
    found = Instance(kind)
    start = method_of(found, "__init__")
    if start is None and any("dataclass" in ast.unparse(one) for one in kind.node.decorator_list):
        found.attributes |= _fields(machine, kind.node, arguments)
        start, arguments = method_of(found, "__post_init__"), Arguments([], {})
    if start is not None:
        enter(machine, node, start, arguments)
    return found


def _fields(machine: Machine, node: ast.ClassDef, arguments: Arguments) -> dict[str, Value]:
    """The fields of a dataclass as its arguments or defaults fill them."""
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
    found: dict[str, Value] = {}
    for place, field in enumerate(fields):
        assert isinstance(field.target, ast.Name)
        given = arguments.get(field.target.id, place)
        found[field.target.id] = machine.eval(_default(field.value)) if given is None else given
    return found


def _default(value: ast.expr | None) -> ast.expr | None:
    """`field(default_factory=list)` is `list()`."""
    match value:
        case ast.Call(func=ast.Name(id="field"), keywords=[ast.keyword(arg="default_factory", value=maker), *_]):
            return ast.copy_location(ast.Call(func=maker, args=[], keywords=[]), value)
        case ast.Call(func=ast.Name(id="field"), keywords=[ast.keyword(arg="default", value=default), *_]):
            return default
    return value


def _learns(node: ast.ClassDef) -> bool:
    """Whether `fit` keeps something that it computes from the data."""
    fit = next((one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "fit"), None)
    if fit is None:
        return False
    given = {argument.arg for argument in fit.args.args[1:]}
    return any(_reads(value, given) for value in _kept(fit))


def _kept(fit: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in walk(fit):
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Attribute) for target in node.targets):
            yield node.value


def _reads(value: ast.expr, names: set[str]) -> bool:
    """Whether more of the data is kept than its shape and the names of its columns."""
    looked_at = {
        id(node.value) for node in walk(value) if isinstance(node, ast.Attribute) and node.attr in {"columns", "shape"}
    }
    return any(isinstance(node, ast.Name) and node.id in names and id(node) not in looked_at for node in walk(value))


def method_of(owner: Instance, name: str) -> Function | None:
    """A method of an object, bound to it."""
    for node in owner.of.node.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            is_static = any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in node.decorator_list)
            return Function(node, owner.of.cell, None if is_static else owner)
    return None
