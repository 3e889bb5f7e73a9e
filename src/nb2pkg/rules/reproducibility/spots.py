"""An expression with what stands around it, and where a variable that it is bound to is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.model.notebook import Location, StmtRef
from nb2pkg.rules.reproducibility.call_nodes import statement_at
from nb2pkg.rules.rule import Place, Subject
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.scopes import FUNCTIONS, own_bindings
from nb2pkg.syntax.walking import children


class Spot(Struct, frozen=True, kw_only=True):
    """An expression of a top-level statement, with the nodes around it, outermost first."""

    node: ast.expr
    parents: tuple[ast.AST, ...]
    ref: StmtRef

    def at(self, subject: Subject) -> Location:
        """Where it stands."""
        return location(subject.notebook.cell_by_index[self.ref.cell].python, self.node, cell=self.ref.cell)


def spot_of(node: ast.expr, place: Place) -> Spot:
    """The spot that a walk has come to."""
    return Spot(node=node, parents=tuple(place.parents), ref=place.ref)


def reads_of(name: str, spot: Spot, subject: Subject) -> Iterator[Spot]:
    """Where a variable is read that is bound at a spot: in the function around it, or all over the notebook."""
    for index in range(len(spot.parents) - 1, -1, -1):
        around = spot.parents[index]
        if isinstance(around, FUNCTIONS) and name in own_bindings(around):
            yield from _loads(around, name, spot.parents[:index], spot.ref)
            return
    refs = {edge.reader for edge in subject.flow.edges if edge.writer == spot.ref and edge.name == name}
    for ref in sorted(refs | {spot.ref}):
        yield from _loads(statement_at(subject, ref), name, (), ref)


def _loads(node: ast.AST, name: str, parents: tuple[ast.AST, ...], ref: StmtRef) -> Iterator[Spot]:
    if isinstance(node, ast.Name):
        if node.id == name and isinstance(node.ctx, ast.Load):
            yield Spot(node=node, parents=parents, ref=ref)
        return
    inner = (*parents, node)
    for child in children(node):
        yield from _loads(child, name, inner, ref)
