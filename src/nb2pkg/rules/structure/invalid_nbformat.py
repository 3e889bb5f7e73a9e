"""The file is not a valid notebook.

nb2pkg reads it all the same, but other tools refuse such files or change them when they save: nbformat's `validate`,
nbconvert, review bots, hosting sites. Mostly another program than Jupyter wrote it, or somebody edited the JSON. Open
and save it in JupyterLab, or mend it with nbformat:

    notebook = nbformat.read("orders.ipynb", as_version=4)
    _, notebook = nbformat.validator.normalize(notebook)
    nbformat.write(notebook, "orders.ipynb")
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_cell, whole_notebook
from nb2pkg.model.notebook import FormatDefect
from nb2pkg.rules.rule import Rule, Subject


def _check(subject: Subject) -> Iterator[Hit]:
    by_message: dict[str, list[FormatDefect]] = {}
    for defect in subject.notebook.defects:
        by_message.setdefault(defect.message, []).append(defect)
    for message, (first, *others) in by_message.items():
        if first.cell is None:
            yield Hit(message=f"the file is not a valid notebook: {message}", at=whole_notebook())
        else:
            too = f" (as do {len(others)} more)" if others else ""
            yield Hit(message=f"the file is not a valid notebook: the cell {message}{too}", at=whole_cell(first.cell))


RULE = Rule(
    code="NB605",
    name="invalid-nbformat",
    severity=Severity.WARNING,
    whole=_check,
    bad=(
        '# %% id="two words"\n«»print(1)',
        '# %% id=""\n«»print(1)\n# %% id="ok"\nprint(2)',
        '# %% metadata={"tags": "parameters"}\n«»print(1)',
        '# %% metadata={"tags": ["a", "a"]}\n«»print(1)\n# %% [markdown] metadata={"tags": ["b", "b"]}\n# Text.',
        '# metadata: {"kernelspec": {"language": "python"}}\nprint(1)',
    ),
    good=(
        '# %% id="one_word-2"\nprint(1)',
        '# %% tags=["parameters", "other"]\nprint(1)',
        "# metadata: {}\nprint(1)",
        "# %% In[2]\nprint(1)\n#> 1\n# %% In[3]\n2\n#= 2\n# %% [raw]\nraw",
        "# %% In[1]\n1/0\n#! ZeroDivisionError: division by zero",
    ),
)
