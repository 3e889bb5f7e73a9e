"""The notebook has no name of its own.

`Untitled3.ipynb` and `analysis-Copy1.ipynb` tell nobody what they hold, which of several is the valid one, or whether
they may be deleted; the package made of it would be called the same. Rename the file for what it does
(`churn_model.ipynb`), and give it a first heading that says so:

    # Churn model: which customers will leave next month
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_cell, whole_notebook
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject

_WORD = r"(?:untitled|unbenannt|sans[ _-]titre|sem[ _-]t[ií]tulo|sin[ _-]t[ií]tulo|无标题|無題|без названия)"
_UNTITLED = pattern_of(rf"{_WORD}[\W_]*\d*(?:[\W_]*copy[\W_]*\d*)*(?:\s*\(\d+\))?", re.IGNORECASE)
_COPY = pattern_of(r"copy[ _]of[ _].+|.+-copy\d+(?:\s*\(\d+\))?", re.IGNORECASE)
_PLACEHOLDER = pattern_of(rf"{_WORD}[\W_]*\d*|(?:notebook|my|your|project|the)?\s*title(?: here)?|new notebook", re.I)


def _check(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    path = notebook.path
    stem = path[max(path.rfind("/"), path.rfind("\\")) + 1 :].removesuffix(".ipynb")
    colab = notebook.metadata.get("colab")
    colab_name = str(colab.get("name", "")) if isinstance(colab, dict) else ""
    if _UNTITLED.fullmatch(stem):
        yield Hit(message=f"the file is called `{stem}`, which says nothing of what it does", at=whole_notebook())
    elif _COPY.fullmatch(stem):
        yield Hit(
            message=f"the file is called `{stem}`: a copy, of which nobody knows how it differs", at=whole_notebook()
        )
    elif _UNTITLED.fullmatch(colab_name.removesuffix(".ipynb")):
        yield Hit(message=f"Colab still calls the notebook `{colab_name}`", at=whole_notebook())
    title = next((prose for prose in notebook.prose if prose.heading), None)
    if title is not None and title.heading == notebook.title and _PLACEHOLDER.fullmatch(title.heading.strip()):
        yield Hit(message=f"the first heading, `{title.heading}`, is a placeholder", at=whole_cell(title.index))


RULE = Rule(
    code="NB640",
    name="untitled-notebook",
    severity=Severity.INFO,
    whole=_check,
    bad=(
        "# %% [markdown]\n«»# # Untitled\n# %%\nprint(1)",
        "# %% [markdown]\n«»# # Your title here\n# %%\nprint(1)",
        '# metadata: {"colab": {"name": "Untitled12.ipynb"}}\nprint(1)',
        "# %% [markdown]\n«»# # Title\n# %% [markdown]\n# ## Load\n# %%\nprint(1)",
    ),
    good=(
        "# %% [markdown]\n# # Churn model\n# %%\nprint(1)",
        "print(1)",
        "# %% [markdown]\n# # Untitled works of the 19th century\n# %%\nprint(1)",
        '# metadata: {"colab": {"name": "churn.ipynb"}}\nprint(1)',
        "# %% [markdown]\n# # Titles\n# %% [markdown]\n# ## Title\n# %%\nprint(1)",
    ),
)
