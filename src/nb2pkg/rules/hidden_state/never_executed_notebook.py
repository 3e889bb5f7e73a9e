"""No cell of the notebook was ever run, or all outputs were cleared.

Nobody can see from the file whether it works, or what it gives. Some teams want exactly that in version control, so
this rule is off by default. Run all cells and save, if outputs belong into the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_notebook
from nb2pkg.rules.hidden_state.counts import has_code
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    cells = subject.notebook.cells
    is_untouched = all(cell.execution_count is None and not cell.outputs for cell in cells)
    if is_untouched and subject.notebook.path.endswith(".ipynb") and any(map(has_code, cells)):
        yield Hit(message="no cell was run, or all outputs were cleared", at=whole_notebook())


RULE = Rule(
    code="NB123",
    name="never-executed-notebook",
    severity=Severity.INFO,
    is_default=False,
    whole=_whole,
    bad=(
        "x = 1",
        "# %%\nx = 1\n# %%\nprint(x)",
        "# %% [markdown]\n# words\n# %%\nimport math",
    ),
    good=(
        "# %% In[1]\nx = 1",
        "# %%\nprint(1)\n#> 1",
        "# %% [markdown]\n# words only",
        "# %%\n# a comment\n# %%\n",
    ),
)
