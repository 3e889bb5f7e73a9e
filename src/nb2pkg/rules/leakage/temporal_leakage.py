"""A model that predicts in time is trained on the future of what it is tested on.

Rows in time are alike when they are close: a shuffled split puts the hours before and after each test row into the
training part, and a feature that looks ahead knows what is to be predicted. In production there is only the past.
Split by time and shift features backwards only:

    X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
    cross_val_score(model, X, y, cv=TimeSeriesSplit(5))
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Severity
from nb2pkg.rules.leakage.flow_story import Split, Story
from nb2pkg.rules.leakage.flow_values import Mark, Site
from nb2pkg.rules.leakage.stories import at, outer, related, story_of
from nb2pkg.rules.rule import Rule, Subject

_STRONG = ("lag", "window", "time", "sorted")


def _look(subject: Subject) -> Iterator[Hit]:
    story = story_of(subject)
    seen: set[object] = set()
    for split in story.splits:
        evidence = _evidence(split)
        if evidence is not None and split.site not in seen:
            seen.add(split.site)
            yield _shuffled(split, evidence, subject)
    yield from _looking_ahead(story, subject)


def _evidence(split: Split) -> Mark | None:
    """The best hint that the rows are a series in time, if the split does not heed it."""
    if split.order == "time" or split.grouped or (split.order == "kept" and split.way == "split"):
        return None
    kinds = _STRONG if split.order == "shuffled" else ("lag", "window")
    found = [mark for kind in kinds for mark in sorted(split.marks, key=_order) if mark.kind == kind]
    return found[0] if found else None


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.site.cell, mark.site.node.lineno, mark.site.node.col_offset


def _shuffled(split: Split, evidence: Mark, subject: Subject) -> Hit:
    how = "shuffled" if split.order == "shuffled" else "divided without regard to time"
    why = evidence.detail or "windows over neighbouring rows overlap"
    return Hit(
        message=f"rows in time are {how}: the model is trained on the future of its test rows",
        at=outer(split.site, subject.notebook),
        because=(related(why, evidence.site, subject.notebook),),
        severity=Severity.ERROR if evidence.kind in {"lag", "window"} else Severity.WARNING,
        confidence=Confidence.HIGH if evidence.kind != "sorted" else Confidence.MEDIUM,
    )


def _looking_ahead(story: Story, subject: Subject) -> Iterator[Hit]:
    """Columns shifted from later rows that are among the features."""
    seen: set[Site] = set()
    for training in story.trainings:
        columns, target = training.features.columns, training.target.columns
        if columns is None or target is None or target.names is None:
            continue
        made = {one.name: one for one in columns.made}
        excused = {source for name in target.names if name in made for source in made[name].sources}
        for one in sorted(columns.made, key=lambda made: made.name):
            if one.ahead is None or one.name in target.names | excused or not columns.holds(one.name):
                continue
            if one.ahead not in seen:
                seen.add(one.ahead)
                yield Hit(
                    message=f"the feature `{one.name}` comes from later rows, which are not known when it is needed",
                    at=at(one.ahead, subject.notebook),
                    because=(related(f"`{training.label}` is fitted on it here", training.site, subject.notebook),),
                )


_HEAD = """import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split, cross_val_score, KFold, TimeSeriesSplit
df = pd.read_csv("d.csv", parse_dates=["date"]).set_index("date")
"""
_XY = 'X, y = df.drop(columns="y"), df["y"]\n'

RULE = Rule(
    code="NB404",
    name="temporal-leakage",
    severity=Severity.ERROR,
    whole=_look,
    bad=(
        _HEAD + _XY + "X_train, X_test, y_train, y_test = «train_test_split(X, y, random_state=0)»",
        _HEAD + 'df["lag"] = df["y"].shift(1)\n' + _XY + "«cross_val_score(Ridge(), X, y, cv=KFold(5, shuffle=True))»",
        _HEAD
        + 'df["next"] = «df["x"].shift(-1)»\n'
        + _XY
        + "X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)\nRidge().fit(X_train, y_train)",
        "import numpy as np\nfrom sklearn.model_selection import train_test_split\ns = np.loadtxt('s.txt')\n"
        "X, y = [], []\n"
        + "for i in range(len(s) - 10):\n    X.append(s[i:i + 10])\n    y.append(s[i + 10])\n"
        + "X, y = np.array(X), np.array(y)\na, b, c, d = «train_test_split(X, y)»",
    ),
    good=(
        _HEAD + _XY + "X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)",
        _HEAD + _XY + "cross_val_score(Ridge(), X, y, cv=TimeSeriesSplit(5))",
        _HEAD
        + 'df["y"] = df["x"].shift(-1)\n'
        + _XY
        + "X_train, X_test = X[:900], X[900:]\nRidge().fit(X_train, y[:900])",
        "import pandas as pd\nfrom sklearn.model_selection import train_test_split\n"
        + 'df = pd.read_csv("people.csv", parse_dates=["born"])\ndf["year"] = df.born.dt.year\n'
        "a, b = train_test_split(df)",
    ),
)
