"""Whether `convert` makes a setting of a path: what `planner.settings` takes, asked of one literal."""

from __future__ import annotations

import ast

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.handing import called_name
from nb2pkg.model.finding import Cure
from nb2pkg.model.flow import Form
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Place
from nb2pkg.syntax.path_texts import looks_like_path
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.scopes import FUNCTIONS

_KEYWORDS = frozenset("filepath_or_buffer path_or_buf path filename file fname io path_or_buffer".split())
_EFFECTS = frozenset({"reads_file", "writes_file", "network"})
_URL = pattern_of(r"[A-Za-z][\w+.-]*://")
LONGEST = 200


def cure_of(node: ast.expr, place: Place) -> Cure:
    """LIFTED for the literal of a variable that is bound once, and for the path of a call outside functions."""
    if not isinstance(node, ast.Constant) or len(str(node.value)) > LONGEST or not place.parents:
        return Cure.NONE
    if len(place.parents) == 1 and isinstance(place.parents[0], ast.Assign | ast.AnnAssign):
        return _of_variable(place)
    if any(isinstance(parent, (*FUNCTIONS, ast.ClassDef, ast.JoinedStr)) for parent in place.parents):
        return Cure.NONE
    return _of_argument(node, place)


def _of_variable(place: Place) -> Cure:
    statements = place.subject.flow.statements
    own = next((flow for flow in statements if flow.ref == place.ref), None)
    if own is None or own.form is not Form.LITERAL or len(own.binds) != 1:
        return Cure.NONE
    (name,) = own.binds
    binders = sum(name in flow.binds or name in flow.may_bind or name in flow.late_writes for flow in statements)
    is_deleted = any(name in flow.deletes for flow in statements)
    is_read = any(name in flow.reads or name in flow.late_reads for flow in statements)
    return Cure.LIFTED if binders == 1 and is_read and not is_deleted else Cure.NONE


def _of_argument(node: ast.expr, place: Place) -> Cure:
    parent, above = place.parents[-1], place.parents[-2] if len(place.parents) > 1 else None
    call = above if isinstance(parent, ast.keyword) else parent
    if not isinstance(call, ast.Call):
        return Cure.NONE
    is_path = parent.arg in _KEYWORDS if isinstance(parent, ast.keyword) else call.args[:1] == [node]
    is_known = isinstance(call.func, ast.Name) or base_name(call.func) in place.subject.flow.qualified_by_name
    qualified = place.qualified(call.func) if is_known else ""
    facts = facts_of(qualified or None, None if qualified else called_name(call))
    takes = bool(facts.effects & _EFFECTS) or qualified == "pathlib.Path"
    is_taken = isinstance(node, ast.Constant) and (_URL.match(str(node.value)) or looks_like_path(str(node.value)))
    return Cure.LIFTED if is_path and takes and is_taken else Cure.NONE
