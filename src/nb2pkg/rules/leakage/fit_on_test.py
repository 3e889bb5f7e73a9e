"""A transformer is fitted on the test rows themselves.

Test rows scaled by their own mean, or words numbered by their own vocabulary, are not in the space that the model
was trained in, and in production there is often a single row, of which nothing can be learnt. The score is wrong in
either direction. Fit on the training part and only transform the test part:

    X_train = scaler.fit_transform(X_train)
    X_test = scaler.transform(X_test)
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.leakage import harm_of
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.leaks import Leak, leaks_of
from nb2pkg.rules.leakage.stories import at, related, story_of
from nb2pkg.rules.rule import Rule, Subject


def _look(subject: Subject) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for leak in leaks_of(story_of(subject)):
        place = (leak.learning.site.cell, leak.learning.site.node.lineno)
        if leak.on_test_only and leak.learning.kind != "duplicate" and place not in seen:
            seen.add(place)
            yield _hit(leak, subject)


def _hit(leak: Leak, subject: Subject) -> Hit:
    learning, made = leak.learning, leak.evaluation.prediction
    is_mild = harm_of(learning.kind) == "low" and learning.kind != "scale"
    return Hit(
        message=f"`{learning.what}` is fitted on the rows that `{made.label}` is tested on: only transform them, with"
        " what was learnt from the training part",
        at=at(learning.site, subject.notebook),
        because=(
            related(f"`{made.label}` is fitted here", made.fit.site, subject.notebook),
            related("and tested here", leak.evaluation.site, subject.notebook),
        ),
        severity=Severity.INFO if is_mild else Severity.WARNING if harm_of(learning.kind) == "low" else Severity.ERROR,
    )


_HEAD = """import pandas as pd
from sklearn.preprocessing import StandardScaler, PolynomialFeatures
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("d.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="y"), df["y"])
s = StandardScaler()
"""
_TEST = "m = LogisticRegression().fit(X_train, y_train)\nprint(m.score(X_test, y_test))"

RULE = Rule(
    code="NB406",
    name="fit-on-test",
    severity=Severity.ERROR,
    whole=_look,
    bad=(
        _HEAD + "X_train = s.fit_transform(X_train)\nX_test = «s.fit_transform(X_test)»\n" + _TEST,
        _HEAD
        + "v = TfidfVectorizer()\nX_train = v.fit_transform(X_train.text)\nX_test = «v.fit_transform(X_test.text)»\n"
        + _TEST,
        _HEAD + "X_train = X_train.fillna(X_train.mean())\nX_test = «X_test.fillna(X_test.mean())»\n" + _TEST,
    ),
    good=(
        _HEAD + "X_train = s.fit_transform(X_train)\nX_test = s.transform(X_test)\n" + _TEST,
        _HEAD + "X_test = PolynomialFeatures().fit_transform(X_test)\n" + _TEST,
        _HEAD + "print(s.fit_transform(X_test))\n" + _TEST,
        _HEAD + "X_test = X_test.fillna(X_train.mean())\n" + _TEST,
    ),
)
