"""What gives something else when it is done twice: changes of a variable that start from its own value."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass

from nb2pkg.knowledge.handing import called_name
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.scopes import COMPREHENSIONS, FUNCTIONS, bindings_of
from nb2pkg.syntax.walking import children, walk

# Methods whose result differs when they are applied to their own result.
_SHIFTING = frozenset(
    """
    shift diff pct_change cumsum cumprod cummax append add sub mul div truediv floordiv pow radd rsub rmul rdiv
    add_prefix add_suffix sample transpose stack unstack melt merge join fit_transform fit_resample transform
    """.split()
)
# Methods that fail, or lose more, when they are applied to their own result.
_FAILING = frozenset({"drop", "set_index", "pivot", "pivot_table", "insert"})
# Functions of modules, by their last name, that do so to the variable among their arguments.
_SHIFTING_FUNCTIONS = frozenset(
    """
    append concat concatenate vstack hstack merge log log10 log2 log1p exp expm1 square sqrt cumsum diff transpose
    """.split()
)
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.LShift, ast.RShift, ast.MatMult)
_LIST_METHODS = frozenset({"append", "extend", "insert", "appendleft", "extendleft", "reverse"})
TAKING = frozenset({"pop", "popleft", "popitem", "remove", "next"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A node that changes the variable `name`; `is_silent`: a second run gives another result, and does not fail."""

    node: ast.expr | ast.stmt
    name: str
    what: str
    is_silent: bool = True


def repeats_in(node: ast.stmt, *, names: Set[str], lists: Set[str]) -> Iterator[Repeat]:
    """The changes in a statement and the suites in it, functions left out."""
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return
    match node:
        case ast.AugAssign(target=target, op=op):
            if (name := base_name(target)) in names and isinstance(op, _ARITHMETIC):
                yield Repeat(node=node, name=name, what=f"`{_text(target)}` starts from its own value each time")
        case ast.Assign(targets=[target], value=value):
            yield from _assigned(node, target, value, names)
        case ast.Delete(targets=targets):
            for target in targets:
                if isinstance(target, ast.Subscript) and (name := base_name(target)) in names:
                    what = f"`{_text(target)}` is gone the second time"
                    yield Repeat(node=node, name=name, what=what, is_silent=False)
        case ast.Expr(value=ast.Call() as call):
            yield from _called(node, call, names, lists)
    for suite in _suites(node):
        yield from _in_suite(suite, names, lists)


def _suites(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        suite = getattr(node, field, None)
        if isinstance(suite, list):
            yield suite
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body


def _in_suite(suite: list[ast.stmt], names: Set[str], lists: Set[str]) -> Iterator[Repeat]:
    """Statements in order: what one of them makes anew is no longer the variable of another cell."""
    left = set(names)
    for part in suite:
        yield from repeats_in(part, names=left, lists=lists)
        if not isinstance(part, ast.AugAssign):
            read = {n.id for n in walk(part) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
            left -= bindings_of((part,)) - read


def _assigned(node: ast.Assign, target: ast.expr, value: ast.expr, names: Set[str]) -> Iterator[Repeat]:
    name = base_name(target)
    is_place = isinstance(target, ast.Name) or _is_column(target)
    if name not in names or not is_place:
        return
    how = _change(value, _text(target))
    if how is not None:
        yield Repeat(node=node, name=name, what=f"`{_text(target)}` {how[0]}", is_silent=how[1])


def _is_column(target: ast.expr) -> bool:
    match target:
        case ast.Subscript(value=ast.Name(), slice=ast.Constant() | ast.List()) | ast.Attribute(value=ast.Name()):
            return True
    return False


def _change(value: ast.expr, target: str) -> tuple[str, bool] | None:
    """How the value of `target = value` differs the second time, and whether silently; None if it does not."""
    match value:
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, _ARITHMETIC):
            sides = [_mentions(left, target), _mentions(right, target)]
            if sides == [True, True] or not any(sides):
                return None  # `x - x.mean()` gives the same again
            inner = left if sides[0] else right
            return _change(inner, target) or (_STARTS if _is_scaled(inner, target) else None)
        case ast.Subscript(value=inner, slice=ast.Slice(lower=lower, upper=upper, step=step)):
            if _is_source(inner, target) and (_shortens(lower, upper) or _is_negative(step)):
                return "loses more each time", True
        case ast.Attribute(value=inner, attr="T") if _is_source(inner, target):
            return _STARTS
        case ast.Call():
            return _changing_call(value, target)
    return None


_STARTS = ("starts from its own value each time", True)


def _is_scaled(node: ast.expr, target: str) -> bool:
    """The variable itself, in arithmetic at most: `x`, `(x + 1)`, `x.astype(float)`."""
    match node:
        case ast.BinOp(left=left, right=right):
            return _is_scaled(left, target) or _is_scaled(right, target)
        case ast.UnaryOp(operand=operand):
            return _is_scaled(operand, target)
        case ast.Call(func=ast.Attribute(value=inner, attr="astype" | "copy" | "fillna" | "round")):
            return _is_scaled(inner, target)
    return _is_source(node, target)


def _changing_call(call: ast.Call, target: str) -> tuple[str, bool] | None:
    """`x.drop(...).reset_index()`, `pd.concat([x, y])`, `scaler.fit_transform(x)`."""
    name = called_name(call)
    if isinstance(call.func, ast.Attribute) and _mentions_as_receiver(call.func.value, target):
        return _changing_method(call, name) or _change(call.func.value, target)
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    given = [a for a in arguments if _is_source(a, target) or _lists_source(a, target)]
    if not given:
        return None
    if name in {"fit_transform", "fit_resample", "transform"} and isinstance(call.func, ast.Attribute):
        return "is transformed once more each time", True
    if name == "get_dummies" and any(k.arg == "columns" for k in call.keywords):
        return "has lost the columns the second time", False
    if name in _SHIFTING_FUNCTIONS and (isinstance(call.func, ast.Attribute) or name not in {"append"}):
        return _STARTS
    return None


def _changing_method(call: ast.Call, name: str) -> tuple[str, bool] | None:
    if name == "map" and call.args and _is_recoding(call.args[0]):
        return "is recoded once more each time: its new values are no keys", True
    if name == "reset_index" and not _has_true(call, "drop"):
        return "gets one more column each time", True
    if name in _FAILING and not any(k.arg == "errors" for k in call.keywords) and not _drops_rows_found(call, name):
        return "has lost what it needs the second time", False
    if name in _SHIFTING and not (
        name == "join" and isinstance(call.func, ast.Attribute) and _is_text(call.func.value)
    ):
        return _STARTS
    return None


def _drops_rows_found(call: ast.Call, name: str) -> bool:
    """`df.drop(df[df.age < 0].index)`: a second time no row is found."""
    arguments = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in {"index", "labels"})]
    rows = next(iter(arguments), None)
    return name == "drop" and isinstance(rows, ast.Attribute) and rows.attr == "index"


def _is_recoding(node: ast.expr) -> bool:
    """A mapping whose values are not among its keys."""
    if not isinstance(node, ast.Dict) or not all(isinstance(part, ast.Constant) for part in (*node.keys, *node.values)):
        return False
    keys = {repr(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    return bool(keys) and any(repr(v.value) not in keys for v in node.values if isinstance(v, ast.Constant))


def _called(node: ast.stmt, call: ast.Call, names: Set[str], lists: Set[str]) -> Iterator[Repeat]:
    """A method that changes its receiver in place."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=name), attr=method) if name in names:
            if method in _LIST_METHODS and (name in lists or method == "insert"):
                is_frame = method == "insert" and name not in lists
                what = f"`{name}` " + ("has the column already the second time" if is_frame else "grows each time")
                what = f"`{name}` is turned round each time" if method == "reverse" else what
                yield Repeat(node=node, name=name, what=what, is_silent=not is_frame)
            elif _has_true(call, "inplace") and (how := _changing_method(call, method)) is not None:
                yield Repeat(node=node, name=name, what=f"`{name}` {how[0]}", is_silent=how[1])
            elif method in TAKING and not _has_default(call):
                what = f"`{name}` has lost it the second time"
                yield Repeat(node=node, name=name, what=what, is_silent=name in lists)


def takings_in(node: ast.stmt, *, names: Set[str]) -> Iterator[Repeat]:
    """`y = df.pop("target")`, `batch = next(batches)`."""
    shown = {id(part.value) for part in _now(node) if isinstance(part, ast.Expr)}
    for part in _now(node):
        match part:
            case ast.Call(func=ast.Name(id="next"), args=[ast.Name(id=name), *_]) if name in names:
                yield Repeat(node=part, name=name, what=f"`{name}` gives its next value each time")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="pop" | "popleft" | "popitem")):
                if name in names and id(part) not in shown and not _has_default(part):
                    what = f"`{name}` has lost it the second time"
                    yield Repeat(node=part, name=name, what=what, is_silent=False)


def _now(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression that are evaluated with it, comprehensions left out."""
    if isinstance(node, (*FUNCTIONS, *COMPREHENSIONS)):
        return
    yield node
    for child in children(node):
        yield from _now(child)


def _has_default(call: ast.Call) -> bool:
    return len(call.args) > 1 or bool(call.keywords)


def _has_true(call: ast.Call, name: str) -> bool:
    return any(k.arg == name and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords)


def _shortens(lower: ast.expr | None, upper: ast.expr | None) -> bool:
    is_start = isinstance(lower, ast.Constant) and isinstance(lower.value, int) and lower.value > 0
    return is_start or _is_negative(upper)


def _is_negative(node: ast.expr | None) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def _is_source(node: ast.expr, target: str) -> bool:
    """The variable or column itself; `df.x` and `df["x"]` are one column."""
    if isinstance(node, ast.Attribute) and node.attr in {"iloc", "loc", "values", "str"}:
        return _is_source(node.value, target)
    return isinstance(node, ast.Name | ast.Subscript | ast.Attribute) and _text(node) == target


def _lists_source(node: ast.expr, target: str) -> bool:
    return isinstance(node, ast.List | ast.Tuple) and any(_is_source(item, target) for item in node.elts)


def _mentions(node: ast.expr, target: str) -> bool:
    return any(isinstance(part, ast.expr) and _is_source(part, target) for part in walk(node))


def _mentions_as_receiver(node: ast.expr, target: str) -> bool:
    """Whether a chain of methods starts from the variable."""
    while not _is_source(node, target):
        match node:
            case ast.Call(func=ast.Attribute(value=inner)) | ast.Attribute(value=inner) | ast.Subscript(value=inner):
                node = inner
            case _:
                return False
    return True


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _text(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(column))) if column.isidentifier():
            return f"{name}.{column}"
    return ast.unparse(node)
