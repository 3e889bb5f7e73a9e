"""A number in the text is in no output and in no code of the notebook.

"The model reaches an AUC of 0.873" was true of an earlier run: since then the data, the code or the seed have changed,
and the report contradicts itself. Print the number where it is computed and say in the text where to find it, or
compute the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nb2pkg.model.finding import Confidence, Hit, Severity
from nb2pkg.model.notebook import Location, Notebook, Prose
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject

_NOT_PROSE = pattern_of(
    r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$|\]\([^)]*\)|<[^>]*>|https?://\S+|^\s*\|.*$", re.DOTALL | re.MULTILINE
)
_NUMBER = pattern_of(
    r"(?<![\w.,/:-])(?P<digits>\d{1,3}(?:,\d{3})*\.\d{2,}|\d+\.\d{2,})(?P<percent>\s?%)?(?![\w/:-]|\.\d)"
)
_LABEL = pattern_of(
    r"(?i)(?:fig(?:ure)?|tab(?:le)?|eq(?:uation)?|section|sec|chapter|example|version|python|v)[.\s]*\(?$"
)
_ANY_NUMBER = pattern_of(r"\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_RESULT = pattern_of(
    r"(?i)accura|auc|score|error|rmse|mae|mse|\br2\b|r-squared|precision|recall|f1|loss|correlation|p-value|mean|average|median"
    r"|coefficient|rate|result"
)


def _whole(subject: Subject) -> Iterator[Hit]:
    notebook = subject.notebook
    if not any(output.text for cell in notebook.cells for output in cell.outputs):
        return
    found = [(prose, number) for prose in notebook.prose for number in _numbers(prose)]
    if not found:
        return
    known = _known(notebook)
    for prose, number in found:
        if not _is_known(number, known):
            message = f"`{number[0]}` is in no output of this notebook: the text is of an earlier run"
            yield Hit(message=message, at=_location(prose, number))


def _numbers(prose: Prose) -> Iterator[re.Match[str]]:
    """Results in the sentences of a cell: numbers with two decimals or more, in a line that speaks of a result."""
    blanked = _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), prose.markdown)
    for number in _NUMBER.finditer(blanked):
        start, end = blanked.rfind("\n", 0, number.start()) + 1, blanked.find("\n", number.end())
        is_label = _LABEL.search(blanked, start, number.start())
        if not is_label and _RESULT.search(blanked[start : end if end >= 0 else None]):
            yield number


def _known(notebook: Notebook) -> list[Decimal]:
    texts = [output.text + output.html for cell in notebook.cells for output in cell.outputs]
    texts += [cell.source for cell in notebook.cells]
    return [Decimal(number.replace(",", "")) for text in texts for number in _ANY_NUMBER.findall(text)]


def _is_known(number: re.Match[str], known: list[Decimal]) -> bool:
    value = Decimal(number["digits"].replace(",", ""))
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    scales = (1, 100) if number["percent"] else (1,)
    return any(abs(other * scale - value) <= step for other in known for scale in scales)


def _location(prose: Prose, number: re.Match[str]) -> Location:
    line = prose.markdown.count("\n", 0, number.start()) + 1
    column = number.start() - (prose.markdown.rfind("\n", 0, number.start()) + 1)
    end = column + len(number[0])
    return Location(cell=prose.index, line=line, column=column, end_line=line, end_column=end)


RULE = Rule(
    code="NB512",
    name="number-in-prose-not-in-outputs",
    severity=Severity.INFO,
    confidence=Confidence.LOW,
    is_default=False,
    whole=_whole,
    bad=(
        "# %% In[1]\nprint(auc)\n#> 0.8412\n# %% [markdown]\nWe reach an AUC of «0.873».",
        "# %% In[1]\nprint(score)\n#> 0.9\n# %% [markdown]\nThe accuracy is «91.25 %», the mean error 0.90.",
        "# %% In[1]\ndf.mean()\n#= 12.5\n# %% [markdown]\nThe average is «1,250.75».",
    ),
    good=(
        "# %% In[1]\nprint(auc)\n#> 0.87312\n# %% [markdown]\nWe reach an AUC of 0.873, or 87.31%.",
        "# %% In[1]\nprint(1)\n#> 1\n# %% [markdown]\nUses pandas 1.25.3, see section 3.12, 10:35, `score 0.77`.",
        "# %%\nprint(auc)\n# %% [markdown]\nWe reach an AUC of 0.873.",
        "# %% In[1]\nprint(1)\n#> 1\n# %% [markdown]\nThe error is $0.531 x$; [a score](http://x.org/0.991).",
    ),
)
