"""A stored output is very large.

It makes the file slow to open, diffs unreadable and the history heavy for good. Show less (`df.head()`, a sample of the
points), save figures beside the notebook, and clear outputs before committing, for example with nbstripout.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Fix, Hit, Severity, whole_cell
from nb2pkg.rules.rule import Rule, Subject

LARGE = 1_000_000  # characters in the file; a usual figure has 10,000 to 50,000


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for index, output in enumerate(cell.outputs):
            if output.size >= LARGE:
                millions = output.size / 1_000_000
                yield Hit(
                    message=f"an output of this cell takes {millions:.1f} million characters of the file",
                    at=whole_cell(cell.index),
                    output=index,
                    fix=Fix(description="clear the outputs of this cell", cleared=(cell.index,)),
                )


RULE = Rule(
    code="NB330",
    name="large-output",
    severity=Severity.INFO,
    is_default=False,
    whole=_whole,
    bad=(
        f"print(x)\n#> «{'x' * LARGE}",
        f"print(x)\n#> small\n# %%\nfig\n#= Figure\n#html= «<div>{'x' * LARGE}</div>",
    ),
    good=(
        "print(x)\n#> x",
        f"print(x)\n#> {'x' * (LARGE // 2)}",
        f"x = '{'x' * LARGE}'",
        f"# %% [markdown]\n# {'x' * LARGE}",
    ),
)
