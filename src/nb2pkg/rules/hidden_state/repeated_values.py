"""How a value differs when it is computed from itself once more: `x * 2`, `df.drop(...)`, `df.x.str.strip()`."""

from __future__ import annotations

import ast
from typing import TypeGuard

from nb2pkg.knowledge.handing import called_name
from nb2pkg.syntax.walking import walk

# Methods whose result differs when they are applied to their own result.
_SHIFTING = frozenset(
    """
    shift diff pct_change cumsum cumprod cummax append add sub mul div truediv floordiv pow radd rsub rmul rdiv
    add_prefix add_suffix sample transpose stack unstack melt merge join fit_transform fit_resample transform
    rolling ewm unsqueeze permute flip roll
    """.split()
)
# Methods that fail, or lose more, when they are applied to their own result.
_FAILING = frozenset({"drop", "set_index", "pivot", "pivot_table", "insert"})
# Functions of modules, by their last name, that do so to the variable among their arguments.
_SHIFTING_FUNCTIONS = frozenset(
    """
    append concat concatenate vstack hstack merge log log10 log2 log1p exp expm1 square sqrt cumsum diff transpose
    cat expand_dims flip fliplr flipud rot90 roll cvtColor shuffle
    """.split()
)
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.LShift, ast.RShift, ast.MatMult)
_OF_TEXT = frozenset("replace strip split lstrip rstrip removesuffix removeprefix".split())
_READING = frozenset({"loads", "literal_eval", "eval", "len"})  # they fail on, or differ for, what they give
_OF_TEXT_NO_TEXT = frozenset({"len", "contains", "match", "fullmatch", "startswith", "endswith", "count", "find"})
_OF_DATES_DATES = frozenset("normalize floor ceil round tz_convert tz_localize as_unit".split())


def change_of(value: ast.expr, target: str) -> tuple[str, bool] | None:
    """How the value of `target = value` differs the second time, and whether silently; None if it does not."""
    match value:
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, ARITHMETIC):
            sides = [_mentions(left, target), _mentions(right, target)]
            if not any(sides):
                return None
            if all(sides):
                is_same = not _is_scaled(left, target) or is_same_again(op, right, target)
                return change_of(left, target) or (None if is_same else _STARTS)
            inner = left if sides[0] else right
            return change_of(inner, target) or (_STARTS if _is_scaled(inner, target) else None)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=inner) if _is_source(inner, target):
            return "is turned round each time", True
        case ast.Subscript(value=inner, slice=index) if _is_source(inner, target):
            return _of_part(index)
        case ast.Attribute(value=inner, attr="T") if _is_source(inner, target):
            return _STARTS
        case ast.Attribute(value=ast.Attribute(value=inner, attr="dt")) if _is_source(inner, target):
            return "holds no times any more the second time", False
        case ast.Call():
            return _changing_call(value, target)
        case ast.ListComp(elt=each, generators=[ast.comprehension(target=ast.Name(id=name), iter=inner)]):
            return change_of(each, name) if _is_source(inner, target) else None
        case ast.JoinedStr(values=parts) if any(isinstance(part, ast.Constant) for part in parts):
            holes = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
            return _STARTS if any(_is_source(hole, target) for hole in holes) else None
    return None


_STARTS = ("starts from its own value each time", True)


def _of_part(index: ast.expr) -> tuple[str, bool] | None:
    """`x[1:]`, `x[:, 1:]`, `x[::2]` are shorter each time; `x[..., None]` has one more axis."""
    for part in index.elts if isinstance(index, ast.Tuple) else [index]:
        match part:
            case ast.Slice(lower=lower, upper=upper, step=step):
                if _shortens(lower, upper) or _skips(step):
                    return "loses more each time", True
            case ast.Constant(value=None) | ast.Attribute(attr="newaxis"):
                return "gets one more axis each time", True
    return None


def is_same_again(op: ast.operator, right: ast.expr, target: str) -> bool:
    """`x - x.mean()` and `x / x.max()` give the same again; `x - x.shift()` and `x - 0.1 * x` do not."""
    if isinstance(op, ast.Sub | ast.Div) and _is_source(right, target):
        return True
    return (
        _mentions(right, target)
        and not _is_scaled(right, target)
        and not any(change_of(part, target) for part in walk(right) if _is_value(part))
    )


def _is_value(node: ast.AST) -> TypeGuard[ast.expr]:
    return isinstance(node, ast.Call | ast.Subscript)


def _is_scaled(node: ast.expr, target: str) -> bool:
    """The variable itself, in arithmetic at most: `x`, `(x + 1)`, `x.astype(float)`."""
    match node:
        case ast.BinOp(left=left, right=right):
            if _mentions(left, target) and _mentions(right, target):
                return _is_scaled(left, target) and _is_scaled(right, target)  # not `(x - x.min()) / ... * 255`
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
        return changing_method(call, name, target) or change_of(call.func.value, target)
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    if name == "to_numeric" and call.args and _is_text_work(call.args[0], target):
        return _NO_TEXT
    if name in {"float", "int"} and call.args and _is_stripped(call.args[0], target):
        return _NO_TEXT
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


_NO_TEXT = ("is no text any more the second time", False)


def _is_text_work(node: ast.expr, target: str) -> bool:
    """`df.x.str.strip()`, `df.x.str.strip().str[1:]`."""
    while isinstance(node, ast.Call | ast.Subscript | ast.Attribute):
        if _is_accessor(node, "str") and _mentions_as_receiver(node, target):
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def _is_stripped(node: ast.expr, target: str) -> bool:
    """`x.replace(",", "")`, of one text."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr=attr)):
            return (attr in _OF_TEXT and _is_source(inner, target)) or _is_stripped(inner, target)
        case ast.Subscript(value=inner):
            return _is_source(inner, target) or _is_stripped(inner, target)
    return False


def _is_accessor(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == name


def _by_element(call: ast.Call) -> tuple[str, bool] | None:
    """`x.apply(lambda v: v * 100)`, `x.apply(np.log)`, `x.map(json.loads)`."""
    match call.args[:1]:
        case [ast.Lambda(args=ast.arguments(args=[ast.arg(arg=name)]), body=body)]:
            return change_of(body, name)
        case [ast.Name(id=name) | ast.Attribute(attr=name)] if name in _SHIFTING_FUNCTIONS:
            return _STARTS
        case [ast.Name(id=name) | ast.Attribute(attr=name)] if name in _READING:
            return "cannot be read once more the second time", False
    return None


def changing_method(call: ast.Call, name: str, target: str) -> tuple[str, bool] | None:
    """How the result of a method of the variable differs when it is called on that result; None if it does not."""
    if name in {"apply", "map", "applymap"} and (how := _by_element(call)) is not None:
        return how
    if name == "astype" and call.args and _is_number_type(call.args[0]) and isinstance(call.func, ast.Attribute):
        return _NO_TEXT if _is_text_work(call.func.value, target) else None
    if isinstance(call.func, ast.Attribute) and _is_accessor(call.func.value, "str"):
        if name in _OF_TEXT_NO_TEXT:
            return _NO_TEXT
        return ("is split once more each time", True) if name == "split" and not has_true(call, "expand") else None
    if isinstance(call.func, ast.Attribute) and _is_accessor(call.func.value, "dt") and name not in _OF_DATES_DATES:
        return "holds no times any more the second time", False
    if name == "map" and call.args and _is_recoding(call.args[0]):
        return "is recoded once more each time: its new values are no keys", True
    if name == "reset_index" and not has_true(call, "drop"):
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


def _is_number_type(node: ast.expr) -> bool:
    """`float`, `"int64"`, `np.float32`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name.lower().startswith(("int", "float", "uint", "complex", "double"))
    return False


def _is_recoding(node: ast.expr) -> bool:
    """A mapping whose values are not among its keys."""
    if not isinstance(node, ast.Dict) or not all(isinstance(part, ast.Constant) for part in (*node.keys, *node.values)):
        return False
    keys = {repr(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    return bool(keys) and any(repr(v.value) not in keys for v in node.values if isinstance(v, ast.Constant))


def has_true(call: ast.Call, name: str) -> bool:
    """Whether a call says `name=True`."""
    return any(k.arg == name and isinstance(k.value, ast.Constant) and k.value.value is True for k in call.keywords)


def _shortens(lower: ast.expr | None, upper: ast.expr | None) -> bool:
    is_start = isinstance(lower, ast.Constant) and isinstance(lower.value, int) and lower.value > 0
    return is_start or _is_negative(upper)


def _skips(step: ast.expr | None) -> bool:
    """`[::-1]` turns round, `[::2]` leaves every second out."""
    return _is_negative(step) or (isinstance(step, ast.Constant) and isinstance(step.value, int) and step.value > 1)


def _is_negative(node: ast.expr | None) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def _is_source(node: ast.expr, target: str) -> bool:
    """The variable or column itself; `df.x` and `df["x"]` are one column."""
    if isinstance(node, ast.Attribute) and node.attr in {"iloc", "loc", "values", "str"}:
        return _is_source(node.value, target)
    return isinstance(node, ast.Name | ast.Subscript | ast.Attribute) and text_of(node) == target


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


def text_of(node: ast.expr) -> str:
    """A variable or column as text; `df["x"]` is `df.x`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=str(column))) if column.isidentifier():
            return f"{name}.{column}"
    return ast.unparse(node)
