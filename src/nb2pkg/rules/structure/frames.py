"""What a method is called on, as far as pandas is concerned: a column, a copy, or something that holds its own."""

from __future__ import annotations

import ast
from enum import Enum
from functools import lru_cache

from nb2pkg.rules.rule import Place, Subject
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.walking import walk


class Receiver(Enum):
    """What `inplace=True` would change."""

    COLUMN = "column"  # of a variable that is a frame
    PERHAPS_COLUMN = "perhaps column"
    COPY = "copy"  # made by the expression itself, seen by nobody
    OTHER = "other"


# Their results are new frames. `get`, `pop`, `pipe` and `apply` may give back what somebody else holds.
_COPYING = frozenset(
    """
    assign astype bfill clip copy drop drop_duplicates dropna ffill fillna head interpolate join loc melt merge nlargest
    nsmallest pivot pivot_table query reindex rename replace reset_index round sample select_dtypes set_index shift
    sort_index sort_values stack tail to_frame transpose unstack
    """.split()
)
_INDEXERS = frozenset({"loc", "iloc"})
_NO_COLUMNS = frozenset({"T", "at", "columns", "data", "df", "frame", "iat", "index", "iloc", "loc", "names", "values"})
_FRAME_METHODS = frozenset({"DataFrame", "merge", "concat", "get_dummies", "json_normalize", "pivot_table", "crosstab"})
_CONTAINERS = (ast.Dict, ast.List, ast.Tuple, ast.DictComp, ast.ListComp)


def receiver_of(node: ast.expr, place: Place) -> Receiver:
    """What the value of an expression is, when a method that changes in place is called on it."""
    match node:
        case ast.Call(func=ast.Attribute(attr=method, value=inner)) if method in _COPYING:
            root = base_name(inner)
            is_module = root in place.subject.flow.qualified_by_name
            return Receiver.OTHER if is_module else Receiver.COPY
        case ast.Subscript(value=ast.Attribute(attr=indexer, value=ast.Name(id=root))) if indexer in _INDEXERS:
            return Receiver.COLUMN if root else Receiver.OTHER
        case ast.Subscript(value=ast.Name(id=root), slice=key):
            return _subscripted(root, key, place)
        case ast.Attribute(value=ast.Name(id=root), attr=name):
            is_plain = name not in _NO_COLUMNS and root not in {"self", "cls"}
            return _attribute(root, name, place) if is_plain else Receiver.OTHER
    return Receiver.OTHER


def _subscripted(root: str, key: ast.expr, place: Place) -> Receiver:
    if isinstance(key, ast.List):
        return Receiver.COPY  # `df[["a", "b"]]`
    kinds = _kinds_of(root, place.subject)
    if "container" in kinds or (isinstance(key, ast.Constant) and isinstance(key.value, int)):
        return Receiver.OTHER
    if "frame" in kinds or isinstance(key, ast.Compare):
        return Receiver.COLUMN
    return Receiver.PERHAPS_COLUMN


def _attribute(root: str, name: str, place: Place) -> Receiver:
    subject = place.subject
    if root in subject.flow.qualified_by_name:
        return Receiver.OTHER
    if "frame" in _kinds_of(root, subject):
        return Receiver.COLUMN
    is_key = any(f"{quote}{name}{quote}" in cell.python for cell in subject.notebook.cells for quote in "'\"")
    return Receiver.PERHAPS_COLUMN if is_key else Receiver.OTHER


def _kinds_of(root: str, subject: Subject) -> set[str]:
    """What the notebook binds the variable to: `frame`, `container`, both, or nothing that is known."""
    cells = [cell for cell in subject.notebook.cells if cell.syntax_error is None and root in cell.python]
    return set().union(*(_kinds_in(cell.python).get(root, ()) for cell in cells))


@lru_cache(maxsize=512)
def _kinds_in(text: str) -> dict[str, set[str]]:
    """What the variables are that a cell's text binds."""
    kinds: dict[str, set[str]] = {}
    for node in walk(parse(text)):
        if isinstance(node, ast.Assign) and (kind := _kind(node.value)):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    kinds.setdefault(target.id, set()).add(kind)
    return kinds


def _kind(value: ast.expr) -> str:
    if isinstance(value, _CONTAINERS):
        return "container"
    if not isinstance(value, ast.Call):
        return ""
    name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
    if name in {"dict", "list", "defaultdict"}:
        return "container"
    if name == "read_excel" and any(keyword.arg == "sheet_name" for keyword in value.keywords):
        return "container" if not _is_one_sheet(value) else "frame"
    return "frame" if name.startswith("read_") or name in _FRAME_METHODS or name in _COPYING else ""


def _is_one_sheet(call: ast.Call) -> bool:
    sheet = next(keyword.value for keyword in call.keywords if keyword.arg == "sheet_name")
    return isinstance(sheet, ast.Constant) and sheet.value is not None
