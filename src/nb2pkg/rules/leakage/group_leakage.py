"""Rows of one person, device or the like are on both sides of a split.

When a patient has many rows, a random split puts some into the training part and some into the test part; the model
recognises the patient. In production patients are new, and it does worse. Keep all rows of one together:

    splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)
    train, test = next(splitter.split(X, y, groups=df["patient_id"]))
    cross_val_score(model, X, y, groups=df["patient_id"], cv=GroupKFold(5))
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Severity
from nb2pkg.rules.leakage.flow_values import Mark
from nb2pkg.rules.leakage.stories import outer, related, story_of
from nb2pkg.rules.rule import Rule, Subject


def _look(subject: Subject) -> Iterator[Hit]:
    story = story_of(subject)
    seen: set[object] = set()
    for split in story.splits:
        counted = {mark for rows, mark in story.groups_counted if rows == split.rows}
        marks = sorted({mark for mark in split.marks | counted if mark.kind == "entity"}, key=_order)
        by_rows = not split.grouped and (split.order == "shuffled" or split.way == "cv") and split.order != "time"
        if not marks or not by_rows or split.site in seen:
            continue
        seen.add(split.site)
        yield Hit(
            message=f"rows of one `{marks[0].detail}` may be on both sides of this split: divide by group",
            at=outer(split.site, subject.notebook),
            because=(related(f"each `{marks[0].detail}` has several rows", marks[0].site, subject.notebook),),
        )


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.site.cell, mark.site.node.lineno, mark.site.node.col_offset


_HEAD = """import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split, cross_val_score, GroupKFold, GroupShuffleSplit
df = pd.read_csv("d.csv")
df["n"] = df.groupby("patient_id").cumcount()
X, y = df.drop(columns=["y", "patient_id"]), df["y"]
"""
_COUNTED = _HEAD.replace('df["n"] = df.groupby("patient_id").cumcount()', 'df.groupby("patient_id").size().describe()')

RULE = Rule(
    code="NB407",
    name="group-leakage",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    whole=_look,
    bad=(
        _HEAD + "X_train, X_test, y_train, y_test = «train_test_split(X, y)»",
        _HEAD + "«cross_val_score(LogisticRegression(), X, y, cv=5)»",
        _HEAD.replace('df.groupby("patient_id").cumcount()', 'df.groupby("user_id")["x"].diff()')
        + "a, b = «train_test_split(df)»",
        _COUNTED + "a, b, c, d = «train_test_split(X, y)»",
    ),
    good=(
        _HEAD.replace('df.groupby("patient_id").cumcount()', 'df.groupby("user_id")["y"].transform("mean")')
        + "a, b = train_test_split(df)",
        _COUNTED.replace("patient_id", "city") + "a, b, c, d = train_test_split(X, y)",
        _COUNTED.replace("X, y", 'df = df.drop_duplicates("patient_id")\nX, y') + "a, b, c, d = train_test_split(X, y)",
        _HEAD + 'cross_val_score(LogisticRegression(), X, y, groups=df["patient_id"], cv=GroupKFold(5))',
        _HEAD + 'a, b = next(GroupShuffleSplit(1).split(X, y, groups=df["patient_id"]))',
        _HEAD.replace("patient_id", "city") + "a, b, c, d = train_test_split(X, y)",
        _HEAD.replace('.groupby("patient_id").cumcount()', '["m"] * 2') + "a, b, c, d = train_test_split(X, y)",
        _HEAD.replace(
            'df["n"] = df.groupby("patient_id").cumcount()', 'df = df.groupby("patient_id").mean().reset_index()'
        )
        + "a, b, c, d = train_test_split(X, y)",
    ),
)
