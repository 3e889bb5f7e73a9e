"""What a call does with a text among its arguments."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from nb2pkg.knowledge.handing import called_name
from nb2pkg.knowledge.paths import takes_path, takes_paths_only, words
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.names import points_of_names
from nb2pkg.rules.paths.templates import joined, template
from nb2pkg.rules.rule import Place
from nb2pkg.syntax.qualified import base_name


class Role(Enum):
    """What speaks for a path, or against; the value is in points (see `shapes`)."""

    PATH = 3  # handed to a call that takes a path
    PLAIN = 0
    KEY = -1  # looked up in a container
    ROUTE = -9  # handed to a call that takes a route or a key


class Received(Struct, frozen=True, kw_only=True):
    """A text among the arguments of a call. `text`: the path that the call makes of it and the others."""

    role: Role
    text: str = ""
    names: tuple[str, ...] = ()


_JOINS = frozenset("Path PosixPath PurePath PurePosixPath PureWindowsPath WindowsPath join joinpath".split())
_LOADS = pattern_of(r"(?:load|read|open|save|write|export|import)(?:_|$|[A-Z])")
_TEXT_MODULES = ("re.", "regex.", "logging.", "warnings.")
_RAISED = ("Error", "Exception", "Warning", "Exit")
_DEFAULTS = frozenset("default fallback value".split())
_WITH_DEFAULT = frozenset(
    "Argument Field Option add_argument argument config get getenv option parametrize pop setdefault".split()
)
_ROUTE_KEYWORDS = frozenset("href path pathname prefix rule to url_prefix".split())
_OF_REQUEST = frozenset({"cookies", "data", "headers", "json", "params"})
_ROUTE_SECOND = frozenset({"add_route", "request", "urljoin"})
_FILE_SYSTEMS = ("dbutils.fs.", "mssparkutils.fs.", "notebookutils.fs.")


def received(
    call: ast.Call, part: ast.AST, keyword: str, place: Place, *, around: Sequence[ast.AST]
) -> Received | None:
    """What the call does with the argument `part`; None if it shows or searches it."""
    method, dotted = called_name(call), place.qualified(call.func)
    is_known = isinstance(call.func, ast.Name) or base_name(call.func) in place.subject.flow.qualified_by_name
    position = next((index for index, arg in enumerate(call.args) if arg is part), None)
    if is_known and takes_paths_only(dotted):
        return Received(role=Role.PATH, text=_joined(call, position, method, around))
    if is_known and "." in dotted and _is_path_of(dotted, method, position, keyword):
        return Received(role=Role.PATH)
    if dotted.startswith(_FILE_SYSTEMS):
        return Received(role=Role.PATH)
    is_text = method in words("calls", "text") or method.endswith(_RAISED) or _is_of_text_module(dotted, method)
    if is_text and points_of_names((keyword,)) < 2:  # `logging.basicConfig(filename=...)` writes a file
        return None
    if (position == 0 and _is_decorator(call, around)) or _is_route(method, position, keyword):
        return Received(role=Role.ROUTE)
    if _is_path_of(dotted if is_known else "", method, position, keyword):
        return Received(role=Role.PATH, text=_joined(call, position, method, around))
    return Received(role=Role.PLAIN, names=_names(call, method, position, keyword))


def _is_of_text_module(dotted: str, method: str) -> bool:
    return dotted.startswith(_TEXT_MODULES) and method not in words("calls", "path")


def _is_path_of(qualified: str, method: str, position: int | None, keyword: str) -> bool:
    return (position == 0 or points_of_names((keyword,)) > 0) and takes_path(qualified, method)


def _is_route(method: str, position: int | None, keyword: str) -> bool:
    is_first = position == 0 or (position == 1 and method in _ROUTE_SECOND)
    return method in words("calls", "route") and (is_first or keyword in _OF_REQUEST | _ROUTE_KEYWORDS)


def _is_decorator(call: ast.Call, around: Sequence[ast.AST]) -> bool:
    return bool(around) and call in getattr(around[-1], "decorator_list", ())


def _joined(call: ast.Call, position: int | None, method: str, around: Sequence[ast.AST]) -> str:
    """`os.path.join("/", "data")` and `Path("/") / "data"` as one text; empty if the call joins nothing."""
    if position is None or method not in _JOINS:
        return ""
    text, node = joined(call.args[position:]), call
    for parent in reversed(around):
        if not (isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div) and parent.left is node):
            break
        text, node = f"{text.rstrip('/')}/{template(parent.right)}", parent  # type: ignore[assignment]
    return text


def _names(call: ast.Call, method: str, position: int | None, keyword: str) -> tuple[str, ...]:
    """What the argument is called: its keyword, the option whose default it is, or what the function's name says."""
    first = call.args[0] if call.args else None
    is_default = method in _WITH_DEFAULT and (keyword in _DEFAULTS or position not in {None, 0})
    if is_default and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return (first.value, keyword)
    if keyword:
        return (keyword,)
    if position == 0 and points_of_names((method,)) > 1:  # `cfg.merge_from_file(...)`
        return (method,)
    return ("save",) if position == 0 and _LOADS.match(method) else ()
