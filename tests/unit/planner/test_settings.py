"""Literals that become fields of `Config`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.plan import PackagePlan, Parameter, ParameterKind
from nb2pkg.syntax.path_texts import looks_like_path

Plan = Callable[..., PackagePlan]


def fields(plan: PackagePlan) -> list[tuple[str, str, str]]:
    return [(p.name, p.default, p.annotation) for p in plan.parameters]


def one(plan: PackagePlan) -> Parameter:
    (parameter,) = plan.parameters
    return parameter


@pytest.mark.parametrize(
    ("source", "name", "default", "kind"),
    [
        ("df = pd.read_csv('data/Churn 2.csv')", "churn_2_path", "'data/Churn 2.csv'", ParameterKind.PATH),
        ("df = pd.read_csv(filepath_or_buffer='a.csv')", "a_path", "'a.csv'", ParameterKind.PATH),
        ("df = pd.read_csv('https://x.org/d/a.csv?b=1')", "a_url", "'https://x.org/d/a.csv?b=1'", ParameterKind.URL),
        ("np.random.seed(3)", "seed", "3", ParameterKind.SEED),
        ("a, b = train_test_split(x, test_size=0.2)", "test_size", "0.2", ParameterKind.VALUE),
        ("m = SVC(random_state=4)", "seed", "4", ParameterKind.SEED),
    ],
)
def test_literals_in_calls(plan: Plan, source: str, name: str, default: str, kind: ParameterKind) -> None:
    made = plan(
        "import pandas as pd\nimport numpy as np\nfrom sklearn.svm import SVC\n"
        "from sklearn.model_selection import train_test_split\nx = list('ab')",
        source,
    )
    parameter = one(made)
    assert (parameter.name, parameter.default, parameter.kind) == (name, default, kind)


@pytest.mark.parametrize(
    "source",
    ["df['a'] = df['a.csv']", "print('data/a.csv')", "x = f(random_state=None)", "x = f(random_state=k)",
     "df = pd.read_csv(f'{a}.csv')", "df = pd.read_csv('a sentence')", "def f(): return pd.read_csv('a.csv')"],
)  # fmt: skip
def test_no_settings(plan: Plan, source: str) -> None:
    assert plan("import pandas as pd", source).parameters == ()


def test_the_same_path_or_seed_is_one_setting_and_another_value_is_another(plan: Plan) -> None:
    made = plan(
        "import pandas as pd\na = pd.read_csv('a.csv')\nb = pd.read_csv('a.csv')\nc = pd.read_csv('b/a.csv')",
        "m = f(random_state=1)\nn = f(random_state=1)\no = f(random_state=2)",
    )
    values = sorted(p.default for p in made.parameters)
    assert values == ["'a.csv'", "'b/a.csv'", "1", "2"]
    assert len({p.name for p in made.parameters}) == 4


def test_variables_become_fields_under_a_lower_name(plan: Plan) -> None:
    made = plan("N_ROWS = 10\nrate = 0.5\nFLAG = True", "print(N_ROWS * rate, FLAG)")
    assert fields(made) == [("n_rows", "10", "int"), ("rate", "0.5", "float"), ("flag", "True", "bool")]


def test_a_lower_name_that_means_something_else_is_left_alone(plan: Plan) -> None:
    made = plan("N = 10\nMAX = 3", "n = list('ab')\nprint(N, n, MAX)")
    assert [p.name for p in made.parameters] == ["N", "MAX"]


@pytest.mark.parametrize("name", ["API_KEY", "db_password", "token", "aws_secret"])
def test_secrets_are_nowhere_in_the_plan(plan: Plan, name: str) -> None:
    made = plan(f"{name} = 'hunter2hunter2'", f"print({name})")
    parameter = one(made)
    assert (parameter.kind, parameter.default) == (ParameterKind.SECRET, "")
    assert "hunter2" not in repr(made)


@pytest.mark.parametrize(
    "source", ["token = 'a b'\nprint(token)", "token = 'EOS'\nprint(token)", "n_tokens = 5\nprint(n_tokens)"]
)
def test_no_secrets(plan: Plan, source: str) -> None:
    assert one(plan(source)).kind is ParameterKind.VALUE


@pytest.mark.parametrize(
    "text", ["a.csv", "data/x.csv", "/tmp", "~/x", "../x/y.parquet", "C:\\x\\y.txt", "out/", "a b.csv"]
)
def test_paths(text: str) -> None:
    assert looks_like_path(text)


@pytest.mark.parametrize(
    "text", ["", "hello", "A sentence. Really", "a/b or c", "1.5", "x < y", "two\nlines.csv", "*.csv"]
)
def test_no_paths(text: str) -> None:
    assert not looks_like_path(text)
