"""What the package needs installed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.model.plan import PackagePlan

Plan = Callable[..., PackagePlan]


def specifiers(plan: PackagePlan) -> dict[str, str]:
    return {r.distribution: r.specifier for r in plan.requirements}


def test_distributions_of_what_is_imported(plan: Plan) -> None:
    made = plan("import os, sklearn, yaml, mine", "print(os, sklearn, yaml, mine)", modules={"mine": "a = 1"})
    assert specifiers(made) == {"PyYAML": "", "scikit-learn": ""}


@pytest.mark.parametrize(
    ("source", "specifier"),
    [
        ("df['a'].fillna(0, inplace=True)", "<3"), ("for c in 'ab':\n    df[c].replace(1, 2, inplace=True)", "<3"),
        ("df.fillna(0, inplace=True)", ""), ("df['a'].fillna(0, inplace=False)", ""), ("df['a'] = 0", ""),
    ],
)  # fmt: skip
def test_columns_changed_in_place_need_an_older_pandas(plan: Plan, source: str, specifier: str) -> None:
    assert specifiers(plan("import pandas as pd\ndf = pd.DataFrame()", source, "print(df)"))["pandas"] == specifier


@pytest.mark.parametrize(
    ("asked", "specifier"),
    [
        ("pandas==2.1.4", "==2.1.4"), ("pandas >= 2, < 3", ">=2,<3"), ("pandas[excel]~=2.0", "~=2.0"), ("pandas", ""),
        ("Pandas==2.1; python_version > '3'", "==2.1"), ("numpy==1.26", ""),
    ],
)  # fmt: skip
def test_pins_are_kept(plan: Plan, asked: str, specifier: str) -> None:
    made = plan("import pandas as pd", "print(pd.DataFrame())", requirements=(asked,))
    assert specifiers(made) == {"pandas": specifier}


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    import yaml\n    return yaml\nprint(f())",
        "with open('a') as stream:\n    import yaml\n    print(yaml.safe_load(stream))",
        "for n in range(2):\n    from yaml import dump\n    print(dump(n))",
        "import os\nos.environ['A'] = 'b'\nimport yaml\nprint(yaml)",
        "class A:\n    import yaml\nprint(A.yaml)",
        "try:\n    import yaml\nexcept ImportError:\n    raise\nprint(yaml)",
        "if not len('a'):\n    import yaml\nprint(2)",
        "globals()['a'] = 1\nimport yaml\nprint(yaml)",
    ],
)
def test_imports_count_wherever_they_are(source: str, plan: Plan) -> None:
    found = [(r.distribution, r.is_optional) for r in plan(source).requirements]
    assert found == [("PyYAML", False)]


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import yaml\nexcept ImportError:\n    yaml = None\nprint(yaml)",
        "try:\n    import json5 as json\nexcept ModuleNotFoundError:\n    import yaml as json\nprint(json)",
        "try:\n    import yaml\n    print(yaml)\nexcept (OSError, ImportError) as error:\n    print(error)",
        "import contextlib\nwith contextlib.suppress(ImportError):\n    import yaml\n    print(yaml)",
        "globals()['a'] = 1\ntry:\n    import yaml\nexcept:\n    yaml = 2\nprint(yaml)",
    ],
)
def test_what_the_notebook_can_do_without_is_optional(source: str, plan: Plan) -> None:
    found = {r.distribution: r.is_optional for r in plan(source).requirements}
    assert found["PyYAML"] is True
    again = {r.distribution: r.is_optional for r in plan(source, "import yaml as y\nprint(y)").requirements}
    assert again["PyYAML"] is False


def test_imports_of_modules_beside_the_notebook(plan: Plan) -> None:
    made = plan("import mine\nprint(mine.a)", modules={"mine": "import yaml, other\na = 1", "other": "import os"})
    assert specifiers(made).keys() == {"PyYAML"}


def test_what_calls_need_is_required_too(plan: Plan) -> None:
    made = plan("import pandas as pd", "df = pd.read_parquet('a.parquet')", "print(df)")
    assert {"pandas", "pyarrow"} <= specifiers(made).keys()
