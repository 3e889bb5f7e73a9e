"""What a statement calls, with which effects, which functions it hands on to be called later, and what it changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.handing import called_name, facts_of_call, is_used_at_once
from nb2pkg.model.flow import Call
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.qualified import base_name, qualified_name
from nb2pkg.syntax.scopes import FUNCTIONS, free_names, top_level_uses


@dataclass(slots=True)
class Deeds:
    """What a statement does besides binding names."""

    calls: list[Call] = field(default_factory=list)
    late_calls: list[Call] = field(default_factory=list)
    effects: set[str] = field(default_factory=set)
    late_effects: set[str] = field(default_factory=set)
    mutates: set[str] = field(default_factory=set)
    late_mutates: set[str] = field(default_factory=set)
    stored_late_reads: set[str] = field(default_factory=set)
    handed: set[str] = field(default_factory=set)
    hands_functions: bool = False
    dynamic: str = ""


DYNAMIC = {"exec", "eval", "globals", "locals", "vars", "dir"}


def deeds_of(node: ast.stmt, *, text: str, cell: int, qualified_by_name: Mapping[str, str]) -> Deeds:
    """The calls and changes of one statement; bodies of functions and lambdas count as late."""
    deeds = Deeds()
    for child, late, kept, handed in _walk(node, late=False, kept=True, handed=False):
        if handed and kept:
            deeds.handed |= {child.id} if isinstance(child, ast.Name) else set()
            deeds.hands_functions |= isinstance(child, ast.Lambda | ast.GeneratorExp)
        match child:
            case ast.Call():
                _note_call(child, deeds, late=late, text=text, cell=cell, qualified_by_name=qualified_by_name)
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
                _note_store(child, deeds, late=late, qualified_by_name=qualified_by_name)
            case ast.AugAssign(target=ast.Name(id=name)):
                (deeds.late_mutates if late else deeds.mutates).add(name)
            case ast.Lambda() | ast.FunctionDef() | ast.AsyncFunctionDef() if kept:
                deeds.stored_late_reads |= free_names(child)
            case ast.GeneratorExp() if kept:
                first = {id(part) for part in ast.walk(child.generators[0].iter)}
                uses = (use for use in top_level_uses(child) if id(use.node) not in first)
                deeds.stored_late_reads |= {use.name for use in uses if use.context == "load"}
    return deeds


def _walk(node: ast.AST, *, late: bool, kept: bool, handed: bool) -> Iterator[tuple[ast.AST, bool, bool, bool]]:
    """Nodes with: is it in a function's body; would a function standing here outlive the statement.

    And: is it an argument of a call that may keep it who knows where.
    """
    yield node, late, kept, handed
    if isinstance(node, FUNCTIONS):
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        heads = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        if not isinstance(node, ast.Lambda):
            heads += node.decorator_list
        for head in heads:
            yield from _walk(head, late=late, kept=kept, handed=handed)
        for part in body:
            yield from _walk(part, late=True, kept=False, handed=False)
        return
    within = handed
    if isinstance(node, ast.Call):
        kept = kept and not is_used_at_once(node)
        within = kept and facts_of_call(node).mutates == "unknown"
    for child in ast.iter_child_nodes(node):
        is_called = isinstance(node, ast.Call) and child is node.func
        yield from _walk(child, late=late, kept=kept, handed=handed if is_called else within)


def _note_call(
    call: ast.Call, deeds: Deeds, *, late: bool, text: str, cell: int, qualified_by_name: Mapping[str, str]
) -> None:
    root = base_name(call.func)
    dotted = qualified_name(call.func, qualified_by_name)
    is_known = root in qualified_by_name or (isinstance(call.func, ast.Name) and root not in qualified_by_name)
    qualified, method = (dotted if is_known else ""), called_name(call)
    noted = Call(qualified=qualified, method=method, at=location(text, call, cell=cell))
    (deeds.late_calls if late else deeds.calls).append(noted)
    is_method = isinstance(call.func, ast.Attribute) and root not in qualified_by_name
    facts = facts_of(qualified or None, method if is_method or not qualified else None)
    (deeds.late_effects if late else deeds.effects).update(facts.effects)
    inplace = any(k.arg == "inplace" and getattr(k.value, "value", None) is True for k in call.keywords)
    if root and is_method and (facts.mutates == "receiver" or inplace):
        (deeds.late_mutates if late else deeds.mutates).add(root)
    if qualified in DYNAMIC:
        deeds.dynamic = deeds.dynamic or _dynamic_reason(call, qualified)


def _dynamic_reason(call: ast.Call, name: str) -> str:
    """Why the names that a call touches cannot be told; empty if they can (`eval("a + b")`, `vars(x)`)."""
    if name in {"vars", "dir"}:
        return "" if call.args else f"{name}()"
    if name == "eval" and len(call.args) == 1 and isinstance(call.args[0], ast.Constant):
        return ""
    return f"{name}()"


def _note_store(
    node: ast.Subscript | ast.Attribute, deeds: Deeds, *, late: bool, qualified_by_name: Mapping[str, str]
) -> None:
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
