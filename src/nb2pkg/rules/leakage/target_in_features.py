"""The target, or what it is computed from, is among the features.

The model reads the answer off a column that does not exist when a prediction is needed: scores near 100 % in the
notebook, and in production a missing column or nonsense. Leave out the target and all that was made from it, or
that it was made from:

    X = df.drop(columns=["default", "days_late"])   # default = days_late > 90
    y = df["default"]
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.flow_story import Training
from nb2pkg.rules.leakage.flow_values import Columns, Site
from nb2pkg.rules.leakage.stories import at, related, story_of
from nb2pkg.rules.rule import Rule, Subject

_DEEPEST = 4


def _look(subject: Subject) -> Iterator[Hit]:
    seen: set[Site] = set()
    for training in story_of(subject).trainings:
        found = _leak(training)
        if found is None:
            continue
        site = _place(training)
        if site not in seen:
            seen.add(site)
            yield Hit(
                message=found,
                at=at(site, subject.notebook),
                because=(related(f"`{training.label}` is fitted on it here", training.site, subject.notebook),),
            )


def _place(training: Training) -> Site:
    """Where the features were chosen; where they are used, if the target was taken out of the same choice."""
    columns, target = training.features.columns, training.target.columns
    if columns is None or columns.at is None or (target is not None and target.before == columns.at):
        return training.site
    return columns.at


def _leak(training: Training) -> str | None:
    """What is wrong with the features, if something is for certain."""
    columns, target = training.features.columns, training.target.columns
    if columns is None or target is None or columns.base != target.base or columns.single or not target.names:
        return None
    if training.features.rows != training.target.rows or target.ahead is not None:
        return None
    if target.computed and any(name.startswith("#") for name in target.names):
        return None  # made-up data: y is a function of the columns of X by design
    names = _telling(columns, target)
    for name in sorted(names):
        if _exists(columns, target, name) and columns.holds(name):
            return f"the target {_quoted(name)} is among the features"
        if _is_given_by(columns, target, name, 0):
            sources = next(one.sources for one in target.made if one.name == name)
            named = " and ".join(map(_quoted, sorted(sources)))
            return f"the target `{name}` is computed from {named}, which is among the features"
    made = [one for one in columns.made if one.ahead is None and one.sources & names and columns.holds(one.name)]
    if made:
        one = min(made, key=lambda made: made.name)
        return f"the feature `{one.name}` is computed from the target {_quoted(min(one.sources & names))}"
    return None


def _telling(columns: Columns, target: Columns) -> frozenset[str]:
    """The columns any of which gives the target away; of a target that is `y - trend` it takes both."""
    names = target.names or frozenset()
    is_computed = target.single and len(names) > 1
    return frozenset() if is_computed and not all(columns.holds(name) for name in names) else names


def _quoted(name: str) -> str:
    return f"in column {name[1:]}" if name.startswith("#") else f"`{name}`"


def _exists(columns: Columns, target: Columns, name: str) -> bool:
    """Whether a column was there when the features were taken: one made later is not among them."""
    made_later = {one.name for one in target.made} - {one.name for one in columns.made}
    return name not in made_later


def _is_given_by(columns: Columns, target: Columns, name: str, depth: int) -> bool:
    """Whether all that the column is computed from is among the features."""
    made = next((one for one in target.made if one.name == name), None)
    if made is None or made.ahead is not None or not made.sources or depth > _DEEPEST:
        return False
    return all(columns.holds(source) or _is_given_by(columns, target, source, depth + 1) for source in made.sources)


_HEAD = """import pandas as pd
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
df = pd.read_csv("d.csv")
"""
_FIT = "\na, b, c, d = train_test_split(X, y)\nRidge().fit(a, c)"

RULE = Rule(
    code="NB405",
    name="target-in-features",
    severity=Severity.ERROR,
    whole=_look,
    bad=(
        _HEAD + 'X = «df.drop(columns="id")»\ny = df["y"]' + _FIT,
        _HEAD + 'df["late"] = (df["days"] > 90).astype(int)\nX = «df.drop("late", axis=1)»\ny = df["late"]' + _FIT,
        _HEAD + 'df["log_price"] = np.log(df["price"])\nX = «df.drop(columns=["price"])»\ny = df["price"]' + _FIT,
        _HEAD + 'df = df.drop(columns="id")\ny = df["y"]\na, b, c, d = train_test_split(df, y)\n«Ridge().fit(a, c)»',
        _HEAD + "X = «df.iloc[:, 0:5]»\ny = df.iloc[:, 4]" + _FIT,
        _HEAD + 'X = «df[["start", "end"]]»\ny = df["end"] - df["start"]' + _FIT,
    ),
    good=(
        _HEAD + 'X = df.drop(columns=["id", "y"])\ny = df["y"]' + _FIT,
        _HEAD + 'X = df[["a", "trend"]]\ny = df["y"] - df["trend"]' + _FIT,
        _HEAD + 'X = df[[c for c in df.columns if c != "y"]]\ny = df["y"]' + _FIT,
        _HEAD + "X = df.iloc[:, :-1]\ny = df.iloc[:, -1]" + _FIT,
        _HEAD + 'y = df.pop("y")\nX = df' + _FIT,
        _HEAD
        + "X, Y = df.iloc[:, :8], df.iloc[:, 8:]\na, b, c, d = train_test_split(X, Y)\nRidge().fit(a, c.values[:, 0])",
        _HEAD + 'X = df.drop(columns="y")\ny = df["y"].astype("category").cat.codes' + _FIT,
        _HEAD + 'X = df.drop(columns="id")\nRidge().fit(X, X)',
        _HEAD + 'X = df[["a", "b"]]\ndf["y"] = df["a"] * 2 + df["e"]\ny = df["y"]' + _FIT,
    ),
)
