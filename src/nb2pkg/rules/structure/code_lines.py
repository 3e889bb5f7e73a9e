"""How much code there is: lines that are neither blank nor a comment alone."""

from __future__ import annotations

from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import parse

_CODE = pattern_of(r"\n[ \t]*[^\s#]")


def code_lines(text: str) -> int:
    """The number of lines with code in a cell's text (lines inside strings count as code)."""
    return len(_CODE.findall("\n" + text))


def code_lines_of(subject: Subject) -> int:
    """The number of lines with code in the notebook, tables of data left out."""
    total = sum(code_lines(cell.python) for cell in subject.notebook.cells)
    return total - sum(_data_lines(subject, s) for s in subject.flow.statements if s.form is Form.LITERAL)


def _data_lines(subject: Subject, statement: StmtFlow) -> int:
    node = parse(subject.notebook.cell_by_index[statement.ref.cell].python).body[statement.ref.path[0]]
    return (node.end_lineno or node.lineno) - node.lineno


def has_code(text: str) -> bool:
    """Whether there is a line with code."""
    return _CODE.search("\n" + text) is not None
