"""What text an argument holds, as far as the notebook tells without running it, and what is in an address."""

from __future__ import annotations

import ast
import re

from nb2pkg.model.flow import StmtFlow
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.call_nodes import statement_at
from nb2pkg.rules.rule import Place
from nb2pkg.syntax.scopes import FUNCTIONS, own_bindings

REMOTE = pattern_of(r"(?:https?|ftp)://", re.IGNORECASE)
_HOST = pattern_of(r"\w+://(?:[^/@\s]*@)?(?P<host>[\w.-]+)")
_LOCAL_HOSTS = ("localhost", "127.", "0.0.0.0")
_ADDRESS_KEYWORDS = (
    "filepath_or_buffer",
    "url",
    "io",
    "path",
    "path_or_buf",
    "fname",
    "filename",
    "filename_or_obj",
    "source",
)


def host_of(address: str) -> str:
    """The host of a remote address, without user and password; empty for this machine and for no address."""
    if not REMOTE.match(address):
        return ""
    found = _HOST.match(address)
    host = found["host"] if found else ""
    return "" if host.startswith(_LOCAL_HOSTS) else host


def first_text(call: ast.Call, place: Place) -> str:
    """The text of a call's first argument, or of the keyword that stands for it; empty if it is not known."""
    if call.args:
        return text_of(call.args[0], place)
    named = [keyword.value for keyword in call.keywords if keyword.arg in _ADDRESS_KEYWORDS]
    return text_of(named[0], place) if named else ""


def text_of(node: ast.expr, place: Place, *, depth: int = 3) -> str:
    """A text whose holes are `{}`: literals, f-strings, sums, `.format`, and variables that are bound to such."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(text_of(part, place, depth=depth) or "{}" for part in values)
        case ast.FormattedValue(value=value):
            return text_of(value, place, depth=depth)
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            before = text_of(left, place, depth=depth)
            return before + (text_of(right, place, depth=depth) or "{}") if before else ""
        case ast.BinOp(op=ast.Mod(), left=left):
            return text_of(left, place, depth=depth)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            return text_of(value, place, depth=depth)
        case ast.Name(id=name) if depth:
            return _bound_text(name, place, depth=depth)
    return ""


def _bound_text(name: str, place: Place, *, depth: int) -> str:
    if any(isinstance(parent, FUNCTIONS) and name in own_bindings(parent) for parent in place.parents):
        return ""
    statements = place.subject.flow.statements
    writers = [s for s in statements if name in s.binds or name in s.may_bind]
    before = [s for s in writers if s.ref < place.ref]
    return _assigned_text(before[-1], name, place, depth=depth) if before else ""


def _assigned_text(writer: StmtFlow, name: str, place: Place, *, depth: int) -> str:
    match statement_at(place.subject, writer.ref):
        case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
            return text_of(value, place, depth=depth - 1)
    return ""
