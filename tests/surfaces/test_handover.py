"""`nb2pkg convert --handover`: a package that an organisation's own tools accept, and that asks what it cannot know."""

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
from nb2pkg.auditor.tools import repo_review, ruff, schemas
from tests.surfaces.conftest import tree

FIXTURES = Path(__file__).parents[2] / "fixtures" / "notebooks"
TEN = (
    "churn", "hidden_state", "house_prices", "energy_forecast", "ticket_routing", "bike_eda", "ab_test", "model_lab",
    "orders_etl", "magics_zoo",
)  # fmt: skip
FIRST = 2  # of these in a quick run
ADDED = {
    ".dockerignore", ".github", ".github/CODEOWNERS", ".github/dependabot.yml", ".github/workflows",
    ".github/workflows/ci.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml", "Dockerfile", "LICENSE", "SECURITY.md",
    "catalog-info.yaml", "docs/HANDOVER.md", "docs/MODEL_CARD.md", "noxfile.py",
}  # fmt: skip
# What a lock (`nb2pkg lock`: the network) and a run (`--verify`: types, tests of functions) must bring.
LATER = {13, 33, 46}


def converted(run: Any, name: str, *options: str) -> Path:
    notebook = next(path for path in sorted((FIXTURES / name).iterdir()) if path.stem == name)
    assert run("convert", notebook, "--out", name, *options).code == 0
    return Path(name).resolve()


def test_only_what_was_asked_for_is_written(run: Any) -> None:
    small = set(tree(converted(run, "churn")))
    (Path("churn")).rename("small")
    whole = set(tree(converted(run, "churn", "--handover")))
    assert whole - small == ADDED
    assert small <= whole
    code = [path for path in sorted(small) if path.startswith("src/") and path.endswith(".py")]
    assert code
    assert all(Path("small", path).read_text() == Path("churn", path).read_text() for path in code)


@pytest.mark.parametrize(
    "name", [name if n < FIRST else pytest.param(name, marks=pytest.mark.slow) for n, name in enumerate(TEN)]
)
def test_tools_accept_it(run: Any, name: str) -> None:
    folder = converted(run, name, "--handover")
    said = repo_review.ask(folder).verdicts
    assert len(said) > 50
    assert [code for code, (is_good, _) in said.items() if is_good is False] == []
    paths = (".github/workflows/ci.yml", ".github/dependabot.yml", ".gitlab-ci.yml")
    valid = schemas.ask(folder, paths=paths).verdicts
    assert set(valid) == set(paths)
    assert {is_good for is_good, _ in valid.values()} == {True}
    assert problems((folder / "Dockerfile").read_text()) == []
    style = ruff.ask(folder).verdicts
    assert (style["check"], style["format"][0]) == ((True, ""), True)


@pytest.mark.parametrize("name", TEN[:FIRST])
def test_it_reaches_what_a_program_can_reach(run: Any, name: str) -> None:
    folder = converted(run, name, "--handover")
    items = json.loads(run("audit", folder, "--format", "json").out)["items"]
    assert {item["number"] for item in items if item["state"] == "failed"} <= LATER


@pytest.mark.slow
def test_it_is_built_and_its_types_hold(run: Any) -> None:
    folder = converted(run, "churn", "--handover")
    items = json.loads(run("audit", folder, "--build", "--format", "json").out)["items"]
    assert {item["number"]: item["state"] for item in items}[6] == "passed"
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_only_people_know_is_asked(run: Any) -> None:
    folder = converted(run, "churn", "--handover")
    sheet, card = (folder / "docs" / name for name in ("HANDOVER.md", "MODEL_CARD.md"))
    assert open_questions(sheet.read_text()) == 12
    assert open_questions(card.read_text()) == 9
    asked = sheet.read_text()
    for word in ("Owner", "Consumers", "Real time or batch", "False positives", "Biases"):
        assert f"**{word}.**" in asked
    assert "`GradientBoostingClassifier`, `LogisticRegression`, `RandomForestClassifier`" in card.read_text()
    assert "`roc_auc_score`" in card.read_text()
    owners = (folder / ".github/CODEOWNERS").read_text().splitlines()
    assert all(line.startswith("#") for line in owners)


def introduced(write: Any, markdown: str, *, file: str) -> Path:
    """A notebook that begins with a cell of Markdown."""
    notebook = Path(write("print(1)", file=file))
    document = json.loads(notebook.read_text())
    document["cells"].insert(0, {"cell_type": "markdown", "id": "t", "source": markdown, "metadata": {}})
    notebook.write_text(json.dumps(document))
    return notebook


def test_the_sheet_quotes_how_the_notebook_begins(run: Any, write: Any) -> None:
    folder = converted(run, "churn", "--handover")
    sheet = (folder / "docs/HANDOVER.md").read_text()
    assert "- The notebook begins: “Jane's request: which customers will leave next month and why." in sheet
    assert "Compared with the notebook: not when this was written; `nb2pkg verify NOTEBOOK PACKAGE`" in sheet
    hostile = introduced(write, '# T\n\n\\"""[a](b) <b> `c` _open_ x' + "y " * 400, file="hostile.ipynb")
    assert run("convert", hostile, "--handover").code == 0
    compile(Path("hostile/src/hostile/pipeline.py").read_text(), "pipeline.py", "exec")
    written = Path("hostile/docs/HANDOVER.md").read_text()
    assert open_questions(written) == 10  # those of every sheet
    assert "…”" in written or "\\[...\\]”" in written


@pytest.mark.parametrize("markdown", ["", "Asked by the board in May.", "# Sales"])
def test_nothing_is_quoted_of_a_notebook_that_does_not_say(run: Any, write: Any, markdown: str) -> None:
    assert run("convert", introduced(write, markdown, file="bare.ipynb"), "--handover").code == 0
    assert "begins" not in Path("bare/docs/HANDOVER.md").read_text()


def test_without_a_model_there_is_no_model_card(run: Any) -> None:
    folder = converted(run, "orders_etl", "--handover")
    assert not (folder / "docs" / "MODEL_CARD.md").exists()
    assert "Biases" not in (folder / "docs" / "HANDOVER.md").read_text()


def test_the_version_stands_in_one_place(run: Any) -> None:
    folder = converted(run, "orders_etl", "--handover")
    project = tomllib.loads((folder / "pyproject.toml").read_text())
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/orders_etl/__init__.py"


def test_titles_stay_text_in_every_file(run: Any, write: Any) -> None:
    """A title can be anything: neither YAML nor Markdown takes it for its own."""
    title = '# "x": [a](b) <b> *d* # e: f\n'
    document = json.loads(write("print(1)").read_text())
    document["cells"].insert(0, {"cell_type": "markdown", "id": "t", "source": title, "metadata": {}})
    notebook = write("print(1)").with_name("hostile.ipynb")
    notebook.write_text(json.dumps(document))
    assert run("convert", notebook, "--handover", "--out", "hostile").code == 0
    yaml = pytest.importorskip("yaml")
    entry = yaml.safe_load(Path("hostile/catalog-info.yaml").read_text())
    assert entry["metadata"]["description"] == '"x": a d # e: f'
    assert entry["spec"]["owner"] is None
    assert "<b>" not in Path("hostile/docs/HANDOVER.md").read_text().replace("\\<b\\>", "")
