"""A notebook is very long.

Nobody reviews several hundred lines of top-level code with one set of variables in mind, and a change near the top
means running all of it again. Make two or three notebooks of it that hand files on to each other, or move what is
settled into a package:

    from churn.features import add_features

`convert` divides a long notebook by stage: loading, features, model, evaluation.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity, whole_notebook
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.code_lines import code_lines_of, has_code

MOST_CELLS = 80  # one author's notebook in sixteen has more
MOST_LINES = 400


def _check(subject: Subject) -> Iterator[Hit]:
    cells = subject.notebook.cells
    if len(cells) <= MOST_CELLS and sum(cell.python.count("\n") + 1 for cell in cells) <= MOST_LINES:
        return
    number = sum(1 for cell in cells if has_code(cell.python))
    lines = code_lines_of(subject)
    if number > MOST_CELLS or lines > MOST_LINES:
        yield Hit(message=f"the notebook is long: {number} cells with {lines} lines of code", at=whole_notebook())


_MANY = "\n# %%\n".join(f"print({n})" for n in range(MOST_CELLS + 1))
_CELL = "\n".join(f"print({n})" for n in range(40))
_LINES = "\n# %%\n".join([_CELL] * 11)

RULE = Rule(
    code="NB631",
    name="long-notebook",
    severity=Severity.INFO,
    cure=Cure.REPLACED,
    whole=_check,
    bad=(_MANY, _LINES, f"# %% [markdown]\n# # All\n# %%\n{_LINES}"),
    good=(
        "\n# %%\n".join(f"print({n})" for n in range(MOST_CELLS)),
        "\n# %%\n".join([_CELL] * 10),
        "\n# %%\n".join(["# print(1)"] * (MOST_CELLS + 10)) + "\n# %%\nprint(1)",
        "\n# %% [markdown]\n# Text.\n".join([_CELL] * 5),
    ),
)
