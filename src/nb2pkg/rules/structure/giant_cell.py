"""A cell is very long.

It can only be run, tested and understood as a whole, and a failure in its last line costs the run of all others. Cut it
where one thing is done and the next begins, and give what belongs together a name:

    orders = load_orders(path)
    orders = add_features(orders)

Definitions, imports and tables of data do not count. `convert` cuts such a cell into functions where the flow of data
allows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity, whole_cell
from nb2pkg.model.flow import Form
from nb2pkg.model.notebook import Cell
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.code_lines import code_lines
from nb2pkg.syntax.parse import lines_of, parse

MOST_LINES = 50  # one notebook in twelve has a longer cell
_UNCOUNTED = frozenset({Form.FUNCTION, Form.CLASS, Form.LAMBDA, Form.IMPORT, Form.GUARDED_IMPORT, Form.LITERAL})


def _check(subject: Subject) -> Iterator[Hit]:
    long = {cell.index: cell for cell in subject.notebook.cells if cell.python.count("\n") >= MOST_LINES}
    if not long:
        return
    counted = {index: 0 for index, cell in long.items() if cell.syntax_error is None}
    for statement in subject.flow.statements:
        if statement.ref.cell in counted and statement.form not in _UNCOUNTED:
            counted[statement.ref.cell] += _lines(long[statement.ref.cell], statement.ref.path[0])
    for index, lines in counted.items():
        if lines > MOST_LINES:
            yield Hit(message=f"the cell does everything in one go: {lines} lines of code", at=whole_cell(index))


def _lines(cell: Cell, position: int) -> int:
    node = parse(cell.python).body[position]
    return code_lines("\n".join(lines_of(cell.python)[node.lineno - 1 : node.end_lineno]))


_STEPS = "\n".join(f"print({n})" for n in range(MOST_LINES + 1))
_BODY = "\n".join(f"    print({n})" for n in range(MOST_LINES + 1))
_ROWS = "\n".join(f"    {n}: 'shop {n}'," for n in range(MOST_LINES + 1))

RULE = Rule(
    code="NB630",
    name="giant-cell",
    severity=Severity.INFO,
    cure=Cure.REPLACED,
    whole=_check,
    bad=(
        f"«»{_STEPS}",
        f"print(0)\n# %%\n«»for x in range(2):\n{_BODY}",
        f"«»# all of it\n\n{_STEPS}\ndef f():\n{_BODY}",
    ),
    good=(
        f"def report():\n{_BODY}\nreport()",
        f"names = {{\n{_ROWS}\n}}\nprint(names)",
        "\n\n# a remark\n\n".join(f"print({n})" for n in range(30)),
        f"{_STEPS[:200]}\n# %%\n{_STEPS[:200]}",
        f"%%bash\n{_STEPS}",
    ),
)
