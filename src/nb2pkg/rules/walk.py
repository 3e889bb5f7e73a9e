"""One walk over a notebook's syntax trees for all rules: each node goes to those that asked for its type."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from msgspec import Struct

from nb2pkg.model.finding import Finding, Hit
from nb2pkg.rules.rule import CallVisitor, Place, Rule, Subject, Visitor
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.statement_nodes import statement_nodes


class Dispatch(Struct, frozen=True):
    """Who wants to see what. Built once for a choice of rules, used for every notebook."""

    whole: tuple[Rule, ...]
    by_type: dict[type[ast.AST], list[tuple[Rule, Visitor]]]
    by_call: dict[str, list[tuple[Rule, CallVisitor]]]
    attributes: frozenset[str]  # the last parts of the names of these calls
    codes: frozenset[str]


def dispatch_of(rules: Sequence[Rule]) -> Dispatch:
    """The tables for these rules."""
    by_type: dict[type[ast.AST], list[tuple[Rule, Visitor]]] = {}
    by_call: dict[str, list[tuple[Rule, CallVisitor]]] = {}
    for rule in rules:
        for kind, visitor in rule.visits.items():
            by_type.setdefault(kind, []).append((rule, visitor))
        for called, call_visitor in rule.calls.items():
            by_call.setdefault(called, []).append((rule, call_visitor))
    codes = frozenset(rule.code for rule in rules)
    return Dispatch(
        whole=tuple(rule for rule in rules if rule.whole is not None),
        by_type=by_type,
        by_call=by_call,
        attributes=frozenset(called.rpartition(".")[2] for called in by_call),
        codes=codes,
    )


def findings_of(subject: Subject, dispatch: Dispatch) -> tuple[Finding, ...]:
    """All findings, in no particular order."""
    found = _from_walk(subject, dispatch)
    for rule in dispatch.whole:
        assert rule.whole is not None
        for hit in rule.whole(subject):
            found.append(_finding(rule, hit))
    return tuple(found)


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=hit.severity or rule.severity,
        confidence=hit.confidence or rule.confidence,
        message=hit.message,
        at=hit.at,
        cure=hit.cure or rule.cure,
        because=hit.because,
        fix=hit.fix,
        output=hit.output,
        is_secret=hit.is_secret,
    )


def _from_walk(subject: Subject, dispatch: Dispatch) -> list[Finding]:
    found: list[Finding] = []
    statements = subject.flow.statements
    if not statements or not (dispatch.by_type or dispatch.by_call):
        return found
    cells = subject.notebook.cell_by_index
    first = cells[statements[0].ref.cell]
    node = parse(first.python).body[0]
    place = Place(subject=subject, cell=first, ref=statements[0].ref, statement=node, node=node)
    for flow in statements:
        place.cell, place.ref = cells[flow.ref.cell], flow.ref
        nodes = statement_nodes(place.cell.python)[flow.ref.path[0]]
        assert isinstance(nodes[0], ast.stmt)
        place.statement = nodes[0]
        _visit(nodes, place, dispatch, found)
    return found


def _visit(nodes: Sequence[ast.AST], place: Place, dispatch: Dispatch, found: list[Finding]) -> None:
    """Adds to `found`, in one loop: it meets every node of every notebook."""
    by_type = dispatch.by_type
    for node in nodes:
        kind = type(node)
        if kind in by_type:
            place.node = node
            for rule, visitor in by_type[kind]:
                for hit in visitor(node, place):
                    found.append(_finding(rule, hit))
        if kind is ast.Call:
            place.node = node
            for rule, call_visitor in _interested(node, place, dispatch):  # type: ignore[arg-type]
                for hit in call_visitor(node, place):  # type: ignore[arg-type]
                    found.append(_finding(rule, hit))


def _interested(call: ast.Call, place: Place, dispatch: Dispatch) -> Sequence[tuple[Rule, CallVisitor]]:
    function = call.func
    if isinstance(function, ast.Name):
        return dispatch.by_call.get(place.subject.flow.qualified_by_name.get(function.id, function.id), ())
    if not isinstance(function, ast.Attribute) or function.attr not in dispatch.attributes:
        return ()
    dotted = qualified_name(function, place.subject.flow.qualified_by_name)
    return (*dispatch.by_call.get("." + function.attr, ()), *dispatch.by_call.get(dotted, ()))
