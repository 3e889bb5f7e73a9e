"""Rows that a model is tested on are among those that it was trained on.

The model has seen the answers: the score says how well it remembers, not how well it predicts. It happens when a
model is fitted on all rows and tested on a part, when two random samples are drawn from one table, and when rows
are copied or blended (SMOTE, oversampling) before the split. Split first and never fit on the test part:

    X_train, X_test, y_train, y_test = train_test_split(X, y)
    X_train, y_train = SMOTE().fit_resample(X_train, y_train)
    model.fit(X_train, y_train)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.model.finding import Confidence, Hit, Severity
from nb2pkg.rules.leakage.flow_rows import Rows, is_within
from nb2pkg.rules.leakage.flow_story import Evaluation, Story
from nb2pkg.rules.leakage.flow_values import Site
from nb2pkg.rules.leakage.leaks import Leak, is_among_trained, is_held_out, leaks_of
from nb2pkg.rules.leakage.own_rows import beside_tested_ones, is_called_a_test, on_own_rows
from nb2pkg.rules.leakage.stories import at, outer, related, story_of
from nb2pkg.rules.rule import Rule, Subject

_IN_SAMPLE = re.compile(rb"(?i)train|in.?sample|apparent|resubstitution|overfit")


def _look(subject: Subject) -> Iterator[Hit]:
    story = story_of(subject)
    yield from _copies(story, subject)
    found = list(_overlaps(story, subject))
    found += _watched(story, {one.prediction.fit.site for one in found})
    for evaluation in found:
        yield _overlap(evaluation, subject)
    seen = {one.site.outer for one in found}
    own = {one.site.outer: one for one in beside_tested_ones(story) if one.site.outer not in seen}
    own = {place: one for place, one in own.items() if not _says_so(one, subject)}
    for evaluation in own.values() if found or own else _only_training(story, subject):
        yield _unjudged(evaluation, subject)


def _copies(story: Story, subject: Subject) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for leak in leaks_of(story):
        place = (leak.learning.site.cell, leak.learning.site.node.lineno)
        if leak.learning.kind == "duplicate" and not leak.on_test_only and place not in seen and _is_of_copies(leak):
            seen.add(place)
            yield _copied(leak, subject)


def _is_of_copies(leak: Leak) -> bool:
    """Whether the tested rows were drawn from the copied ones, not from those that they are copies of.

    Where only the tested rows are copies, none of them is a likeness of a training row by that.
    """
    made = leak.evaluation.prediction
    if all(learning != leak.learning for _, learning in made.fit.learnt):
        return False
    return any(is_within(frozenset({row}), leak.learning.rows) for row in made.tested)


def _copied(leak: Leak, subject: Subject) -> Hit:
    made = leak.evaluation.prediction
    return Hit(
        message=f"`{leak.learning.what}` copies or blends rows before they are divided, so that `{made.label}` is"
        " tested on likenesses of its training rows: resample the training part only",
        at=at(leak.learning.site, subject.notebook),
        because=(
            related(f"`{made.label}` is fitted here", made.fit.site, subject.notebook),
            related("and tested here", leak.evaluation.site, subject.notebook),
        ),
    )


def _overlaps(story: Story, subject: Subject) -> Iterator[Evaluation]:
    """Judgements on rows that the model was fitted on, those on exactly its training rows left out."""
    seen: set[object] = set()
    for one in story.evaluations:
        made = one.prediction
        key = one.site.outer
        if one.kind != "metric" or key in seen:
            continue
        holds_them = _holds_training_rows(one)
        if holds_them and _says_so(one, subject):
            continue
        is_test = is_among_trained(made, story) or _is_fitted_on_test(one, story)
        if holds_them or is_test or (is_called_a_test(one, story) and not _says_so(one, subject)):
            seen.add(key)
            yield one


def _watched(story: Story, known: set[Site]) -> Iterator[Evaluation]:
    """Trainings that are watched by rows which they learn from: `net.fit(X, y, validation_data=(X_val, y_val))`."""
    for one in story.evaluations:
        made = one.prediction
        if one.kind in {"monitor", "choose"} and made.fit.site not in known and is_among_trained(made, story):
            known.add(made.fit.site)
            yield one


def _is_fitted_on_test(evaluation: Evaluation, story: Story) -> bool:
    """Whether a model is fitted on the test part of a split, and judged on that and on nothing else."""
    made = evaluation.prediction
    if made.tested != made.fit.rows or not evaluation.by_name or not made.fit.has_target:
        return False
    if not all(_is_test_part(row) for row in made.tested):
        return False
    return not any(is_held_out(one.prediction) for one in story.evaluations if one.prediction.fit == made.fit)


def _is_test_part(rows: Rows) -> bool:
    sides = [limit.side for limit in rows.limits if limit.kind == "split"]
    return "test" in sides and "train" not in sides


def _holds_training_rows(evaluation: Evaluation) -> bool:
    """Whether a model that was fitted on a part is judged on the whole."""
    made = evaluation.prediction
    if not (evaluation.by_name and made.fit.has_target and is_within(made.fit.rows, made.tested)):
        return False
    more = {limit.kind for row in made.fit.rows for limit in row.limits}
    return not is_within(made.tested, made.fit.rows) and not more.isdisjoint({"split", "sample", "cv", "slice"})


def _overlap(evaluation: Evaluation, subject: Subject) -> Hit:
    made = evaluation.prediction
    return Hit(
        message=f"`{made.label}` is tested on rows that it was fitted on",
        at=outer(evaluation.site, subject.notebook),
        because=(related("it is fitted here, on these rows too", made.fit.site, subject.notebook),),
    )


def _unjudged(evaluation: Evaluation, subject: Subject) -> Hit:
    made = evaluation.prediction
    return Hit(
        message=f"`{made.label}` is only ever tested on the rows that it was fitted on",
        at=outer(evaluation.site, subject.notebook),
        because=(related("it is fitted here", made.fit.site, subject.notebook),),
        severity=Severity.INFO,
        confidence=Confidence.MEDIUM,
    )


def _says_so(evaluation: Evaluation, subject: Subject) -> bool:
    """Whether the line says that this is the score of the training rows: `print("in sample", m.score(X, y))`."""
    node = evaluation.site.outer
    lines = subject.notebook.cell_by_index[evaluation.site.outer_cell].python.encode().split(b"\n")
    before, after = lines[node.lineno - 1][: node.col_offset], lines[(node.end_lineno or node.lineno) - 1]
    return _IN_SAMPLE.search(before + after[node.end_col_offset :]) is not None


def _only_training(story: Story, subject: Subject) -> list[Evaluation]:
    """The one judgement of the whole notebook, if it is on the training rows. Test rows may be seen in a plot, too."""
    if any(one.kind != "metric" or is_held_out(one.prediction) for one in _not_plain(story)):
        return []
    if story.splits and (story.is_cut_short or any(is_held_out(one.prediction) for one in story.evaluations)):
        return []
    return [one for one in on_own_rows(story) if not _says_so(one, subject)][:1]


def _not_plain(story: Story) -> list[Evaluation]:
    return [one for one in story.evaluations if one.kind != "predict"]


_HEAD = """import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.utils import resample
df = pd.read_csv("d.csv")
X, y = df.drop(columns="y"), df["y"]
"""
_SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y)\n"
_TEST = "m = LogisticRegression().fit(X_train, y_train)\nprint(m.score(X_test, y_test))"
_IN_TIME = 'old, new = df[df.date < "2020"], df[df.date >= "2020"]\n'
_DRAWN = "import numpy as np\na, b = np.random.rand(len(df)) < 0.8, np.random.rand(len(df)) < 0.2\n"
_FOLDS = "import numpy as np\nfolds = np.array_split(df, 5)\nfor i in range(5):\n"
_RATE = (
    "def rate(rows):\n    net.eval()\n"
    "    return sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(rows))\n"
)
_SUBSETS = """import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset
data = TensorDataset(torch.load("x.pt"), torch.load("y.pt"))
net = nn.Linear(9, 2)
for x, y in DataLoader(TRAIN):
    nn.CrossEntropyLoss()(net(x), y).backward()
net.eval()
"""

RULE = Rule(
    code="NB402",
    name="train-test-overlap",
    severity=Severity.ERROR,
    whole=_look,
    bad=(
        _SUBSETS.replace("TRAIN", "data")
        + "for x, y in DataLoader(Subset(data, range(99))):\n    print((«net(x).argmax(1) == y»).sum())",
        _HEAD + "X, y = «SMOTE().fit_resample(X, y)»\n" + _SPLIT + _TEST,
        _HEAD + _SPLIT + "m = LogisticRegression()\nm.fit(X, y)\nprint(«accuracy_score(y_test, m.predict(X_test))»)",
        _HEAD
        + "few, many = df[df.y == 1], df[df.y == 0]\nmore = «resample(few, n_samples=900)»\n"
        + 'df = pd.concat([more, many])\nX, y = df.drop(columns="y"), df["y"]\n'
        + _SPLIT
        + _TEST,
        _HEAD + 'a, b = df.sample(frac=0.8), df.sample(frac=0.2)\nm = LogisticRegression()\nm.fit(a[["x"]], a.y)\n'
        '«m.score(b[["x"]], b.y)»',
        _HEAD + "m = LogisticRegression().fit(X, y)\nprint(«m.score(X, y)»)",
        _HEAD + _SPLIT + "m = LogisticRegression().fit(X_test, y_test)\nprint(«m.score(X_test, y_test)»)",
        "from prophet import Prophet\n" + _HEAD + _IN_TIME + "m = Prophet()\nm.fit(df)\n"
        'print(«accuracy_score(new.y, m.predict(new)["yhat"])»)',
        _HEAD + "a, b = df[df.week <= 45], df[df.week > 40]\nm = LogisticRegression().fit(a[['x']], a.y)\n"
        "print(«m.score(b[['x']], b.y)»)",
        _HEAD + "a, b = df[df.year <= 2019], df[df.year >= 2019]\nm = LogisticRegression().fit(a[['x']], a.y)\n"
        "print(«m.score(b[['x']], b.y)»)",
        _HEAD + _DRAWN + "m = LogisticRegression().fit(X[a], y[a])\nprint(«m.score(X[b], y[b])»)",
        _HEAD + "df = «pd.concat([df, df[df.y == 1].assign(x=0)])»\nX, y = df[['x']], df.y\n" + _SPLIT + _TEST,
        "import numpy as np\n" + _HEAD + "X, y = X.to_numpy(), y.to_numpy()\n"
        "more = np.array([row + np.random.rand() for row in X])\nX = «np.concatenate([X, more])»\n"
        "y = np.concatenate([y, y])\n" + _SPLIT + _TEST,
        _HEAD
        + "import numpy as np\n"
        + _SPLIT
        + "w = np.linalg.lstsq(np.c_[X], y)[0]\nprint(«accuracy_score(y_test, X_test @ w)»)",
        "from tensorflow import keras\n" + _HEAD + _SPLIT + "net = keras.Sequential()\n"
        "log = «net.fit(X, y, epochs=9, validation_data=(X_test, y_test))»\nprint(log.history['val_accuracy'][-1])",
        _SUBSETS.replace("TRAIN", "a").replace(
            "net = nn", "a, b = torch.utils.data.random_split(data, [9, 9])\nnet = nn"
        )
        + _RATE
        + "rate(b)\nfor x, y in DataLoader(data):\n    nn.CrossEntropyLoss()(net(x), y).backward()\n«rate(b)»",
    ),
    good=(
        _SUBSETS.replace("TRAIN", "Subset(data, range(900))")
        + "for x, y in DataLoader(Subset(data, range(900, 999))):\n    print((net(x).argmax(1) == y).sum())",
        _SUBSETS.replace("TRAIN", "data")
        + "for x, y in DataLoader(Subset(data, range(99))):\n    print((net(x).argmax(1) == y).sum())\n"
        "test = TensorDataset(torch.load('v.pt'), torch.load('w.pt'))\n"
        "for x, y in DataLoader(test):\n    print((net(x).argmax(1) == y).sum())",
        _HEAD + _SPLIT + "X_train, y_train = SMOTE().fit_resample(X_train, y_train)\n" + _TEST,
        _HEAD + _SPLIT + "m = LogisticRegression().fit(X_test, y_test)\nprint(m.score(X_test, y_test))\n"
        "print(m.score(X_train, y_train))",
        _HEAD + _IN_TIME + 'm = LogisticRegression().fit(old[["x"]], old.y)\nprint(m.score(new[["x"]], new.y))',
        _HEAD
        + _IN_TIME
        + 'cross_val_score(m := LogisticRegression().fit(df[["x"]], df.y), X, y)\n'
        + 'print(m.score(old[["x"]], old.y), m.score(new[["x"]], new.y))',
        _HEAD + _SPLIT + _TEST + "\nprint(m.score(X_train, y_train))\nm.fit(X, y)",
        _HEAD + 'a = df.sample(frac=0.8)\nb = df.drop(a.index)\nm = LogisticRegression()\nm.fit(a[["x"]], a.y)\n'
        'm.score(b[["x"]], b.y)',
        _HEAD + "m = LogisticRegression().fit(X, y)\ncross_val_score(m, X, y)\nprint(m.score(X, y))",
        _HEAD + "m = LogisticRegression().fit(X, y)\nprint(m.predict(X[:3]))",
        _HEAD + "a, b = df[df.week < 41], df[df.week > 40]\nm = LogisticRegression().fit(a[['x']], a.y)\n"
        "print(m.score(b[['x']], b.y))\nc = df[df.week >= 45]\nprint(m.score(c[['x']], c.y))",
        _HEAD + _DRAWN + "m = LogisticRegression().fit(X[a], y[a])\nprint(m.score(X[~a], y[~a]))",
        _HEAD
        + "a, b = df[df.y == 0], df[df.y == 1]\ndf = pd.concat([a, b])\nX, y = df[['x']], df.y\n"
        + _SPLIT
        + _TEST,
        _HEAD + _FOLDS + "    a = pd.concat([f for j, f in enumerate(folds) if j != i])\n"
        "    m = LogisticRegression().fit(a[['x']], a.y)\n    print(m.score(folds[i][['x']], folds[i].y))\n"
        "    a = pd.concat(folds[:i] + folds[i + 1:])\n    m.fit(a[['x']], a.y)\n"
        "    print(m.score(folds[i][['x']], folds[i].y))",
        _SUBSETS.replace("TRAIN", "a").replace(
            "net = nn", "a, b = torch.utils.data.random_split(data, [9, 9])\nnet = nn"
        )
        + _RATE
        + "rate(b)\nmore = TensorDataset(torch.load('v.pt'), torch.load('w.pt'))\nfor x, y in DataLoader(more):\n"
        "    z = net(x)\n    nn.CrossEntropyLoss()(z, y).backward()\n    print((z.argmax(1) == y).sum())\nrate(b)",
    ),
)
