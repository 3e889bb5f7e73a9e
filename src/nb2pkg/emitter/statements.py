"""Taking statements out of cells with libcst: each with the comments above it, whatever line it shared with others."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from nb2pkg.emitter.edits import edited, edits_by_cell
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.model.plan import Edit

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


class StatementStore:
    """The statements of a notebook, edited, by reference. Cells are parsed when first asked for."""

    def __init__(self, notebook: Notebook, edits: Sequence[tuple[Edit, str]], calls: RuntimeCalls) -> None:
        self._notebook = notebook
        self._edits = edits_by_cell(edits)
        self._helpers = calls
        self._parsed: dict[int, tuple[Statement, ...]] = {}

    def get(self, ref: StmtRef) -> tuple[Statement, ...]:
        """One top-level statement; the body alone of what stood under `if __name__ == "__main__":`."""
        statement = self.whole(ref)
        return _main_block(statement) or (statement,)

    def whole(self, ref: StmtRef) -> Statement:
        """One top-level statement."""
        if ref.cell not in self._parsed:
            text = self._notebook.cell_by_index[ref.cell].python
            self._parsed[ref.cell] = _statements(edited(text, self._edits.get(ref.cell, ()), self._helpers))
        return self._parsed[ref.cell][ref.path[0]]


def _statements(text: str) -> tuple[Statement, ...]:
    """The top-level statements of a text, as many as `ast` counts; comments at its end go with the last one."""
    module = cst.parse_module(text)
    found: list[Statement] = []
    for index, node in enumerate(module.body):
        above = [*module.header, *node.leading_lines] if index == 0 else [*node.leading_lines]
        if isinstance(node, cst.SimpleStatementLine):
            found += _one_a_line(node, _comments(above))
        else:
            found.append(_tidied(node, text).with_changes(leading_lines=_comments(above)))
    return tuple(found)


def _main_block(statement: Statement) -> tuple[Statement, ...]:
    """What is guarded by a test that is always true here (the planner put the value of `__name__` in)."""
    if not isinstance(statement, cst.If) or statement.orelse is not None:
        return ()
    test = cst.Module(body=[]).code_for_node(statement.test).replace("'", '"')
    if test not in {'"__main__" == "__main__"', '("__main__" == "__main__")'} or not isinstance(
        statement.body, cst.IndentedBlock
    ):
        return ()
    first, *rest = statement.body.body
    if not isinstance(first, Statement):
        return ()
    above = [*statement.leading_lines, *first.leading_lines]
    return (first.with_changes(leading_lines=above), *(part for part in rest if isinstance(part, Statement)))


def _one_a_line(line: cst.SimpleStatementLine, above: list[cst.EmptyLine]) -> list[Statement]:
    """`a = 1; b = 2` as two lines; trailing semicolons go."""
    parts = [part.with_changes(semicolon=cst.MaybeSentinel.DEFAULT) for part in line.body]
    last = len(parts) - 1
    return [
        line.with_changes(
            body=[part],
            leading_lines=above if index == 0 else [],
            trailing_whitespace=line.trailing_whitespace if index == last else cst.TrailingWhitespace(),
        )
        for index, part in enumerate(parts)
    ]


def _comments(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """Comment lines, with at most one empty line between two of them, none at the ends."""
    kept: list[cst.EmptyLine] = []
    for line in lines:
        if line.comment is not None:
            kept.append(line)
        elif kept and kept[-1].comment is not None:
            kept.append(cst.EmptyLine(indent=False))
    while kept and kept[-1].comment is None:
        kept.pop()
    return kept


def _tidied(node: cst.BaseCompoundStatement, text: str) -> cst.BaseCompoundStatement:
    """Statements that share a line inside blocks get lines of their own."""
    if ";" not in text:
        return node
    tidied = node.visit(_OneStatementALine())
    if not isinstance(tidied, cst.BaseCompoundStatement):
        raise TypeError(f"a statement became {type(tidied).__name__}")
    return tidied


class _OneStatementALine(cst.CSTTransformer):
    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if len(updated_node.body) == 1 and original_node.body[0].semicolon is cst.MaybeSentinel.DEFAULT:
            return updated_node
        return cst.FlattenSentinel(_one_a_line(updated_node, list(updated_node.leading_lines)))

    def leave_SimpleStatementSuite(
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> cst.BaseSuite:
        line = cst.SimpleStatementLine(body=updated_node.body, trailing_whitespace=updated_node.trailing_whitespace)
        return cst.IndentedBlock(body=_one_a_line(line, []))


def spaced(statements: Sequence[tuple[StmtRef, Statement]]) -> list[Statement]:
    """Statements with an empty line where one cell ends and the next begins."""
    found: list[Statement] = []
    before: int | None = None
    for ref, statement in statements:
        if before is not None and ref.cell != before:
            statement = statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *statement.leading_lines])
        found.append(statement)
        before = ref.cell
    return found


def parsed(text: str) -> list[Statement]:
    """Statements of our own making."""
    return list(cst.parse_module(text).body)
