"""A short notebook without headings: where it is cut, and what the parts are called."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.plan import PackagePlan, ShowValue

Plan = Callable[..., PackagePlan]

IMPORTS = (
    "import joblib\nimport pandas as pd\nimport matplotlib.pyplot as plt\nfrom sklearn.svm import SVC\n"
    "from sklearn.model_selection import train_test_split"
)
LOAD = "df = pd.read_csv('churn.csv')\ndf = df.dropna()\ndf['total'] = df.a * df.b"
PLOT = "plt.hist(df.total)\nplt.title('Total')\nplt.xlabel('a')\nplt.show()"
TRAIN = (
    "X, y = df[['total']], df.churn\n"
    "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)\n"
    "model = SVC(random_state=1)\nmodel.fit(X_train, y_train)\nprint(model.score(X_test, y_test))"
)
SAVE = "joblib.dump(model, 'svm.joblib')\ndf.to_csv('used.csv')\ndf.to_csv('copy.csv')"


def functions(plan: PackagePlan) -> list[str]:
    return [function.name for module in plan.modules for function in module.functions]


def shows(plan: PackagePlan) -> int:
    edits = [edit for module in plan.modules for function in module.functions for edit in function.edits]
    return sum(isinstance(edit, ShowValue) for edit in edits)


def test_data_plots_and_models_are_functions_of_their_own(plan: Plan) -> None:
    assert functions(plan(IMPORTS, LOAD, PLOT, TRAIN)) == ["load_churn", "plot_figures", "fit_model"]


def test_what_trains_a_model_and_saves_it_is_named_for_the_model(plan: Plan) -> None:
    assert functions(plan(IMPORTS, LOAD, f"{TRAIN}\n{SAVE}"))[-1] == "fit_svm"


def test_the_path_of_what_is_written_is_a_setting(plan: Plan) -> None:
    assert [p.name for p in plan(IMPORTS, LOAD, TRAIN, SAVE).parameters][:4] == [
        "churn_path", "svm_path", "used_path", "copy_path",
    ]  # fmt: skip


def test_one_number_for_several_generators_is_their_common_state(plan: Plan) -> None:
    assert "random_state" in [p.name for p in plan(IMPORTS, "seed = len('abc')", LOAD, TRAIN).parameters]


@pytest.mark.parametrize(
    ("imports", "cell", "shown"),
    [
        ("import pandas as pd", "df.to_csv('a.csv')", 0),
        ("import pandas as pd", "df.to_csv()", 1),
        ("import pandas as pd", "df.to_json(None)", 1),
        ("import pandas as pd\nimport dask", "df.to_csv('a.csv')", 1),
    ],
)
def test_writers_of_pandas_show_nothing(plan: Plan, imports: str, cell: str, shown: int) -> None:
    assert shows(plan(imports, "df = pd.DataFrame({'a': [1]})", cell)) == shown
