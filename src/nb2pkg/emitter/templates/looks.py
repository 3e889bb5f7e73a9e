"""Expressions that only look: which can be asked again of a value, and which leave all other values as they are."""

from __future__ import annotations

import ast

_LOOKS = frozenset(
    """
    shape size ndim columns index empty dtypes dtype values T is_unique head tail describe info isnull isna
    notnull notna duplicated sum min max mean median std var count nunique unique value_counts tolist to_list
    any all keys items round corr groupby sort_values sort_index agg quantile skew kurt idxmax idxmin loc iloc
    nlargest nsmallest str dt upper lower strip format join item reset_index to_string to_frame astype mode
    filter
    """.split()
)
# Asked of a value again, these give one small literal.
_PROBES = frozenset(
    """
    shape size ndim columns empty is_unique isnull isna notnull notna duplicated sum min max mean median std
    var count nunique unique tolist to_list any all item index
    """.split()
)
_PURE_BUILTINS = frozenset(
    """
    len sum min max round sorted list tuple dict str int float bool type abs range zip enumerate isinstance
    print
    """.split()
)
_PROBE_BUILTINS = frozenset({"len", "list", "tuple", "int", "float", "bool", "round", "sum", "min", "max", "sorted"})
_MUTATORS = frozenset(
    """
    pop popitem update append extend insert sort clear remove add discard setdefault reverse fill put resize
    itemset partial_fit shuffle seed setflags set send close read readline readlines write eval __setitem__
    __delitem__ put_along_axis copyto
    """.split()
)
_DRAWING_ROOTS = frozenset({"plt", "sns", "ax", "axes", "fig"})


def probe_of(node: ast.expr) -> tuple[str, str] | None:
    """(variable, expression of `value`) where an expression asks something small of one variable; else None."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - _PROBE_BUILTINS
    if len(names) != 1 or not _is_probe(node, names):
        return None
    (variable,) = names
    return variable, ast.unparse(_Renamed(variable).visit(ast.parse(ast.unparse(node), mode="eval").body))


class _Renamed(ast.NodeTransformer):
    def __init__(self, name: str) -> None:
        self.name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """The variable, whatever it was called, is the argument `value`."""
        return ast.Name(id="value", ctx=node.ctx) if node.id == self.name else node


def _is_probe(node: ast.expr, names: set[str]) -> bool:
    match node:
        case ast.Name(id=name):
            return name in names
        case ast.Attribute(value=inner, attr=attribute):
            return attribute in _PROBES and _is_probe(inner, names)
        case ast.Subscript(value=inner, slice=key):
            return _is_plain(key) and _is_probe(inner, names)
        case ast.Call(func=ast.Attribute() as method, args=args, keywords=keywords):
            return all(map(_is_plain, [*args, *(k.value for k in keywords)])) and _is_probe(method, names)
        case ast.Call(func=ast.Name(id=function), args=[first, *rest], keywords=[]):
            return function in _PROBE_BUILTINS and all(map(_is_plain, rest)) and _is_probe(first, names)
    return False


def _is_plain(node: ast.expr) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return True
        case ast.List(elts=elts) | ast.Tuple(elts=elts):
            return all(map(_is_plain, elts))
    return False


def leaves_alone(statement: ast.stmt, variable: str) -> bool:
    """Whether a statement certainly neither rebinds `variable` nor changes any value that it may share."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Expr(value=value):
            return (_only_looks(value) or _draws(value)) and not _changes(value)
        case ast.Assign(targets=targets, value=value):
            named = all(isinstance(t, ast.Name) and t.id != variable for t in targets)
            return named and not _changes(value)
    return False


def _only_looks(node: ast.expr) -> bool:
    return all(
        (isinstance(call.func, ast.Attribute) and call.func.attr in _LOOKS)
        or (isinstance(call.func, ast.Name) and call.func.id in _PURE_BUILTINS)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    )


def _draws(node: ast.expr) -> bool:
    root: ast.expr = node
    while isinstance(root, ast.Call | ast.Attribute | ast.Subscript):
        root = root.func if isinstance(root, ast.Call) else root.value
    return isinstance(root, ast.Name) and root.id in _DRAWING_ROOTS


def _changes(node: ast.expr) -> bool:
    return any(_may_change(n) for n in ast.walk(node))


def _may_change(node: ast.AST) -> bool:
    match node:
        case ast.NamedExpr() | ast.Await() | ast.Yield() | ast.YieldFrom() | ast.Lambda():
            return True
        case ast.keyword(arg="inplace" | "out" | "copy"):
            return True
        case ast.Call(func=ast.Attribute(attr=method)):
            return method in _MUTATORS or method.endswith("_")
        case ast.Call(func=ast.Name(id=function)):
            # A name alone may be a function of the author's, which may do anything to what it is given.
            return function not in _PURE_BUILTINS
        case ast.Call():
            return True
    return False
