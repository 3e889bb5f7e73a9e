"""Preprocessing learns from rows that the model is tested on.

A scaler, imputer, vectorizer or feature selector that is fitted before the data is split has seen the test rows, so
the score says how the model does on data that it has half seen. Selection by the target, target encoding and
vocabularies move scores far; a scaler hardly does, but in production it has to be fitted on past data too. Split
first, then fit on the training part only:

    X_train, X_test, y_train, y_test = train_test_split(X, y)
    scaler = StandardScaler().fit(X_train)
    X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)

or put all steps into a pipeline, which cross-validation refits on each training part:

    cross_val_score(make_pipeline(StandardScaler(), LogisticRegression()), X, y)
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.leakage import harm_of, learnt_by
from nb2pkg.model.finding import Confidence, Hit, Related, Severity
from nb2pkg.model.notebook import Notebook
from nb2pkg.rules.leakage.flow_story import Story
from nb2pkg.rules.leakage.leaks import Leak, leaks_of, split_before
from nb2pkg.rules.leakage.stories import at, related, story_of
from nb2pkg.rules.rule import Rule, Subject

_SEVERITY = {"low": Severity.INFO, "medium": Severity.WARNING, "high": Severity.ERROR}


def _look(subject: Subject) -> Iterator[Hit]:
    story = story_of(subject)
    seen: set[tuple[int, int]] = set()
    for leak in sorted(leaks_of(story), key=_order):
        if leak.on_test_only or leak.learning.kind == "duplicate":
            continue
        place = (leak.learning.site.cell, leak.learning.site.node.lineno)
        if place not in seen:
            seen.add(place)
            yield _hit(leak, story, subject.notebook)


def _order(leak: Leak) -> tuple[int, int, int, int]:
    site = leak.learning.site
    return site.cell, site.node.lineno, site.node.col_offset, -(site.node.end_col_offset or 0)


def _hit(leak: Leak, story: Story, notebook: Notebook) -> Hit:
    learning, made = leak.learning, leak.evaluation.prediction
    by_target = bool(learning.of & made.fit.of)
    harm = "high" if by_target and learning.kind == "group_statistic" else harm_of(learning.kind)
    severity = _SEVERITY[harm] if leak.judged else Severity.INFO
    saw = "the target's mean by group, from every row" if harm == "high" and by_target else learnt_by(learning.kind)
    message = f"`{learning.what}` learns {saw}, those that `{made.label}` is tested on included"
    return Hit(
        message=message + ": fit it on the training part only",
        at=at(learning.site, notebook),
        because=tuple(_chain(leak, story, notebook)),
        severity=severity,
        confidence=Confidence.HIGH if leak.judged else Confidence.MEDIUM,
    )


def _chain(leak: Leak, story: Story, notebook: Notebook) -> Iterator[Related]:
    split = split_before(story, leak.evaluation)
    if split is not None:
        yield related("the rows are divided here, after that", split.site, notebook)
    made = leak.evaluation.prediction
    yield related(f"`{made.label}` is fitted here", made.fit.site, notebook)
    yield related("and tested here", leak.evaluation.site, notebook)


_HEAD = """import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.pipeline import make_pipeline
df = pd.read_csv("d.csv")
X, y = df.drop(columns="y"), df["y"]
"""
_SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)\n"
_TEST = "m = LogisticRegression().fit(X_train, y_train)\nprint(m.score(X_test, y_test))"

RULE = Rule(
    code="NB401",
    name="preprocessing-leakage",
    severity=Severity.WARNING,
    whole=_look,
    bad=(
        _HEAD + "X = «StandardScaler().fit_transform(X)»\n# %%\n" + _SPLIT + _TEST,
        _HEAD
        + "s = StandardScaler()\n«s.fit(X)»\n"
        + _SPLIT
        + "X_train, X_test = s.transform(X_train), s.transform(X_test)\n"
        + _TEST,
        _HEAD + "X = «X.fillna(X.mean())»\n" + _SPLIT + _TEST,
        _HEAD + "X = «StandardScaler().fit_transform(X)»\ncross_val_score(LogisticRegression(), X, y)",
        "from sklearn.feature_selection import SelectKBest\n"
        + _HEAD
        + "X = «SelectKBest(k=5).fit_transform(X, y)»\n"
        + _SPLIT
        + _TEST,
        _HEAD + 'means = df.groupby("city")["y"].mean()\nX["city"] = «X["city"].map(means)»\n' + _SPLIT + _TEST,
        _HEAD + 'top = df.corr()["y"].abs().nlargest(5).index\nX = «df[top]»\n' + _SPLIT + _TEST,
    ),
    good=(
        _HEAD
        + _SPLIT
        + "s = StandardScaler()\nX_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n"
        + _TEST,
        _HEAD + "cross_val_score(make_pipeline(StandardScaler(), LogisticRegression()), X, y)",
        _HEAD + "X = StandardScaler().fit_transform(X)",
        _HEAD + "X = pd.get_dummies(X).fillna(0)\n" + _SPLIT + _TEST,
        _HEAD + _SPLIT + "m = X_train.mean()\nX_train, X_test = X_train.fillna(m), X_test.fillna(m)\n" + _TEST,
        _HEAD + "print((X - X.mean()) / X.std())\n" + _SPLIT + _TEST,
        _HEAD + "X['z'] = (X['a'] - X['a'].mean()) / X['a'].std()\nX = X[['a', 'b']]\n" + _SPLIT + _TEST,
    ),
)
