"""What is said of a setting: the author's comment, else the calls that it is handed to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.plan import PackagePlan

Plan = Callable[..., PackagePlan]
IMPORTS = (
    "import json\nimport pandas as pd\nfrom pathlib import Path\nfrom sklearn.svm import SVC, NuSVC, LinearSVC, SVR\n"
    "from sklearn.model_selection import train_test_split\nx = list('ab')"
)


def comments(plan: PackagePlan) -> dict[str, str]:
    return {parameter.name: parameter.comment for parameter in plan.parameters}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("V = 3  # days, not hours", "days, not hours"),
        ("V = 3  # days", "days"),
        ("V = 3 # # größte Zahl", "größte Zahl"),
        ("V = ('ä'\n 'ö')  # of the shops", "of the shops"),
        ("# how many\n# there are\nV = 3", "how many there are"),
        ("M = 1  # one\n\n# how many\nV = 3\n# the rest\nprint(M)", "how many"),
    ],
)
def test_the_authors_comment(plan: Plan, source: str, said: str) -> None:
    assert comments(plan(source, "print(V)"))["v"] == said


@pytest.mark.parametrize(
    "source",
    [
        "N = 3  # 5",
        "N = 3  # N = 5",
        "N = 3  # [4, 5]",
        "N = 3  # noqa: NB201",
        "N = 3  #@param {type: 'slider'}",
        "N = 3  # type: ignore",
        "N = 3  # ----",
        f"N = 3  # was {HIDDEN}",
        "N = 3; M = 4  # both",
        "# all settings\nN = 3\nM = 4",
        "t = '''\n# no comment'''\nN = 3",
        "# far away\n\nN = 3",
    ],
)
def test_no_comment_on_this_setting(plan: Plan, source: str) -> None:
    assert comments(plan(source, "print(N)"))["n"] == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("df = pd.read_csv('data/a.csv')", "read by `read_csv`"),
        ("pd.DataFrame(x).to_csv('data/a.csv')", "written by `to_csv`"),
        ("f = open('data/a.csv')", "read by `open`"),
        ("json.dump(x, open('data/a.csv', 'w'))", "written by `open`"),
        ("a = pd.read_csv('a/b.csv')\na.to_csv('a/b.csv')", "read by `read_csv`, written by `to_csv`"),
        ("p = Path('data/a.csv')", ""),
        ("a, b = train_test_split(x, test_size=0.2)", "`test_size` of `train_test_split`"),
        ("a = SVC(max_iter=9)\nb = NuSVC(max_iter=9)", "`max_iter` of `SVC` and `NuSVC`"),
        ("a = [SVC(max_iter=9), NuSVC(max_iter=9), SVR(max_iter=9)]", "`max_iter` of `SVC`, `NuSVC` and `SVR`"),
        ("a = [f(max_iter=9) for f in (SVC, NuSVC)]", "`max_iter` of `f`"),
        ("a = SVC(random_state=4)", ""),
    ],
)
def test_the_calls_that_a_literal_is_handed_to(plan: Plan, source: str, said: str) -> None:
    (parameter,) = plan(IMPORTS, source).parameters
    assert (parameter.roles, parameter.comment) == (said, "")


def test_many_calls_are_counted(plan: Plan) -> None:
    made = plan(IMPORTS, "a = SVC(max_iter=9), NuSVC(max_iter=9), SVR(max_iter=9), LinearSVC(max_iter=9)")
    assert [parameter.roles for parameter in made.parameters] == ["`max_iter` of 4 calls"]


def test_a_comment_on_a_secret_stays_behind(plan: Plan) -> None:
    assert comments(plan("API_KEY = 'hunter2hunter2'  # that of Ann", "print(API_KEY)")) == {"api_key": ""}
