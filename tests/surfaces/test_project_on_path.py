"""A package of several notebooks that is handed over, and one on an organisation's golden path."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.auditor.dockerfile import problems
from nb2pkg.auditor.questions import open_questions
from tests.surfaces.conftest import tree
from tests.surfaces.test_handover import ADDED, LATER, introduced
from tests.surfaces.test_template import EXAMPLE, OWNER

COMMON = "def half(x):\n    return x / 2"
FIRST = (COMMON, "rows = open('first.csv').read().split()\nprint(half(len(rows)))")
MODEL = (
    "import pandas as pd\nfrom sklearn.linear_model import LinearRegression",
    "df = pd.read_csv('second.csv')",
    COMMON,
    "model = LinearRegression().fit(df[['x']], df['y'])\nprint(half(model.coef_[0]))",
)
ON_PATH = ("--template", EXAMPLE, *OWNER)


@pytest.fixture
def pair(write: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two notebooks of which the second fits a model, in the folder of the test."""
    monkeypatch.chdir(tmp_path)
    return write(*FIRST, file="first.ipynb"), write(*MODEL, file="second.ipynb")


def test_what_is_handed_over_is_there_once(run: Any, pair: tuple[Path, Path]) -> None:
    assert run("convert", *pair, "--name", "small").code == 0
    ran = run("convert", *pair, "--name", "both", "--handover")
    assert (ran.code, ran.err) == (0, "")
    renamed = {path.replace("src/small", "src/both") for path in tree(Path("small"))}
    card = "docs/second/MODEL_CARD.md"
    assert set(tree(Path("both"))) - renamed == (ADDED - {"docs/MODEL_CARD.md"}) | {card}
    sheet = Path("both/docs/HANDOVER.md").read_text()
    assert open_questions(sheet) == 12  # one of the notebooks fits a model
    for known in ("### first", "`python -m both.second`", "(second/CONVERSION.md)", "`first_path` (`'first.csv'`)"):
        assert known in sheet
    assert "(../../src/both/second)" in Path("both", card).read_text()
    dockerfile = Path("both/Dockerfile").read_text()
    assert (problems(dockerfile), '"-m", "both"]' in dockerfile) == ([], True)
    project = tomllib.loads(Path("both/pyproject.toml").read_text())
    assert project["tool"]["hatch"]["version"]["path"] == "src/both/__init__.py"
    assert "both.shared" in project["tool"]["mypy"]["overrides"][0]["module"]
    items = json.loads(run("audit", "both", "--format", "json").out)["items"]
    assert {item["number"] for item in items if item["state"] == "failed"} <= LATER


def test_secrets_are_told_by_the_names_of_their_parts(run: Any, pair: tuple[Path, Path], write: Any) -> None:
    write("password = 'hunter22Zq8Lw3x'\nprint(len(password))", file="second.ipynb")
    assert run("convert", *pair, "--name", "both", "--handover").code == 0
    assert "alone: `BOTH_SECOND_PASSWORD`." in Path("both/SECURITY.md").read_text()


@pytest.mark.slow
def test_tools_accept_what_is_handed_over(run: Any, pair: tuple[Path, Path]) -> None:
    assert run("convert", *pair, "--name", "both", "--handover").code == 0
    for command in ("mypy", "pytest -q -p no:cacheprovider", "ruff check .", "ruff format --check ."):
        done = subprocess.run([sys.executable, "-m", *command.split()], cwd="both", capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


def test_a_lower_bound_gives_way_to_an_upper_one(run: Any, write: Any) -> None:
    """pandas 3 makes a copy where the first of these changes a column; the second says nothing of versions."""
    changes = write(
        "import pandas as pd\ndf = pd.DataFrame({'x': [1.0, None]})\ndf['x'].fillna(0, inplace=True)", file="a.ipynb"
    )
    plain = write("import pandas as pd\nprint(pd.DataFrame({'x': [1]}))", file="b.ipynb")
    assert run("convert", changes, plain, "--name", "both").code == 0
    project = tomllib.loads(Path("both/pyproject.toml").read_text())
    assert project["project"]["dependencies"] == ["pandas<3"]


def test_the_template_surrounds_all_of_them(run: Any, pair: tuple[Path, Path], write: Any) -> None:
    ran = run("convert", *pair, "--name", "both", *ON_PATH)
    assert (ran.code, ran.err) == (0, "")
    found = tree(Path("both"))
    assert {"documentation/first/CONVERSION.md", "documentation/RUNBOOK.md", "Makefile"} <= set(found)
    assert not [path for path in found if path.startswith("docs/")]
    runbook = Path("both/documentation/RUNBOOK.md").read_text()
    assert "Made from `first.ipynb, second.ipynb`" in runbook
    assert "`second_path` of second (path)" in runbook
    assert "(documentation/second/CONVERSION.md)" in Path("both/README.md").read_text()
    assert "require" in Path("both/pyproject.toml").read_text()
    assert "nothing to do" in run("update", "both").out
    write(*FIRST, "print(half(4))", file="first.ipynb")
    assert run("update", "both").code == 0
    assert "half(4)" in "".join(path.read_text() for path in Path("both/src/both/first").glob("*.py"))
    assert (Path("both/docs").exists(), Path("both/Makefile").exists()) == (False, True)
    assert run("slim", pair[1], "both").code == 0
    assert run("convert", *pair, "--name", "both", *ON_PATH).code == 2
    assert run("convert", *pair, "--name", "both", *ON_PATH, "--force").code == 0


def test_a_rule_is_forbidden_in_each_of_them(run: Any, pair: tuple[Path, Path], write: Any) -> None:
    named = write("print(open('/home/ann/orders.csv').read())", file="third.ipynb")
    ran = run("convert", pair[0], named, "--name", "both", *ON_PATH)
    assert ran.code == 2
    assert "The template forbids NB201 hardcoded-path" in ran.err
    assert "third.ipynb" in ran.err
    assert not Path("both").exists()


def test_nothing_is_written_by_a_dry_run(run: Any, pair: tuple[Path, Path]) -> None:
    ran = run("convert", *pair, "--name", "both", *ON_PATH, "--dry-run")
    listed = {line.strip() for line in ran.out.splitlines()}
    assert (ran.code, Path("both").exists()) == (0, False)
    assert {"documentation/RUNBOOK.md", "documentation/first/CONVERSION.md", ".nb2pkg/base"} <= listed


@pytest.mark.slow
def test_each_is_verified_on_the_path(run: Any, write: Any) -> None:
    pair = [write(COMMON, f"print(half({n}))", file=f"n{n}.ipynb") for n in (1, 2)]
    ran = run("convert", *pair, "--name", "both", *ON_PATH, "--verify", "--python", sys.executable)
    assert (ran.code, ran.out.count("same: ")) == (0, 2), ran.out + ran.err
    named = [word for notebook in pair for word in ("--notebook", notebook)]
    told = [Path(f"both/documentation/n{n}/CONVERSION.md").read_text() for n in (1, 2)]
    assert ["**Verified: the same.**" in text for text in told] == [True, True]
    assert "verify and record again" in run("update", "both", *named).out  # what that generates was not run


@pytest.mark.slow
def test_documents_tell_the_verdict_on_each(run: Any, write: Any) -> None:
    pair = [write("print(1)", file="good.ipynb"), write("print(1)\nraise ValueError(2)", file="fails.ipynb")]
    ran = run("convert", *pair, "--name", "both", "--handover", "--verify", "--python", sys.executable)
    assert ran.code == 1, ran.out + ran.err
    assert "documents tell the verdicts" in ran.out
    readme, sheet = (Path("both", path).read_text() for path in ("README.md", "docs/HANDOVER.md"))
    assert "- `good`: **Verified: the same.**" in readme
    assert "- `fails`: **Verified in part" in readme
    assert (sheet.count("notebook: same, on 2"), sheet.count("notebook: same as far as compared, on 2")) == (1, 1)
    assert "cell 1: ValueError: 2" in Path("both/docs/fails/CONVERSION.md").read_text()


def test_the_sheet_quotes_how_each_begins(run: Any, write: Any) -> None:
    titled = introduced(write, "# Sales\n\nAsked by the *board*; the password: hunter22Zq8Lw3x", file="titled.ipynb")
    ran = run("convert", titled, write(*FIRST, file="first.ipynb"), "--name", "both", "--handover")
    sheet = Path("both/docs/HANDOVER.md").read_text()
    assert ran.code == 0
    assert sheet.count("The notebook begins:") == 1
    assert "begins: “Asked by the board; the password: SECRET-NOT-COPIED”" in sheet
    assert not [path for path in Path("both").rglob("*") if path.is_file() and b"hunter22" in path.read_bytes()]


def test_documents_are_named_by_their_new_folder(run: Any, write: Any) -> None:
    """Before there were several notebooks, the one was told to look into a folder that the template had renamed."""
    pair = [write("exec('x = 1')\nprint(1)", file=f"n{n}.ipynb") for n in (1, 2)]
    both = run("convert", *pair, "--name", "both", *ON_PATH)
    assert f"see {Path('both/documentation/n2/CONVERSION.md')}." in both.out
    assert f"see {Path('n1/documentation/CONVERSION.md')}." in run("convert", pair[0], *ON_PATH).out


@pytest.mark.parametrize("options", [("--models",), ("--pipeline", "stages")])
def test_what_takes_one_notebook_says_so(run: Any, pair: tuple[Path, Path], options: tuple[str, ...]) -> None:
    ran = run("convert", *pair, "--name", "both", *options)
    assert (ran.code, Path("both").exists()) == (2, False)
    assert ran.err.splitlines()[0] == f"error: {options[0]} takes one notebook."
    assert ran.err.splitlines()[1].startswith("hint: ")
