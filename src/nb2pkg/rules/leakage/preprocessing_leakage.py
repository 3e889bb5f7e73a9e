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
_POLARS = """import polars as pl
from sklearn.linear_model import LogisticRegression
df = pl.read_csv("d.csv")
"""
_PARTS = """a, b = df[:99], df[99:]
m = LogisticRegression().fit(a.select("a", "b"), a["y"])
m.score(b.select("a", "b"), b["y"])"""
_SPARK = """from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator
from pyspark.ml.feature import StandardScaler
df = spark.read.parquet("d.parquet")
scaler = StandardScaler(inputCol="raw", outputCol="features")
"""
_JUDGED = "BinaryClassificationEvaluator().evaluate(LogisticRegression().fit(a).transform(b))"
_NEIGHBOURS = """import numpy as np
from sklearn.datasets import load_wine
data = load_wine()
X, y = data.data, data.target
"""
_NEAREST = """predicted = [y[:99][np.argmin(np.abs(a - row).sum(1))] for row in b]
print(np.mean(np.array(predicted) == y[99:]))"""

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
        _HEAD
        + 'rate = df.groupby("city")["y"].mean()\nX["city"] = «X["city"].map(rate / (1 - rate))»\n'
        + _SPLIT
        + _TEST,
        "from tensorflow.keras.preprocessing.image import ImageDataGenerator\n"
        + _HEAD
        + "g = ImageDataGenerator(featurewise_center=True)\n«g.fit(X)»\n"
        + _SPLIT
        + "m = LogisticRegression().fit(g.flow(X_train), y_train)\nm.score(g.flow(X_test), y_test)",
        "import statsmodels.api as sm\n"
        + _HEAD
        + "cols = list(X.columns)\ncols.remove(sm.OLS(y, X).fit().pvalues.idxmax())\nX = «X[cols]»\n"
        + _SPLIT
        + _TEST,
        "import numpy as np\n" + _HEAD + "_, _, V = np.linalg.svd(X)\nX = «X @ V.T»\n" + _SPLIT + _TEST,
        "from sklearn.feature_selection import RFE\n" + _HEAD + "r = RFE(LogisticRegression())\n«r.fit(X, y)»\n"
        "X = X[[c for c, is_kept in zip(X.columns, r.support_) if is_kept]]\n" + _SPLIT + _TEST,
        _POLARS + 'df = df.with_columns(«pl.col("a") - pl.col("a").mean()»)\n' + _PARTS,
        _SPARK + "df = «scaler.fit(df)».transform(df)\na, b = df.randomSplit([0.8, 0.2])\n" + _JUDGED,
        "from tensorflow import keras\n"
        + _HEAD
        + "norm = keras.layers.Normalization()\n«norm.adapt(X)»\n"
        + _SPLIT
        + "i = keras.Input((3,))\nh = keras.layers.Dense(9)(norm(i))\nm = keras.Model(i, keras.layers.Dense(1)(h))\n"
        + "m.fit(X_train, y_train)\nm.evaluate(X_test, y_test)",
        "import numpy as np\nfrom gensim.models import Word2Vec\n"
        + _HEAD
        + "words = df['text'].str.split()\nvectors = «Word2Vec(words)»\n"
        + "X = np.vstack([np.mean([vectors.wv[w] for w in row], axis=0) for row in words])\n"
        + _SPLIT
        + _TEST,
        "import numpy as np\n" + _HEAD + "X = «StandardScaler().fit_transform(X)»\n"
        "parts, targets = np.array_split(X, 5), np.array_split(y, 5)\nfor i in range(5):\n"
        "    a, b = np.vstack(parts[:i] + parts[i + 1:]), np.hstack(targets[:i] + targets[i + 1:])\n"
        "    m = LogisticRegression().fit(a, b)\n    print(m.score(parts[i], targets[i]))",
        _HEAD + "X = «StandardScaler().fit_transform(X)»\na, b = X[:99], X[90:]\n"
        "print(LogisticRegression().fit(a, y[:99]).score(b, y[90:]))",
        _NEIGHBOURS + "X = «(X - X.mean(0)) / X.std(0)»\na, b = X[:99], X[99:]\n" + _NEAREST,
        _HEAD + "often = X['a'].value_counts() / len(X)\nX['a'] = «X['a'].map(often)»\n" + _SPLIT + _TEST,
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
        _POLARS + 'df = df.with_columns(pl.col("a").log(), pl.col("b").fill_null(0))\n' + _PARTS,
        _SPARK
        + "a, b = df.randomSplit([0.8, 0.2])\ns = scaler.fit(a)\na, b = s.transform(a), s.transform(b)\n"
        + _JUDGED,
        _NEIGHBOURS + "m = X[:99].mean(0)\na, b = X[:99] - m, X[99:] - m\n" + _NEAREST,
        _HEAD + "from scipy.stats import boxcox\nX['a'] = boxcox(X['a'], 0.5)\n" + _SPLIT + _TEST,
        _HEAD + "X['z'] = (X['a'] - X['a'].mean()) / X['a'].std()\nX = X[['a', 'b']]\n" + _SPLIT + _TEST,
    ),
)
