"""Several models are compared on one test set, and none is left to judge the winner.

The best of many scores on the same rows is good by chance in part, and all the more the more models are tried: what
wins here does worse in production. Compare with cross-validation on the training part, or on a validation set, and
use the test set once, at the end:

    search = GridSearchCV(pipeline, grid, cv=5).fit(X_train, y_train)
    print(search.score(X_test, y_test))
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from nb2pkg.knowledge.leakage import words
from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.flow_evaluate import is_for_validation
from nb2pkg.rules.leakage.flow_rows import RowSet, are_apart, has_kind, may_overlap, share_origin
from nb2pkg.rules.leakage.flow_story import Evaluation, Story
from nb2pkg.rules.leakage.flow_values import Prediction
from nb2pkg.rules.leakage.leaks import is_among_trained, is_held_out
from nb2pkg.rules.leakage.stories import outer, related, story_of
from nb2pkg.rules.rule import Rule, Subject

_Key = tuple[Hashable, tuple[str, ...]]  # what tells a candidate from others, and the settings of its loops


def _look(subject: Subject) -> Iterator[Hit]:
    story = story_of(subject)
    by_test: dict[RowSet, dict[_Key, Evaluation]] = {}
    for one in story.evaluations:
        if _counts(one, story):
            key = _candidate(one), one.prediction.fit.settings
            by_test.setdefault(one.prediction.tested, {}).setdefault(key, one)
    seen: set[object] = set()
    for tested, candidates in by_test.items():
        for compared in _compared(_told_apart(candidates)):
            first, *others = sorted(compared, key=lambda one: one.kind == "keep")
            second = _second(first, others)
            if second is None or second.site.outer in seen or _has_final(tested, by_test, story):
                continue
            if all(map(_is_to_choose_by, compared)) and _are_others_for_the_end(compared, by_test, story):
                continue
            seen.add(second.site.outer)
            yield _hit(first, second, subject)


def _second(first: Evaluation, others: list[Evaluation]) -> Evaluation | None:
    """The use of the rows that makes it a comparison: the first fair one, if there is any that is fair."""
    if any(is_held_out(one.prediction) for one in (first, *others)):
        return next((one for one in others if is_held_out(one.prediction)), None)
    return others[0] if others else None


def _told_apart(candidates: dict[_Key, Evaluation]) -> list[Evaluation]:
    """One for each candidate. Settings alone make another one only of models that were fitted on the same rows.

    (More and more rows are no setting, but a learning curve.)
    """
    found: dict[Hashable, list[Evaluation]] = {}
    for (candidate, _), one in candidates.items():
        found.setdefault(candidate, []).append(one)
    fitted = {key: {one.prediction.fit.rows for one in some} for key, some in found.items()}
    return [one for key, some in found.items() for one in (some if len(fitted[key]) == 1 else some[:1])]


def _compared(candidates: Iterable[Evaluation]) -> Iterator[list[Evaluation]]:
    """Those that compete: for one target, and no model twice because it was also fitted on the test rows."""
    fair = {one.prediction.model for one in candidates if is_held_out(one.prediction)}
    some = [one for one in candidates if is_held_out(one.prediction) or one.prediction.model not in fair]
    targets = {_target(one): None for one in some if _target(one)}
    for target in targets if len(targets) > 1 else [None]:
        found = [one for one in some if target is None or _target(one) in (frozenset(), target)]
        if found:
            yield found


def _is_to_choose_by(one: Evaluation) -> bool:
    """Whether names say that the rows are a validation set."""
    return is_for_validation(one.site.outer) or is_for_validation(one.prediction.site.outer)


def _are_others_for_the_end(
    compared: list[Evaluation], by_test: dict[RowSet, dict[_Key, Evaluation]], story: Story
) -> bool:
    """Whether there is a test set beside the validation set: for a model in the end, or for the same comparison.

    (That the same models are compared on it as well is said there.)
    """
    models = {one.prediction.model for one in compared}
    others = [some for some in by_test.values() if not any(map(_is_to_choose_by, some.values()))]
    if any(len(models & {one.prediction.model for one in some.values()}) > 1 for some in others):
        return True
    chosen_on = frozenset(row for one in compared for row in one.prediction.tested)
    fits = frozenset(row for one in compared for row in one.prediction.fit.rows)
    later = story.evaluations[max(map(story.evaluations.index, compared)) :]
    return any(one.kind == "metric" and _is_for_the_end(one, chosen_on, fits) for one in later)


def _is_for_the_end(one: Evaluation, chosen_on: RowSet, fits: RowSet) -> bool:
    made = one.prediction
    if not is_held_out(made) or _is_to_choose_by(one) or may_overlap(made.tested, chosen_on):
        return False
    return share_origin(made.fit.rows, fits)


def _target(one: Evaluation) -> frozenset[str]:
    return one.of or one.prediction.fit.of


def _counts(one: Evaluation, story: Story) -> bool:
    made = one.prediction
    if one.kind not in {"metric", "choose", "keep"} or made.class_name in words("baselines"):
        return False
    return (is_held_out(made) or is_among_trained(made, story)) and not has_kind(made.tested, {"cv"})


def _candidate(one: Evaluation) -> Hashable:
    made = one.prediction
    if one.blend:
        return one.blend, one.varies
    return made.model, made.fit.signature, one.varies, one.kind if one.kind in {"choose", "keep"} else ""


def _has_final(tested: RowSet, by_test: dict[RowSet, dict[_Key, Evaluation]], story: Story) -> bool:
    """Whether other rows, that nothing was chosen on, judge a model in the end."""
    fits = frozenset(row for one in by_test[tested].values() for row in one.prediction.fit.rows)
    start = story.evaluations.index(next(iter(by_test[tested].values())))
    for one in story.evaluations[start:]:
        made = one.prediction
        if one.kind not in {"metric", "predict"} or not is_held_out(made) or has_kind(made.tested, {"cv"}):
            continue
        if one.kind == "predict" and not are_apart(made.tested, made.fit.rows):  # some row of the table, to try it out
            continue
        if may_overlap(made.tested, tested) or not share_origin(made.fit.rows, fits):
            continue
        if not _may_be_one_of(made, by_test[tested].values()):
            continue
        rivals = [one for one in by_test.get(made.tested, {}).values() if is_held_out(one.prediction)]
        if len(rivals) < 2 and not _same_rows_under_other_names(made.tested, tested):
            return True
    return False


def _may_be_one_of(made: Prediction, compared: Iterable[Evaluation]) -> bool:
    """Whether a model may be the one that a comparison chose: of the same class, or made of several."""
    name = made.class_name
    several = name in words("searches") or name.startswith(("Pipeline", "Voting", "Stacking"))
    classes = {one.prediction.class_name for one in compared}
    return several or not name[:1].isupper() or name in classes or not classes.isdisjoint(words("many_models"))


def _same_rows_under_other_names(one: RowSet, other: RowSet) -> bool:
    """Whether two sets of rows differ only in choices of which nothing is known."""

    def known(rows: RowSet) -> frozenset[object]:
        return frozenset((row.origin, frozenset(limit for limit in row.limits if limit.kind != "part")) for row in rows)

    return known(one) == known(other)


def _hit(first: Evaluation, second: Evaluation, subject: Subject) -> Hit:
    made = second.prediction
    if first.kind == "choose":
        chosen = "its parameters" if made.class_name in words("searches") else "when to stop its training"
        message = f"`{made.label}` is tested on the rows that chose {chosen}"
    elif second.kind == "keep":
        message = f"the best round of `{made.label}` is kept by the rows that it is tested on"
    else:
        # How many they are, loops do not tell: a few rounds of each are looked at.
        message = (
            "several models or settings are compared on one test set, and no other rows are left to judge the one that"
            " is chosen"
        )
    return Hit(
        message=message,
        at=outer(second.site, subject.notebook),
        because=(related("the rows are used here before", first.site, subject.notebook),),
    )


_HEAD = """import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split, GridSearchCV, cross_val_score
df = pd.read_csv("d.csv")
X_train, X_test, y_train, y_test = train_test_split(df.drop(columns="y"), df["y"])
"""

_XGB = "import xgboost as xgb\n" + _HEAD + "a, b = xgb.DMatrix(X_train, y_train), xgb.DMatrix(X_test, y_test)\n"
_TORCH = """import torch
from torch import nn
from torchvision.datasets import MNIST
train = torch.utils.data.DataLoader(MNIST("d", train=True))
test = torch.utils.data.DataLoader(MNIST("d", train=False))
net, loss = nn.Linear(784, 10), nn.CrossEntropyLoss()
def rate(rows):
    net.eval()
    return sum((net(x).argmax(1) == y).sum().item() for x, y in rows)
"""
_KERAS = """from tensorflow.keras.callbacks import EarlyStopping
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator
images = ImageDataGenerator()
train, test = images.flow_from_directory("train"), images.flow_from_directory("test")
net = Sequential()
"""
_HUGGING = """from datasets import load_dataset
from transformers import Trainer, TrainingArguments
ds = load_dataset("d")
how = TrainingArguments("out", load_best_model_at_end=True)
"""
_SPARK = """from pyspark.ml.classification import LinearSVC, LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
train, test = spark.read.csv("d.csv").randomSplit([0.8, 0.2])
judge = BinaryClassificationEvaluator()
"""

RULE = Rule(
    code="NB403",
    name="test-set-reuse",
    severity=Severity.WARNING,
    whole=_look,
    bad=(
        _HEAD
        + "a = LogisticRegression().fit(X_train, y_train)\nprint(a.score(X_test, y_test))\n"
        + "# %%\nb = KNeighborsClassifier().fit(X_train, y_train)\nprint(«b.score(X_test, y_test)»)",
        _HEAD + "for k in range(1, 9):\n    m = KNeighborsClassifier(k).fit(X_train, y_train)\n"
        "    print(«m.score(X_test, y_test)»)",
        _HEAD
        + "m = LogisticRegression().fit(X_train, y_train)\np = m.predict_proba(X_test)[:, 1]\n"
        + "for t in range(9):\n    print(«f1_score(y_test, p > t / 10)»)",
        "import numpy as np\nfrom sklearn.metrics import roc_curve\n"
        + _HEAD
        + "m = LogisticRegression().fit(X_train, y_train)\np = m.predict_proba(X_test)[:, 1]\n"
        + "fpr, tpr, cuts = roc_curve(y_test, p)\nbest = cuts[np.argmax(tpr - fpr)]\n"
        + "print(«f1_score(y_test, p > best)»)",
        _HEAD + "def run(model):\n    model.fit(X_train, y_train)\n"
        "    return accuracy_score(y_test, model.predict(X_test))\n\n"
        + "run(LogisticRegression())\n«run(KNeighborsClassifier())»",
        _TORCH + "best = 0\nfor epoch in range(9):\n    for x, y in train:\n        loss(net(x), y).backward()\n"
        "    score = rate(test)\n    if «score > best»:\n        best = score\n        torch.save(net, 'best.pt')",
        _TORCH.replace("nn.Linear(784, 10)", "torchvision.models.resnet18().to('cuda')").replace(
            "torch\n", "torchvision\n", 1
        )
        + "import torch\nbest, when = 0, 0\nfor epoch in range(9):\n    for x, y in train:\n"
        "        loss(net(x), y).backward()\n    score = rate(test)\n"
        "    if «score > best»:\n        best, when = score, epoch",
        _KERAS + "net.fit(train, validation_data=test, callbacks=[EarlyStopping()])\nprint(«net.evaluate(test)»)",
        _KERAS.replace("EarlyStopping", "ModelCheckpoint")
        + "net.fit(train, validation_data=test, callbacks=[ModelCheckpoint('x.keras')])\n"
        "from tensorflow.keras.models import load_model\nprint(«load_model('x.keras').evaluate(test)»)",
        _KERAS + "import keras_tuner as kt\ntuner = kt.Hyperband(net, objective='val_loss')\n"
        "tuner.search(train, validation_data=test)\nprint(«tuner.get_best_models(1)[0].evaluate(test)»)",
        _HUGGING + "go = Trainer(args=how, train_dataset=ds['train'], eval_dataset=ds['test'])\ngo.train()\n"
        "print(«go.evaluate()»)",
        _SPARK + "print(judge.evaluate(LogisticRegression().fit(train).transform(test)))\n"
        "print(«judge.evaluate(LinearSVC().fit(train).transform(test))»)",
        "import numpy as np\nd = np.genfromtxt('d.csv')\nX_train, y_train = d[:99, :-1], d[:99, -1]\n"
        "X_test, y_test = d[99:, :-1], d[99:, -1]\nfor k in (1, 3):\n    guess = []\n    for row in X_test:\n"
        "        near = np.argsort(abs(X_train - row).sum(1))[:k]\n        guess.append(np.mean(y_train[near]))\n"
        "    print(np.mean(«np.array(guess) - y_test»))",
        "from imblearn.over_sampling import ADASYN, SMOTE\n"
        + _HEAD
        + "for way in (SMOTE(), ADASYN()):\n    m = LogisticRegression().fit(*way.fit_resample(X_train, y_train))\n"
        + "    print(«m.score(X_test, y_test)»)",
        "import lightgbm as lgb\n"
        + _HEAD
        + "a, b = lgb.Dataset(X_train, y_train), lgb.Dataset(X_test, y_test)\n"
        + "m = lgb.train({}, a, valid_sets=[a, b], callbacks=[lgb.early_stopping(9)])\n"
        + "print(«accuracy_score(y_test, m.predict(X_test))»)",
        _XGB + "b = xgb.train({}, a, 99, [(a, 'train'), (b, 'test')], early_stopping_rounds=9)\n"
        "print(«accuracy_score(y_test, b.predict(xgb.DMatrix(X_test)))»)",
        "import numpy as np\nfrom sklearn.metrics import precision_recall_curve\n"
        + _HEAD
        + "m = LogisticRegression().fit(X_train, y_train)\n"
        + "p, r, cuts = precision_recall_curve(y_test, m.predict_proba(X_test)[:, 1])\n"
        + "print(«f1_score(y_test, m.predict_proba(X_test)[:, 1] > cuts[np.argmax(p * r)])»)",
    ),
    good=(
        _HEAD + "m = LogisticRegression().fit(X_train, y_train)\nm.score(X_test, y_test)\n"
        "f1_score(y_test, m.predict(X_test))",
        _HEAD
        + "for k in range(1, 9):\n    print(cross_val_score(KNeighborsClassifier(k), X_train, y_train))\n"
        + "m = KNeighborsClassifier(3).fit(X_train, y_train)\nprint(m.score(X_test, y_test))",
        _HEAD
        + "a, v, b, w = train_test_split(X_train, y_train)\nfor k in range(1, 9):\n"
        + "    print(KNeighborsClassifier(k).fit(a, b).score(v, w))\nm = KNeighborsClassifier(3).fit(a, b)\n"
        "print(m.score(X_test, y_test))",
        "import numpy as np\nfrom sklearn.metrics import roc_curve\n"
        + _HEAD
        + "a, v, b, w = train_test_split(X_train, y_train)\nm = LogisticRegression().fit(a, b)\n"
        + "p, q = m.predict_proba(v)[:, 1], m.predict_proba(X_test)[:, 1]\nfpr, tpr, cuts = roc_curve(w, p)\n"
        + "print(f1_score(y_test, q > cuts[np.argmax(tpr - fpr)]))",
        _HEAD
        + "d = DummyClassifier().fit(X_train, y_train)\nprint(d.score(X_test, y_test))\n"
        + "m = LogisticRegression().fit(X_train, y_train)\nprint(m.score(X_test, y_test))",
        _HEAD + "g = GridSearchCV(KNeighborsClassifier(), {}).fit(X_train, y_train)\nprint(g.score(X_test, y_test))",
        _TORCH + "best = 0\nfor epoch in range(9):\n    for x, y in train:\n        loss(net(x), y).backward()\n"
        "    if epoch > best:\n        best = epoch\nprint(rate(test))",
        _TORCH.replace("test", "val_data") + "best = 0\nfor epoch in range(9):\n    for x, y in train:\n"
        "        loss(net(x), y).backward()\n    val_score = rate(val_data)\n    if val_score > best:\n"
        "        best = val_score",
        _KERAS + "net.fit(train, validation_split=0.1, callbacks=[EarlyStopping()])\nprint(net.evaluate(test))",
        _HUGGING + "ds = ds['train'].train_test_split()\nmore = load_dataset('d', split='test')\n"
        "go = Trainer(args=how, train_dataset=ds['train'], eval_dataset=ds['test'])\ngo.train()\n"
        "print(go.evaluate(more))",
        _SPARK + "m = LogisticRegression().fit(train)\nprint(judge.evaluate(m.transform(test)))\n"
        "print(judge.evaluate(m.transform(train)))",
        _HEAD
        + "a, b = train_test_split(df)\nm = LogisticRegression().fit(a[['x']], a['y'])\nm.score(b[['x']], b['y'])\n"
        "n = KNeighborsClassifier().fit(a[['x']], a['z'])\nn.score(b[['x']], b['z'])",
        "import statsmodels.formula.api as smf\n"
        + _HEAD
        + "a, b = train_test_split(df)\nm = smf.ols('y ~ x', data=a).fit()\nprint(m.predict(b) - b['y'])\n"
        "n = smf.ols('z ~ x', data=a).fit()\nprint(n.predict(b) - b['z'])",
        _HEAD + "for key, part in df.groupby('city'):\n    a, b = train_test_split(part, random_state=0)\n"
        "    m = LogisticRegression().fit(a[['x']], a['y'])\n    print(m.score(b[['x']], b['y']))",
        _HEAD + "a, b = LogisticRegression().fit(X_train, y_train), KNeighborsClassifier().fit(X_train, y_train)\n"
        "p = 0.4 * a.predict_proba(X_test) + 0.6 * b.predict_proba(X_test)\nprint(accuracy_score(y_test, p > 0.5))",
        _HEAD + "X, y = df.drop(columns='y'), df['y']\nm = KNeighborsClassifier(3).fit(X_train, y_train)\n"
        "m.score(X_test, y_test)\nn = KNeighborsClassifier(3).fit(X, y)\nn.score(X_test, y_test)",
        _HEAD + "a, v, b, w = train_test_split(X_train, y_train)\nfor k in (1, 3):\n"
        "    print(KNeighborsClassifier(k).fit(a, b).score(v, w))\nm = KNeighborsClassifier(3).fit(X_train, y_train)\n"
        "print(m.score(X_test, y_test))\nm = KNeighborsClassifier(3).fit(df.drop(columns='y'), df['y'])\n"
        "print(m.score(X_test, y_test))",
    ),
)
