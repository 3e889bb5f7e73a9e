"""A stored output is a traceback.

The notebook as it is stored failed here; what follows was run without this cell, or before it. Nobody can tell from
the file whether it works. Mend the cell and run all cells again; if the error is meant to be shown, tag the cell
`raises-exception`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_cell
from nb2pkg.model.notebook import Cell, Wrapper
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject

_MISSING = pattern_of(r"name '(\w+)' is not defined")


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        if cell.outputs and cell.wrapper is not Wrapper.TOLERANT:
            yield from _in_cell(cell)


def _in_cell(cell: Cell) -> Iterator[Hit]:
    for index, output in enumerate(cell.outputs):
        if output.kind == "error":
            missing = _MISSING.search(output.text) if output.name == "NameError" else None
            about = f" about `{missing[1]}`" if missing else ""
            kind = f"a `{output.name}`{about}" if output.name.isidentifier() else "an error"
            yield Hit(
                message=f"the cell ended with {kind} when it was last run", at=whole_cell(cell.index), output=index
            )


RULE = Rule(
    code="NB117",
    name="saved-error-output",
    severity=Severity.WARNING,
    whole=_whole,
    bad=(
        "# %% In[1]\nprint(x)\n#! NameError: name 'x' is not defined«»",
        "# %% In[1]\nprint(1)\n1 / 0\n#> 1\n#! ZeroDivisionError: division by zero«»",
        "# %% In[1]\nwhile True: pass\n#! KeyboardInterrupt: «»\n# %% In[2]\nx = 1",
    ),
    good=(
        "# %% In[1]\nprint('x')\n#> NameError: name 'x' is not defined",
        '# %% In[1] tags=["raises-exception"]\n1 / 0\n#! ZeroDivisionError: division by zero',
        "# %% In[1]\n1\n#err> Warning: old",
        "x = 1",
    ),
)
