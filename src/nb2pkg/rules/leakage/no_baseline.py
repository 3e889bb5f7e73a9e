"""A model is judged, but nothing simple beside it.

Whether 0.87 is good depends on what a constant guess, last week's value or a plain linear model would get. Without
it nobody can say whether the model is worth its upkeep. Judge one first:
`DummyClassifier(strategy="most_frequent").fit(X_train, y_train)`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.leakage import words
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.leaks import is_held_out
from nb2pkg.rules.leakage.stories import outer, story_of
from nb2pkg.rules.rule import Rule, Subject

_SIMPLE = frozenset({"LinearRegression", "LogisticRegression", "GaussianNB", "OLS", "Ridge"})
_SAYS_SO = pattern_of(r"(?i)baseline|naive|dummy|most_frequent|benchmark|majority")


def _look(subject: Subject) -> Iterator[Hit]:
    judged = [one for one in story_of(subject).evaluations if one.kind == "metric" and is_held_out(one.prediction)]
    classes = {one.prediction.class_name for one in judged}
    if not judged or classes & (_SIMPLE | words("baselines")):
        return
    texts = [cell.source for cell in subject.notebook.cells] + [prose.markdown for prose in subject.notebook.prose]
    if not any(_SAYS_SO.search(text) for text in texts):
        first = judged[0]
        yield Hit(
            message=f"`{first.prediction.label}` is judged without anything simple to compare it with",
            at=outer(first.site, subject.notebook),
        )


_HEAD = """import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
df = pd.read_csv("d.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="y"), df["y"])
m = RandomForestClassifier().fit(X_train, y_train)
"""

RULE = Rule(
    code="NB414",
    name="no-baseline",
    severity=Severity.INFO,
    is_default=False,
    whole=_look,
    bad=(
        _HEAD + "print(«m.score(X_test, y_test)»)",
        _HEAD + "print(«f1_score(y_test, m.predict(X_test))»)",
        _HEAD + "def judge(model):\n    return f1_score(y_test, model.predict(X_test))\n# %%\n«judge(m)»",
    ),
    good=(
        _HEAD
        + "b = LogisticRegression().fit(X_train, y_train)\nprint(b.score(X_test, y_test), m.score(X_test, y_test))",
        _HEAD + "# %% [markdown]\n# The baseline is last week's value: 0.71\n# %%\nprint(m.score(X_test, y_test))",
        _HEAD + "print(m.score(X_train, y_train))",
        _HEAD + "print(m.predict(X_test))",
    ),
)
