"""Packages that save the models which their notebooks fit: predictions for new data are those of the notebook."""

from __future__ import annotations

import contextlib
import contextvars
import csv
import importlib
import io
import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from nb2pkg.model.choices import Choices, Cut, Displays
from nb2pkg.model.package import Package
from nb2pkg.pipeline import build_package
from tests.support.packages import Ran, run_in, texts, write

SCALED = """\
# %% [markdown]
# # Churn

# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

# %%
df = pd.read_csv("customers.csv")
df.head()

# %% [markdown]
# ## Clean

# %%
df = df.dropna(subset=["charges"])
df["long"] = (df["tenure"] > 24).astype(int)
df["yearly"] = df["contract"].map({"monthly": 0, "yearly": 1})
df["left"] = df["left"].map({"no": 0, "yes": 1})
df["charges"].hist()

# %% [markdown]
# ## Train

# %%
X = df.drop(columns=["left", "contract", "customer"])
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=3)
scaler = StandardScaler()
X_train_scaled = scaler.fit_transform(X_train)
X_test_scaled = scaler.transform(X_test)
model = RandomForestClassifier(n_estimators=20, random_state=1)
model.fit(X_train_scaled, y_train)

# %%
predicted = model.predict(X_test_scaled)
print("accuracy:", accuracy_score(y_test, predicted))
"""
ONE_HOT = """\
# %% [markdown]
# # Rents

# %%
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# %%
flats = pd.read_csv("customers.csv")
flats["root"] = np.sqrt(flats["tenure"])
inputs = flats[["root", "contract", "left"]]
price = np.log1p(flats["charges"].fillna(50).abs())
train, test, price_train, price_test = train_test_split(inputs, price, random_state=0)

# %%
columns = ColumnTransformer(
    [("kinds", OneHotEncoder(handle_unknown="ignore"), ["contract", "left"]), ("numbers", StandardScaler(), ["root"])]
)
regression = Pipeline([("columns", columns), ("ridge", Ridge(alpha=0.5))])
regression.fit(train, price_train)
regression.score(test, price_test)
"""
BY_HAND = """\
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

LEVELS = {"monthly": 1.0, "yearly": 2.0}


def prepare(table):
    made = pd.DataFrame(index=table.index)
    made["level"] = table["contract"].map(LEVELS)
    made["charges"] = table["charges"]
    made["per_month"] = table["charges"] / table["tenure"]
    return made


# %%
customers = pd.read_csv("customers.csv")
features = prepare(customers)
answer = customers["left"]

# %%
X_train, X_test, y_train, y_test = train_test_split(features, answer, test_size=0.3, random_state=7)
medians = X_train.median()
X_train = X_train.fillna(medians)
X_test = X_test.fillna(medians)

# %%
clf = LogisticRegression(max_iter=500)
clf.fit(X_train, y_train)
print(clf.score(X_test, y_test))
"""
LEARNT = """\
# %% [markdown]
# # Who leaves

# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

# %%
df = pd.read_csv("customers.csv")
df = df.drop_duplicates()
for column in ["charges", "tenure"]:
    df[column] = df[column].fillna(df[column].median())
    df[column] = (df[column] - df[column].mean()) / df[column].std()
df["contract"] = df["contract"].fillna(df["contract"].mode()[0])
df = df.fillna(df.max(numeric_only=True))

# %%
coded = pd.get_dummies(df.drop(columns="customer"), columns=["contract"], drop_first=True)
X = coded.drop(columns="left").values
y = (coded.left == "yes").astype(int).values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=7)
learner = LogisticRegression(C=1e6).fit(X_train, y_train)
print(learner.score(X_test, y_test))
"""
NOTEBOOKS = {
    "scaled": (SCALED, "model", "X_test_scaled", "X_test"),
    "one_hot": (ONE_HOT, "regression", "test", "test"),
    "by_hand": (BY_HAND, "clf", "X_test", "X_test"),
}
NUMBERS = itertools.count()
HEAD = ["customer", "tenure", "charges", "contract", "left"]


def _table() -> str:
    draw = random.Random(1)
    rows = [HEAD]
    for number in range(160):
        tenure, charges = draw.randint(1, 60), round(draw.gauss(60, 20), 2)
        left = "yes" if charges > 55 and tenure < 35 else "no"
        given = "" if number % 29 == 0 else str(charges)
        rows.append([f"c{number}", str(tenure), given, draw.choice(["monthly", "yearly"]), left])
    return "".join(",".join(row) + "\n" for row in rows)


TABLE = _table()


class Trained:
    """A package in a folder with its data; it is run in this process, each in its own context."""

    def __init__(self, text: str, folder: Path, label: str = "model") -> None:
        self.text, self.folder, self.label = text, folder, label
        self.name = f"shop_{next(NUMBERS)}"
        self.package = _package(text, folder, name=self.name)
        write(self.package, folder / "package")
        (folder / "customers.csv").write_text(TABLE, encoding="utf-8")

    def run(self, *arguments: str) -> Ran:
        """What `python -m` with the package's name does, but for the process."""
        told, said = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(told),
            contextlib.redirect_stderr(said),
            _first_on_path(self.folder / "package" / "src"),
            patch.dict(os.environ),  # packages say there that figures go to files
        ):
            command = importlib.import_module(f"{self.name}.__main__")
            code = contextvars.copy_context().run(command.main, list(arguments))
        return Ran(code=code, out=told.getvalue(), err=said.getvalue(), files={})

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "models" / f"{self.label}.json").read_text("utf-8"))
        return found

    def predict(self, table: str, *options: str) -> Ran:
        (self.folder / "new.csv").write_text(table, encoding="utf-8")
        (self.folder / "out.csv").unlink(missing_ok=True)
        return self.run("predict", "new.csv", "--out", "out.csv", *options)

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO((self.folder / "out.csv").read_text("utf-8"))))


@contextlib.contextmanager
def _first_on_path(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="module", params=sorted(NOTEBOOKS))
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    text, label, _, _ = NOTEBOOKS[request.param]
    made = Trained(text, tmp_path_factory.mktemp(request.param), label)
    assert made.run().code == 0
    return made


@pytest.fixture(scope="module")
def scaled(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    made = Trained(SCALED, tmp_path_factory.mktemp("alone"))
    assert made.run().code == 0
    return made


def _package(text: str, folder: Path, *, name: str = "shop", cut: Cut = Cut.FUNCTIONS) -> Package:
    notebook = folder / "notebook.py"
    notebook.write_text(text, encoding="utf-8")
    return build_package(notebook, Choices(name=name, displays=Displays.PRINT, cut=cut, models=True))


def _expected(trained: Trained) -> dict[int, Any]:
    """What the notebook's model predicts for the rows that it held out, by the number of the row; it is executed."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(trained.folder), contextlib.redirect_stdout(io.StringIO()):
        exec(compile(trained.text, "notebook", "exec"), names)
    model, features, rows = next(rest for text, *rest in NOTEBOOKS.values() if text == trained.text)
    found = names[model].predict(names[features])
    return dict(zip(names[rows].index.tolist(), found.tolist(), strict=True))


def _without(table: str, name: str) -> str:
    place = HEAD.index(name)
    rows = [line.split(",") for line in table.splitlines()]
    return "".join(",".join(row[:place] + row[place + 1 :]) + "\n" for row in rows)


def _rows_of(table: str, numbers: list[int]) -> str:
    head, *rows = table.splitlines()
    return "\n".join([head, *(rows[number] for number in numbers)]) + "\n"


def test_predictions_for_held_out_rows_are_those_of_the_notebook(trained: Trained) -> None:
    expected = _expected(trained)
    assert len(expected) >= 35
    numbers = sorted(expected)
    done = trained.predict(_rows_of(TABLE, numbers))
    assert done.code == 0, done.err
    found = {numbers[int(row["row"])]: row["prediction"] for row in trained.rows()}
    assert found == {row: str(value) for row, value in expected.items()}


def test_what_is_predicted_need_not_be_there(trained: Trained) -> None:
    target = trained.facts()["target"]
    assert target == ("charges" if trained.label == "regression" else "left")
    assert trained.predict(TABLE).code == 0
    with_it = trained.rows()
    done = trained.predict(_without(TABLE, target))
    assert done.code == 0, done.err
    assert trained.rows() == with_it
    assert len(with_it) >= 150


def test_own_tests_of_the_package_pass(scaled: Trained) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_models.py"]
    where = {"cwd": scaled.folder / "package", "env": {**os.environ, "PYTHONPATH": ""}}
    done = subprocess.run(command, **where, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout
    assert "6 passed" in done.stdout


def test_from_the_command_line(scaled: Trained) -> None:
    command = ("-m", scaled.name, "predict", "customers.csv", "--out", "processed.csv")
    done = run_in(scaled.folder, *command, python_path=scaled.folder / "package" / "src")
    assert (done.code, done.out) == (0, "")
    scaled.predict(TABLE)
    assert done.files["processed.csv"] == (scaled.folder / "out.csv").read_bytes()


def test_facts_tell_how_the_model_was_made(scaled: Trained) -> None:
    facts = scaled.facts()
    assert facts["class"] == "sklearn.ensemble._forest.RandomForestClassifier"
    assert [one["name"] for one in facts["features"]] == ["tenure", "charges", "long", "yearly"]
    assert facts["preprocessing"] == ["scaler"]
    assert facts["preparation"] == "checked"
    assert facts["parameters"]["n_estimators"] == "20"
    assert facts["settings"]["customers_path"] == "'customers.csv'"
    assert {"python", "scikit-learn", "pandas", "numpy", "skops"} <= facts["versions"].keys()


def test_same_data_gives_the_same_digest_and_other_data_another(scaled: Trained) -> None:
    before = scaled.facts()["data_sha256"]
    for table, is_same in ((TABLE, True), (TABLE.replace("c1,", "c1,1"), False)):
        (scaled.folder / "other.csv").write_text(table, encoding="utf-8")
        assert scaled.run("--customers-path", "other.csv", "--models", "others").code == 0
        facts = json.loads((scaled.folder / "others" / "model.json").read_text("utf-8"))
        assert (facts["data_sha256"] == before) is is_same


def test_rows_that_the_preparation_leaves_out_are_told(scaled: Trained) -> None:
    done = scaled.predict(_rows_of(TABLE, [0, 1, 2]))  # row 0 has no charges
    assert done.code == 0
    assert "leaves out 1 of 3 rows" in done.err
    assert [row["row"] for row in scaled.rows()] == ["1", "2"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (_without(TABLE, "tenure"), "error: column `tenure` is missing"),
        (TABLE.replace("c3,", "c3,many"), "error: column `tenure` holds"),
    ],
)
def test_input_that_does_not_fit_is_refused(scaled: Trained, table: str, told: str) -> None:
    done = scaled.predict(table)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert not (scaled.folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (TABLE.replace("monthly", "weekly"), "column `contract` has categories that training had not: weekly"),
        (TABLE.replace("c3,", "c3,99"), "column `tenure` has 1 values outside of"),
        ("more,".join(TABLE.split("customer,", 1)), "column `more` was not there in training: left out"),
        (_rows_of(TABLE, [1, 2]).replace("c1,", ","), "column `customer` misses 1 values, none in training"),
    ],
)
def test_what_is_odd_is_told_and_predicted(scaled: Trained, table: str, told: str) -> None:
    if told.startswith("column `more`"):
        head, *rows = TABLE.splitlines()
        table = "\n".join([f"more,{head}", *(f"1,{row}" for row in rows)]) + "\n"
    done = scaled.predict(table)
    assert done.code == 0, done.err
    assert f"warning: {told}" in done.err


def test_columns_may_come_in_any_order(scaled: Trained) -> None:
    scaled.predict(TABLE)
    before = scaled.rows()
    turned = "".join(",".join(reversed(line.split(","))) + "\n" for line in TABLE.splitlines())
    assert scaled.predict(turned).code == 0
    assert scaled.rows() == before


def test_drift_is_none_for_the_training_data_and_told_for_other(scaled: Trained) -> None:
    assert scaled.predict(TABLE, "--drift", "drift.csv").code == 0
    report = {
        row["column"]: row for row in csv.DictReader(io.StringIO((scaled.folder / "drift.csv").read_text("utf-8")))
    }
    assert "left" not in report
    for column in ("tenure", "charges", "contract"):
        assert float(report[column]["psi"]) == pytest.approx(0, abs=1e-12)
    assert float(report["tenure"]["ks"]) == 0
    head, *rows = [line.split(",") for line in TABLE.splitlines()]
    older = [head, *([row[0], str(min(60, int(row[1]) + 30)), *row[2:]] for row in rows)]
    done = scaled.predict("".join(",".join(row) + "\n" for row in older), "--drift", "drift.csv")
    assert done.code == 0
    assert "drift: column `tenure` has a PSI of" in done.err


def test_settings_other_than_in_training_are_refused(tmp_path: Path) -> None:
    text = (
        BY_HAND.replace('made["charges"] = table', 'made["charges"] = FACTOR * table')
        .replace("LEVELS = {", "FACTOR = 2.5\nLEVELS = {")
        .replace(
            "features = prepare(customers)",
            "features = prepare(customers)\nfeatures = features[features.charges < LIMIT]",
        )
        .replace('answer = customers["left"]', 'answer = customers.loc[features.index, "left"]')
        .replace("# %%\ncustomers =", "# %%\nLIMIT = 400\ncustomers =")
    )
    shop = Trained(text, tmp_path, "clf")
    assert shop.run().code == 0
    (tmp_path / "a.toml").write_text("limit = 100", encoding="utf-8")
    assert shop.predict(TABLE).code == 0
    done = shop.predict(TABLE, "--config", "a.toml")
    assert done.code == 2
    assert "`limit` was 400 in training, and is 100" in done.err


def test_file_that_was_changed_is_not_loaded(scaled: Trained) -> None:
    path = scaled.folder / "models" / "model.skops"
    content = path.read_bytes()
    try:
        path.write_bytes(content + b" ")
        done = scaled.predict(TABLE)
    finally:
        path.write_bytes(content)
    assert done.code == 2
    assert "is not the file that model.json tells of" in done.err


IN_THE_WAY = {
    "scaler fitted on all rows": (
        SCALED.replace("y = df[", "X = pd.DataFrame(StandardScaler().fit_transform(X))\ny = df["),
        "it fits on the rows that it is given",
    ),
    "mean of neighbours": (
        SCALED.replace('df["long"] = ', 'df["trend"] = df["tenure"].rolling(3, min_periods=1).mean()\ndf["long"] = '),
        "`mean` gives something else for other rows",
    ),
    "share of a group": (
        SCALED.replace(
            'df["long"] = ',
            'df["share"] = df["tenure"] / df.groupby("contract")["tenure"].transform("sum")\ndf["long"] = ',
        ),
        "`transform` gives something else for other rows",
    ),
    "maximum of whatever comes": (
        SCALED.replace(
            'df["long"] = ', 'df["tenure"] = df[["tenure"]].apply(lambda c: c / c.max())["tenure"]\ndf["long"] = '
        ),
        "`max` gives something else for other rows",
    ),
    "rank": (
        SCALED.replace('df["long"] = ', 'df["place"] = df["tenure"].rank()\ndf["long"] = '),
        "`rank` gives something else for other rows",
    ),
    "mean inside a function": (
        BY_HAND.replace(
            'made["charges"] = table["charges"]', 'made["charges"] = table["charges"] - table["charges"].mean()'
        ),
        "`mean` gives something else for other rows",
    ),
    "chance": (
        SCALED.replace('df["long"] = ', 'df["noise"] = np.random.rand(len(df))\ndf["long"] = ').replace(
            "import pandas", "import numpy as np\nimport pandas"
        ),
        "it draws at random",
    ),
    "order": (
        SCALED.replace('df["long"] = ', 'df = df.sort_values("tenure")\ndf["long"] = '),
        "it puts the rows in another order",
    ),
    "table without a name": (
        SCALED.replace('pd.read_csv("customers.csv")', 'pd.read_csv("customers.csv").dropna()'),
        "its table is not read by pandas in a statement of its own",
    ),
}


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_what_stands_in_the_way_is_told(what: str, tmp_path: Path) -> None:
    text, reason = IN_THE_WAY[what]
    shop = Trained(text, tmp_path)
    plan = shop.package.plan
    assert any(r.code == "no-prediction" and reason in r.message for r in plan.refusals), plan.refusals
    assert shop.run().code == 0
    saved = list((tmp_path / "models").glob("*.skops"))
    assert len(saved) == 1  # all the same
    done = shop.predict(TABLE)
    assert done.code == 2
    assert reason in done.err
    assert not (tmp_path / "out.csv").exists()


def test_features_that_depend_on_other_rows_in_a_way_that_is_not_known_are_refused(tmp_path: Path) -> None:
    loop = "total = 0\nfor value in df['tenure']:\n    total = total + value\ndf['share'] = df['tenure'] / total\n"
    shop = Trained(SCALED.replace('df["long"] = ', loop + 'df["long"] = '), tmp_path)
    assert not any(refusal.code == "no-prediction" for refusal in shop.package.plan.refusals)
    ran = shop.run()
    assert ran.code == 0, ran.err
    done = shop.predict(TABLE)
    assert done.code == 2
    assert "the features of a row depend on which other rows are in the file" in done.err


def test_features_that_depend_on_what_is_predicted_are_refused(tmp_path: Path) -> None:
    shop = Trained(SCALED.replace('columns=["left", ', "columns=["), tmp_path)
    assert shop.run().code == 0
    done = shop.predict(TABLE)
    assert done.code == 2
    assert "the features depend on `left`, which is to be predicted" in done.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# %%\nprint(1)\n", "no-model"),
        (
            SCALED.replace(
                "model.fit(X_train_scaled, y_train)", "for _ in range(2):\n    model.fit(X_train_scaled, y_train)"
            ),
            "model-not-saved",
        ),
    ],
)
def test_models_that_are_not_saved_are_told(text: str, code: str, tmp_path: Path) -> None:
    package = _package(text, tmp_path)
    assert code in {refusal.code for refusal in package.plan.refusals}
    assert not any("saved_models" in path for path in texts(package))


def test_flat_script_saves_nothing_and_says_so(tmp_path: Path) -> None:
    package = _package(SCALED, tmp_path, cut=Cut.SCRIPT)
    assert [refusal.code for refusal in package.plan.refusals] == ["models-of-script"]


def test_one_function_saves_and_does_not_predict(tmp_path: Path) -> None:
    package = _package(SCALED, tmp_path, cut=Cut.ONE)
    assert "keep_model(" in "".join(texts(package).values())
    assert any("it stands in one function with" in refusal.message for refusal in package.plan.refusals)


def test_without_the_option_nothing_of_it_is_there(tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.py"
    notebook.write_text(SCALED, encoding="utf-8")
    package = build_package(notebook, Choices(name="shop"))
    assert not package.plan.saves_models
    assert not any(word in text for text in texts(package).values() for word in ("skops", "saved_models", "predict`"))


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    made = Trained(LEARNT, tmp_path_factory.mktemp("learnt"), "learner")
    assert made.run().code == 0
    return made


def test_what_was_learnt_from_all_rows_serves_for_few(learnt: Trained) -> None:
    assert learnt.facts()["preparation"] == "checked"
    assert learnt.facts()["target"] == "left"
    assert learnt.facts()["learnt"] == [
        *("cell 3, max", "cell 3, mean", "cell 3, median", "cell 3, mode", "cell 3, std", "cell 4, get_dummies"),
    ]
    assert learnt.predict(TABLE).code == 0
    every = {row["row"]: row["probability_1"] for row in learnt.rows()}
    assert len(every) == 160
    for numbers in ([0], [3, 5], [29, 58]):  # without charges, or with one contract alone
        assert learnt.predict(_rows_of(TABLE, numbers)).code == 0
        found = [row["probability_1"] for row in learnt.rows()]
        assert [float(one) for one in found] == pytest.approx([float(every[str(n)]) for n in numbers])


def test_it_is_what_the_notebook_has_made_of_them(learnt: Trained) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.chdir(learnt.folder), contextlib.redirect_stdout(io.StringIO()):
        exec(compile(LEARNT, "notebook", "exec"), names)
    assert learnt.predict(TABLE).code == 0
    found = [float(row["probability_1"]) for row in learnt.rows()]
    assert found == pytest.approx(names["learner"].predict_proba(names["X"])[:, 1].tolist())


def test_kinds_that_training_had_not_have_no_column(learnt: Trained) -> None:
    done = learnt.predict(_rows_of(TABLE, [4, 5]).replace("monthly", "weekly").replace("yearly", "weekly"))
    assert (done.code, len(learnt.rows())) == (0, 2)
    assert "categories that training had not: weekly" in done.err


def test_of_equal_rows_one_is_enough(tmp_path: Path) -> None:
    shop = Trained(SCALED.replace("df.dropna(", "df.drop_duplicates().dropna("), tmp_path)
    (tmp_path / "customers.csv").write_text(TABLE + _rows_of(TABLE, [3, 4, 5]).split("\n", 1)[1], encoding="utf-8")
    assert shop.run().code == 0
    assert shop.facts()["preparation"] == "checked"
    done = shop.predict(_rows_of(TABLE, [4, 4, 5]))
    assert "leaves out 1 of 3 rows" in done.err
    assert [row["row"] for row in shop.rows()] == ["0", "2"]


def test_numbers_are_texts_where_training_had_texts(scaled: Trained) -> None:
    done = scaled.predict(TABLE.replace("monthly", "1").replace("yearly", "2"))
    assert "column `contract` holds numbers alone, and texts in training" in done.err
    assert "categories that training had not: 1, 2" in done.err


def test_option_goes_with_one_notebook(run: Any, write: Any) -> None:
    one, other = write("print(1)"), write("print(2)", file="other.ipynb")
    done = run("convert", one, other, "--name", "shop", "--models")
    assert (done.code, "--models takes one notebook" in done.err) == (2, True)
