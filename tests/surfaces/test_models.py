"""Packages that save the models which their notebooks fit: predictions for new data are those of the notebook."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest

from nb2pkg.model.choices import Choices, Cut, Displays, Pipeline
from nb2pkg.model.package import Package
from nb2pkg.pipeline import build_package
from nb2pkg.surfaces.cli import main
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
NOTEBOOKS = {
    "scaled": (SCALED, "model", "X_test_scaled", "X_test.index"),
    "one_hot": (ONE_HOT, "regression", "test", "test.index"),
    "by_hand": (BY_HAND, "clf", "X_test", "X_test.index"),
}
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
    """A package in a folder with its data, run once."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder, self.sources = kind, folder, folder / "package" / "src"
        self.label = NOTEBOOKS[kind][1]

    def facts(self) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.folder / "models" / f"{self.label}.json").read_text("utf-8"))
        return found

    def predict(self, table: str, *options: str) -> Ran:
        (self.folder / "new.csv").write_text(table, encoding="utf-8")
        (self.folder / "out.csv").unlink(missing_ok=True)
        command = ("-m", "shop", "predict", "new.csv", "--out", "out.csv", *options)
        return run_in(self.folder, *command, python_path=self.sources)

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO((self.folder / "out.csv").read_text("utf-8"))))


@pytest.fixture(scope="module", params=sorted(NOTEBOOKS))
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return _train(request.param, tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def scaled(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return _train("scaled", tmp_path_factory.mktemp("alone"))


def _package(text: str, folder: Path, **choices: object) -> Package:
    notebook = folder / "notebook.py"
    notebook.write_text(text, encoding="utf-8")
    return build_package(notebook, Choices(name="shop", displays=Displays.PRINT, models=True, **choices))  # type: ignore[arg-type]


def _train(kind: str, folder: Path) -> Trained:
    write(_package(NOTEBOOKS[kind][0], folder), folder / "package")
    (folder / "customers.csv").write_text(TABLE, encoding="utf-8")
    trained = Trained(kind, folder)
    ran = run_in(folder, "-m", "shop", python_path=trained.sources)
    assert ran.code == 0, ran.err
    return trained


def _expected(trained: Trained) -> dict[str, str]:
    """What the notebook's model predicts for the rows that it held out, by the number of the row."""
    text, model, features, rows = NOTEBOOKS[trained.kind]
    told = f"\nfor row, value in zip({rows}, {model}.predict({features})):\n    print('held out', row, repr(value.item() if hasattr(value, 'item') else value))\n"
    (trained.folder / "alone.py").write_text(text + told, encoding="utf-8")
    ran = run_in(trained.folder, "alone.py", python_path=trained.folder)
    assert ran.code == 0, ran.err
    lines = [line.split(" ", 3) for line in ran.out.splitlines() if line.startswith("held out")]
    return {row: value.strip("'") for _, _, row, value in lines}


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
    numbers = sorted(map(int, expected))
    done = trained.predict(_rows_of(TABLE, numbers))
    assert done.code == 0, done.err
    found = {str(numbers[int(row["row"])]): row["prediction"] for row in trained.rows()}
    assert found.keys() == expected.keys()
    if trained.kind == "one_hot":
        for row, value in expected.items():
            assert float(found[row]) == pytest.approx(float(value), rel=1e-12), row
    else:
        assert found == expected


def test_what_is_predicted_need_not_be_there_and_does_not_matter_where_it_is(trained: Trained) -> None:
    target = "charges" if trained.kind == "one_hot" else "left"
    assert trained.facts()["target"] == target
    assert trained.predict(TABLE).code == 0
    with_it = trained.rows()
    done = trained.predict(_without(TABLE, target))
    assert done.code == 0, done.err
    assert trained.rows() == with_it
    assert len(with_it) >= 150


def test_facts_tell_how_the_model_was_made(scaled: Trained) -> None:
    facts = scaled.facts()
    assert facts["class"] == "sklearn.ensemble._forest.RandomForestClassifier"
    assert [one["name"] for one in facts["features"]] == ["tenure", "charges", "long", "yearly"]  # type: ignore[index,attr-defined]
    assert facts["preprocessing"] == ["scaler"]
    assert facts["parameters"]["n_estimators"] == "20"  # type: ignore[index]
    assert facts["settings"]["customers_path"] == "'customers.csv'"  # type: ignore[index]
    assert {"python", "scikit-learn", "pandas", "numpy", "skops"} <= facts["versions"].keys()  # type: ignore[attr-defined]


def test_same_data_gives_the_same_digest_and_other_data_another(scaled: Trained) -> None:
    before = scaled.facts()["data_sha256"]
    for table, is_same in ((TABLE, True), (TABLE.replace("c1,", "c1,1"), False)):
        (scaled.folder / "other.csv").write_text(table, encoding="utf-8")
        command = ("-m", "shop", "--customers-path", "other.csv", "--models", "others")
        assert run_in(scaled.folder, *command, python_path=scaled.sources).code == 0
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
    report = {row["column"]: row for row in csv.DictReader((scaled.folder / "drift.csv").open(encoding="utf-8"))}
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
    package = _package(text, tmp_path)
    write(package, tmp_path / "package")
    (tmp_path / "customers.csv").write_text(TABLE, encoding="utf-8")
    sources = tmp_path / "package" / "src"
    assert run_in(tmp_path, "-m", "shop", python_path=sources).code == 0
    (tmp_path / "a.toml").write_text("limit = 100", encoding="utf-8")
    command = ("-m", "shop", "predict", "customers.csv", "--out", "out.csv")
    assert run_in(tmp_path, *command, python_path=sources).code == 0
    done = run_in(tmp_path, *command, "--config", "a.toml", python_path=sources)
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
    "mean of all rows": (
        SCALED.replace(
            'df = df.dropna(subset=["charges"])', 'df["charges"] = df["charges"].fillna(df["charges"].mean())'
        ),
        "`mean` gives something else for other rows",
    ),
    "columns by values": (
        SCALED.replace("y = df[", "X = pd.get_dummies(X)\ny = df["),
        "`get_dummies` gives something else for other rows",
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
    package = _package(text, tmp_path)
    assert any(r.code == "no-prediction" and reason in r.message for r in package.plan.refusals), package.plan.refusals
    write(package, tmp_path / "package")
    (tmp_path / "customers.csv").write_text(TABLE, encoding="utf-8")
    sources = tmp_path / "package" / "src"
    ran = run_in(tmp_path, "-m", "shop", python_path=sources)
    assert ran.code == 0, ran.err
    assert len([path for path in ran.files if path.endswith(".skops")]) == 1  # saved all the same
    done = run_in(tmp_path, "-m", "shop", "predict", "customers.csv", "--out", "out.csv", python_path=sources)
    assert done.code == 2
    assert reason in done.err
    assert "out.csv" not in done.files


def test_features_that_depend_on_what_is_predicted_are_refused(tmp_path: Path) -> None:
    text = SCALED.replace('columns=["left", ', "columns=[")
    write(_package(text, tmp_path), tmp_path / "package")
    (tmp_path / "customers.csv").write_text(TABLE, encoding="utf-8")
    sources = tmp_path / "package" / "src"
    assert run_in(tmp_path, "-m", "shop", python_path=sources).code == 0
    done = run_in(tmp_path, "-m", "shop", "predict", "customers.csv", "--out", "out.csv", python_path=sources)
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


def test_option_goes_with_one_notebook_and_no_stages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = tmp_path / "notebook.py"
    notebook.write_text(SCALED, encoding="utf-8")
    assert main(["convert", str(notebook), "--models", "--pipeline", Pipeline.STAGES.value]) == 2
    assert "--models and --pipeline do not go together" in capsys.readouterr().err
    assert main(["convert", str(notebook), str(notebook), "--name", "shop", "--models"]) == 2
    assert "--models takes one notebook" in capsys.readouterr().err
