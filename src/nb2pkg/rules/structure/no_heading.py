"""The notebook has no heading.

A reader cannot see what it is about nor where its parts begin, editors show no outline, and functions that are made of
it get names by guess. Write a Markdown cell above each part:

    ## Load the orders
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_notebook
from nb2pkg.rules.rule import Rule, Subject
from nb2pkg.rules.structure.code_lines import has_code

LEAST_CELLS = 5


def _check(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    if len(notebook.cells) < LEAST_CELLS or any(prose.heading for prose in notebook.prose):
        return
    number = sum(1 for cell in notebook.cells if has_code(cell.python))
    if number >= LEAST_CELLS:
        yield Hit(message=f"{number} cells of code and no heading", at=whole_notebook())


_CELLS = "\n# %%\n".join(f"print({n})" for n in range(LEAST_CELLS))

RULE = Rule(
    code="NB641",
    name="no-heading",
    severity=Severity.INFO,
    is_default=False,
    whole=_check,
    bad=(
        _CELLS,
        f"# %% [markdown]\n# Some words.\n# %%\n{_CELLS}",
        f"# %% [markdown]\n# ```\n# # code\n# ```\n# %%\n{_CELLS}",
    ),
    good=(
        f"# %% [markdown]\n# # Orders\n# %%\n{_CELLS}",
        f"{_CELLS}\n# %% [markdown]\n# Results\n# -------",
        "print(1)\n# %%\nprint(2)",
        "\n# %%\n".join(["# nothing yet"] * 8) + "\n# %%\nprint(1)",
    ),
)
