"""The story of a notebook, told once for all rules of leakage.

There is none where no library of machine learning is named, no arrays are divided into training and test rows, and no
curves are fitted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nb2pkg.knowledge.leakage import words
from nb2pkg.model.finding import Related
from nb2pkg.model.notebook import Location, Notebook
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_story import Story
from nb2pkg.rules.leakage.flow_values import Site
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import location

_LIBRARIES = frozenset(
    "sklearn xgboost lightgbm catboost keras tensorflow torch statsmodels imblearn pmdarima prophet cuml pyspark "
    "transformers".split()
) | words("libraries_of_models")
_ARRAYS = frozenset({"numpy", "scipy"})
_FITTING = ("curve_fit(", "polyfit(", "lstsq(", "least_squares(")


def _part_of_rows(word: str) -> re.Pattern[str]:
    """`train`, `Xtrain`, `y_tr`; not `constraint`, `latest`. It begins with letters, so that a search leaps to them."""
    short, rest = word[:2], word[2:]
    whole = rf"{rest}(?:(?<=\b{word})|(?<=_{word})|(?<=\b[XYxyt]{word}))"
    return re.compile(rf"{short}(?:{whole}|\b(?:(?<=\w_{short})|(?<=\b[XYxy]{short})))")


_PARTS = (_part_of_rows("train"), _part_of_rows("test"))
# Without one of these nothing is divided and nothing is judged.
_JUDGING = (
    ".score(",
    ".evaluate(",
    ".test(",
    "cross_val",
    "_score(",
    "_error(",
    "SearchCV",
    ".eval()",
    "argmax(",
    "no_grad",
    "_at_k(",
    "concordance_index",
    "accuracy.",
)
# The same for words that say so only of what is called or handed over: not `predictions`, nor `line.split(",")`.
_JUDGING_CALLS = {
    "split(": pattern_of(r"split\((?!\s*(?:[rbfuRBFU]{0,2}[\"']|\)))"),
    "predict": pattern_of(r"predict(?:\w*\(|(?<=\.predict)\b)"),
    "forecast": pattern_of(r"forecast(?:\w*\(|(?<=\.forecast)\b)"),
}
_FIRST_ROWS, _OTHER_ROWS = pattern_of(r"\[:(-?\w+)[\],]"), pattern_of(r"\[(-?\w+):[\],]")


@lru_cache(maxsize=1)
def story_of(subject: Subject) -> Story:
    """What happened in the notebook, as far as leakage goes."""
    libraries = {name.partition(".")[0] for name in subject.flow.qualified_by_name.values()}
    is_learning = not libraries.isdisjoint(_LIBRARIES)
    if not is_learning and libraries.isdisjoint(_ARRAYS):
        return Story()
    cells = tuple((cell.index, cell.python) for cell in subject.notebook.cells if cell.syntax_error is None)
    whole = "\n".join([text for _, text in cells])
    if is_learning and _judges(whole):
        return _told(cells)
    return _told(cells) if _is_by_hand(whole) else Story()


def _judges(text: str) -> bool:
    if any(word in text for word in _JUDGING):
        return True
    words = [word for word in _JUDGING_CALLS if word in text]
    return any(_JUDGING_CALLS[word].search(text) for word in words) or (bool(words) and _divides_by_hand(text))


def _divides_by_hand(text: str) -> bool:
    """`X[:99]` and `X[99:]`: then any name may be that of what was predicted."""
    return not set(_FIRST_ROWS.findall(text)).isdisjoint(_OTHER_ROWS.findall(text))


def _is_by_hand(text: str) -> bool:
    """Whether names say that there are training and test rows (`Xtrain`, `x_te`), or curves are fitted."""
    return any(word in text for word in _FITTING) or all(names.search(text) for names in _PARTS)


def _told(cells: tuple[tuple[int, str], ...]) -> Story:
    from nb2pkg.rules.leakage.flow_machine import Machine  # most notebooks have no need of it

    return Machine().run(cells)


def at(site: Site, notebook: Notebook) -> Location:
    """The place of the node itself."""
    return location(notebook.cell_by_index[site.cell].python, site.node, cell=site.cell)


def outer(site: Site, notebook: Notebook) -> Location:
    """The place in a cell's own code that led to the node."""
    return location(notebook.cell_by_index[site.outer_cell].python, site.outer, cell=site.outer_cell)


def related(message: str, site: Site, notebook: Notebook) -> Related:
    """A link of the chain of evidence."""
    return Related(message=message, at=at(site, notebook))
