"""A rule is one module with a docstring and a constant `RULE`.

The docstring is its documentation: the first line says what it finds, the paragraphs below why that matters in
production and how to mend it. `bad` and `good` are its examples and its tests (see `example.py` for the notation).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field

from nb2pkg.model.finding import Confidence, Cure, Hit, Severity
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import Cell, Location, Notebook, StmtRef
from nb2pkg.syntax.parse import location
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import nodes_above


class Subject(Struct, frozen=True, kw_only=True, eq=False):
    """What all rules look at: a notebook and what its statements do. Compared by identity, so it can be a cache key."""

    notebook: Notebook
    flow: Flow


class Place(Struct, kw_only=True):
    """Where the walk is: the cell, the top-level statement, and the node at hand.

    There is one for the whole walk, which goes on changing it: look at it, do not keep it.
    """

    subject: Subject
    cell: Cell
    ref: StmtRef
    statement: ast.stmt
    node: ast.AST
    above: tuple[ast.AST | None, Mapping[ast.AST, ast.AST]] = (None, {})  # a statement, the node above each in it

    @property
    def parents(self) -> list[ast.AST]:
        """The nodes around the one at hand, outermost first, from the statement on."""
        if self.above[0] is not self.statement:
            self.above = (self.statement, nodes_above(self.statement))
        above, found, node = self.above[1], list[ast.AST](), self.node
        while node is not self.statement:
            node = above[node]
            found.append(node)
        return found[::-1]

    def at(self, node: ast.expr | ast.stmt | ast.arg | ast.alias | ast.keyword | ast.excepthandler) -> Location:
        """The location of a node of this cell."""
        return location(self.cell.python, node, cell=self.cell.index)

    def qualified(self, node: ast.expr) -> str:
        """`pd.read_csv` -> `pandas.read_csv`, as far as the notebook's imports tell; empty for anything computed."""
        return qualified_name(node, self.subject.flow.qualified_by_name)


Visitor = Callable[[ast.AST, Place], Iterable[Hit]]
CallVisitor = Callable[[ast.Call, Place], Iterable[Hit]]


class Rule(Struct, frozen=True, kw_only=True):
    """A rule. It has any of three ways to look, the cheapest first.

    `calls`: by the dotted name of what is called (`os.chdir`), by a method's name whatever its receiver (`.query`);
    `visits`: by the type of a syntax node; `whole`: once for the notebook. The first two share one walk.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence = Confidence.HIGH
    cure: Cure = Cure.NONE
    is_default: bool = True
    calls: Mapping[str, CallVisitor] = field(default_factory=dict)
    visits: Mapping[type[ast.AST], Visitor] = field(default_factory=dict)
    whole: Callable[[Subject], Iterable[Hit]] | None = None
    bad: tuple[str, ...]
    good: tuple[str, ...]
    doc: str = ""  # the module's docstring; filled in when the rules are collected
