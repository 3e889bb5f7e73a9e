"""What a statement calls, with which effects, and what it changes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.handing import is_used_at_once
from nb2pkg.model.flow import Call
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.qualified import base_name, qualified_name
from nb2pkg.syntax.scopes import FUNCTIONS, free_names, top_level_uses
from nb2pkg.syntax.walking import CHILDREN_OF, children, walk
from nb2pkg.tracer.hidden import NAMING_CALLS


class Deeds(Struct):
    """What a statement does besides binding names."""

    calls: list[Call] = field(default_factory=list)
    late_calls: list[Call] = field(default_factory=list)
    effects: set[str] = field(default_factory=set)
    late_effects: set[str] = field(default_factory=set)
    mutates: set[str] = field(default_factory=set)
    late_mutates: set[str] = field(default_factory=set)
    stored_late_reads: set[str] = field(default_factory=set)
    dynamic: str = ""
    formulas: list[str] = field(default_factory=list)  # strings that may be formulas
    naming: list[ast.Call] = field(default_factory=list)  # calls that may look up names in strings
    catchers: list[ast.ExceptHandler | ast.withitem] = field(default_factory=list)


DYNAMIC = {"exec", "eval", "globals", "locals", "vars", "dir"}


_TELLING = frozenset(
    {ast.Call, ast.AugAssign, ast.Subscript, ast.Attribute, ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef}
    | {ast.GeneratorExp, ast.ExceptHandler, ast.withitem}
)


_Seen = tuple[ast.AST, bool, bool]  # a node, whether in a function's body, whether a function would be kept there


def deeds_of(node: ast.stmt, *, text: str, cell: int, qualified_by_name: Mapping[str, str]) -> Deeds:
    """The calls and changes of one statement; bodies of functions and lambdas count as late.

    One loop without generators, leaves seen to at once: most functions of most notebooks come here.
    """
    deeds = Deeds()
    todo: list[_Seen] = [(node, False, True)]
    while todo:
        child, late, kept = todo.pop()
        kind = type(child)
        if kind in _TELLING:
            _note(child, late, kept, deeds, text=text, cell=cell, qualified_by_name=qualified_by_name)
        if kind in _PARTLY:
            parts = _below(child, late, kept)
        else:
            parts = [(below, late, kept) for below in reversed(CHILDREN_OF[kind](child))]
        for part in parts:
            kind = type(part[0])
            if kind is ast.Constant:
                value = part[0].value  # type: ignore[attr-defined]
                if value.__class__ is str and "~" in value:
                    deeds.formulas.append(value)
            elif kind is not ast.Name:
                todo.append(part)
    return deeds


def plain_deeds_of(nodes: Sequence[ast.AST], *, text: str, cell: int, qualified_by_name: Mapping[str, str]) -> Deeds:
    """The same for a statement with these nodes, in source order, none of which is `KEEPING`: all is done at once."""
    deeds = Deeds()
    node: Any  # whose type `kind` tells
    for node in nodes:
        kind = type(node)
        if kind is ast.Call:
            note_call(node, deeds, late=False, text=text, cell=cell, qualified_by_name=qualified_by_name)
        elif kind is ast.Constant:
            if node.value.__class__ is str and "~" in node.value:
                deeds.formulas.append(node.value)
        elif kind in _TELLING:
            _note(node, False, True, deeds, text=text, cell=cell, qualified_by_name=qualified_by_name)
    return deeds


KEEPING = frozenset({*FUNCTIONS, ast.GeneratorExp})  # what is in them may be done later

_PARTLY = frozenset({ast.Call, *FUNCTIONS})  # of which not all that is below stands as the node itself does


def _below(node: ast.AST, late: bool, kept: bool) -> list[_Seen]:
    """The nodes below a call or a function, last one first."""
    if isinstance(node, ast.Call):
        is_kept = kept and not is_used_at_once(node)
        return [(child, late, is_kept) for child in reversed(children(node))]
    assert isinstance(node, FUNCTIONS)
    body = [node.body] if isinstance(node, ast.Lambda) else node.body
    heads = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
    if not isinstance(node, ast.Lambda):
        heads += node.decorator_list
    inside: list[_Seen] = [(part, True, False) for part in reversed(body)]
    return [*inside, *((head, late, kept) for head in reversed(heads))]


def _note(
    child: ast.AST,
    late: bool,
    kept: bool,
    deeds: Deeds,
    *,
    text: str,
    cell: int,
    qualified_by_name: Mapping[str, str],
) -> None:
    if isinstance(child, ast.Call):
        note_call(child, deeds, late=late, text=text, cell=cell, qualified_by_name=qualified_by_name)
        return
    match child:
        case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
            note_store(child, deeds, late=late, qualified_by_name=qualified_by_name)
        case ast.AugAssign(target=ast.Name(id=name)):
            (deeds.late_mutates if late else deeds.mutates).add(name)
        case ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef() if kept:
            deeds.stored_late_reads |= free_names(child)
        case ast.GeneratorExp() if kept:
            first = {id(part) for part in walk(child.generators[0].iter)}
            uses = (use for use in top_level_uses(child) if id(use.node) not in first)
            deeds.stored_late_reads |= {use.name for use in uses if use.context == "load"}
        case ast.ExceptHandler() | ast.withitem():
            deeds.catchers.append(child)


def note_call(
    call: ast.Call, deeds: Deeds, *, late: bool, text: str, cell: int, qualified_by_name: Mapping[str, str]
) -> None:
    """Adds a call, and what is known of it."""
    function: Any = call.func  # whose type `kind` tells
    kind = type(function)
    is_method = False
    if kind is ast.Name:
        root = method = function.id
        qualified = qualified_by_name.get(root, root)
    else:
        method = function.attr if kind is ast.Attribute else ""
        root = base_name(function.value if kind is ast.Attribute else function)
        is_imported = root in qualified_by_name
        qualified = qualified_name(function, qualified_by_name) if is_imported else ""
        is_method = kind is ast.Attribute and not is_imported
    noted = Call(qualified=qualified, method=method, at=location(text, call, cell=cell))
    (deeds.late_calls if late else deeds.calls).append(noted)
    if method in NAMING_CALLS:
        deeds.naming.append(call)
    facts = facts_of(qualified or None, method if is_method or not qualified else None)
    if facts.effects:
        (deeds.late_effects if late else deeds.effects).update(facts.effects)
    if root and is_method and (facts.mutates == "receiver" or (call.keywords and _is_in_place(call))):
        (deeds.late_mutates if late else deeds.mutates).add(root)
    if qualified in DYNAMIC:
        deeds.dynamic = deeds.dynamic or _dynamic_reason(call, qualified)


def _is_in_place(call: ast.Call) -> bool:
    return any(k.arg == "inplace" and getattr(k.value, "value", None) is True for k in call.keywords)


def _dynamic_reason(call: ast.Call, name: str) -> str:
    """Why the names that a call touches cannot be told; empty if they can (`eval("a + b")`, `vars(x)`)."""
    if name in {"vars", "dir"}:
        return "" if call.args else f"{name}()"
    if name == "eval" and len(call.args) == 1 and isinstance(call.args[0], ast.Constant):
        return ""
    return f"{name}()"


def note_store(
    node: ast.Subscript | ast.Attribute, deeds: Deeds, *, late: bool, qualified_by_name: Mapping[str, str]
) -> None:
    """Adds what an assignment to an attribute or an element changes."""
    root = base_name(node)
    if not root:
        return
    if late:
        deeds.late_mutates.add(root)
    elif root in qualified_by_name:
        dotted = qualified_name(node.value if isinstance(node, ast.Subscript) else node, qualified_by_name)
        deeds.effects.add("environment" if dotted == "os.environ" else "settings")
    else:
        deeds.mutates.add(root)
