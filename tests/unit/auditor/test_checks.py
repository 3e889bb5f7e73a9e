"""Every check: a sound package passes it, and the smallest change that matters does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nb2pkg.auditor import audit_subject, checks, read_subject
from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent
from nb2pkg.model.audit import State
from tests.support.hand_made import DEPENDABOT, DOCKERFILE, MAIN, MODEL, PYPROJECT, TESTS, WORKFLOW, write_files

P, F, H, U, N = State.PASSED, State.FAILED, State.PERSON, State.UNKNOWN, State.NONE
GOOD = ToolReport(version="1", verdicts={"check": (True, ""), "format": (True, ""), "dead": (True, "")})
# What no program can see without running the package, or what a package that was written by hand cannot have.
SOUND = {
    6: U, 14: U, 17: U, 18: N, 19: N, 20: U, 22: N, 23: N, 24: N, 25: N, 26: N, 44: N, 51: N, 54: N, 56: U, 59: N,
}  # fmt: skip
A = "src/shop/model.py"
VERDICT = {"result": "same", "compared": 3, "observations": 3}
LONG = {"cell": 0, "code": "long-function", "message": "`f` has about 70 lines", "remedy": "split it"}
STATEMENT = {"cell": 0, "module": "model", "name": "fit_model", "reason": ""}


def states(folder: Path, changes: dict[str, str | None], **tools: ToolReport) -> dict[int, State]:
    subject = read_subject(write_files(folder, changes), tools={"ruff": GOOD, **tools})
    found = audit_subject(subject, package="shop", version="0")
    return {item.number: item.answer.state for item in found.items}


def provenance(**facts: object) -> str:
    return json.dumps({"package": "shop", "statements": [STATEMENT], "verdict": VERDICT, **facts})


def test_there_is_a_check_for_each_item() -> None:
    assert [check.number for check in checks()] == list(range(1, 63))
    assert len({check.name for check in checks()}) == 62
    assert all(check.title for check in checks())


def test_a_sound_package_passes(tmp_path: Path) -> None:
    found = states(tmp_path, {})
    assert found == {number: SOUND.get(number, P) for number in range(1, 63)}


def edited(path: str, text: str, old: str, new: str) -> dict[str, str | None]:
    assert old in text
    return {path: text.replace(old, new)}


def project(old: str, new: str) -> dict[str, str | None]:
    return edited("pyproject.toml", PYPROJECT, old, new)


def added(code: str) -> dict[str, str | None]:
    return {A: MODEL + code}


FLAT = {"module": "script", "name": "run_script"}
SCRIPT = {"docs/provenance.json": provenance(package="shop", functions=[FLAT]), "docs/CONVERSION.md": "x"}
BARE = "src/shop/script.py"


def flat(code: str) -> dict[str, str | None]:
    """With a flat script of these statements, which nb2pkg could not take apart."""
    return {**SCRIPT, BARE: code}


def carried(code: str) -> dict[str, str | None]:
    """With a module of the author's beside the package that nb2pkg made of the notebook."""
    return {"docs/provenance.json": provenance(), "docs/CONVERSION.md": "x", "src/tools.py": code}


def untold() -> dict[str, str | None]:
    """As a package whose notebook could not be run where it was verified."""
    return {"docs/provenance.json": provenance(verdict={**VERDICT, "result": "cannot tell"})}


def parted(*verdicts: object, missing: str = "") -> dict[str, str | None]:
    """As a package of several notebooks, with their verdicts."""
    names = [f"part{n}" for n in range(len(verdicts))]
    files: dict[str, str | None] = {
        "docs/provenance.json": json.dumps({"project": "shop", "parts": [{"name": name} for name in names]})
    }
    for name, verdict in zip(names, verdicts, strict=True):
        facts = provenance(package=f"shop.{name}", verdict=verdict, refusals=[])
        files |= {f"docs/{name}/provenance.json": facts, f"docs/{name}/CONVERSION.md": "x"}
        files[f"src/shop/{name}/model.py"] = None if name == missing else '"""Steps."""\n'
    return files


CHANGES: list[tuple[int, State, dict[str, str | None]]] = [
    (1, F, project('build-backend = "hatchling.build"', "")),
    (1, F, project('"hatchling>=1.26"', '"hatchling>=1.26", "wheel"')),
    (1, F, {"pyproject.toml": "[project\n"}),
    (2, F, project('description = "Revenue by shop."\n', "")),
    (2, H, project('license = "MIT"\n', "")),
    (2, F, project('license = "MIT"', 'license = { text = "MIT" }')),
    (2, F, project('license = "MIT"', 'license = "MIT"\nclassifiers = ["License :: OSI Approved"]')),
    (3, F, project(">=3.11", ">=3.11,<4")),
    (3, F, project('requires-python = ">=3.11"\n', "")),
    (3, F, {"docs/provenance.json": provenance(python="3.12")}),
    (4, F, project("dev = [", "other = [")),
    (5, F, {"Makefile": None}),
    (5, F, {".pre-commit-config.yaml": None}),
    (5, H, {"LICENSE": None}),
    (7, F, project("shop.__main__:main", "shop.__main__:start")),
    (7, F, {"src/shop/__main__.py": None}),
    (8, F, added("\nprint('hello')\n")),
    (8, F, added('\nTABLE = pd.read_csv("a.csv")\n')),
    (8, P, added('\nif __name__ == "__main__":\n    print(1)\n')),
    (8, H, flat("print(1)\n")),
    (8, F, flat("print(1)\n") | added("\nprint('hello')\n")),
    (9, F, added("\nx = (\n")),
    (9, F, project(">=3.11", ">=3.7") | added("\n\nmatch 1:\n    case 1:\n        X = 1\n")),
    (10, F, {"src/shop/__init__.py": '__version__ = "1.2.0"\n'}),
    (10, F, {"CHANGELOG.md": "# Changelog\n"}),
    (11, F, project(', "scikit-learn>=1.4"', "")),
    (11, P, added("\ntry:\n    import cupy\nexcept ImportError:\n    cupy = None\n")),
    (12, F, project("scikit-learn>=1.4", "sklearn")),
    (13, F, {"pylock.toml": None}),
    (13, F, project("pandas>=2.1", "pandas")),
    (21, H, flat('rng = default_rng(3)\n')),
    (15, F, added('\n\ndef setup() -> None:\n    """Do."""\n    import os\n    os.system("pip install x")\n')),
    (15, F, added('\n\ndef add(name: str) -> None:\n    """Do."""\n    run([py, "-m", "pip", "install", name])\n')),
    (15, F, added('\n\nCOMMAND = f"{PYTHON} -m pip install shop"\n')),
    (15, F, added('\n\nget_ipython().run_line_magic("pip", "install x")\n')),
    (15, F, {A: "!pip install x\n"}),
    (15, P, added('\n\ndef need() -> None:\n    """Say: pip install x."""\n    raise SystemExit("pip install x")\n')),
    (15, P, added('\n\ndef need() -> None:\n    """Say."""\n    LOGGER.warning("x is missing: pip install x")\n')),
    (16, U, {"pylock.toml": None}),
    (18, U, {"docs/provenance.json": provenance(verdict=None), "docs/CONVERSION.md": "x"}),
    (18, P, {"docs/provenance.json": provenance(), "docs/CONVERSION.md": "x"}),
    (18, F, {"docs/provenance.json": provenance(verdict={**VERDICT, "result": "different"})}),
    (19, U, {"docs/provenance.json": provenance(verdict={**VERDICT, "result": "cannot tell"})}),
    (21, F, edited(A, MODEL, "random_state=seed", "random_state=42")),
    (22, P, {"docs/provenance.json": provenance()} | added("\nimport matplotlib\n")),
    (23, P, {"docs/provenance.json": provenance()} | edited(A, MODEL, "return gain", 'orders.to_csv("b")')),
    (18, P, parted(VERDICT, VERDICT)),
    (18, U, parted(VERDICT, None)),
    (18, F, parted(VERDICT, {**VERDICT, "result": "different"}, VERDICT)),
    (24, P, parted(VERDICT, VERDICT)),
    (24, F, parted(VERDICT, VERDICT, missing="part1")),
    (24, F, {"docs/provenance.json": provenance()}),
    (24, F, {"docs/provenance.json": provenance(statements=[{**STATEMENT, "module": "a"}]), "docs/CONVERSION.md": "x"}),
    (24, P, {"docs/provenance.json": provenance(), "docs/CONVERSION.md": "x"}),
    (25, F, {"docs/provenance.json": provenance(statements=[{"cell": 3}])}),
    (25, P, {"docs/provenance.json": provenance(dropped_cells=[{"cell": 3, "reason": "comments only"}])}),
    (26, H, {"docs/provenance.json": provenance(refusals=[{"code": "x", "cell": 1}])}),
    (27, F, added("\n\ndef f(a, b, c, d, e, g, h, i):\n    return a\n")),
    (27, F, added("\n\ndef f(a):\n" + "    a += 1\n" * 70)),
    (27, H, {"docs/provenance.json": provenance(refusals=[LONG])} | added("\n\ndef f(a):\n" + "    a += 1\n" * 70)),
    (27, F, {"docs/provenance.json": provenance(refusals=[LONG])} | added("\n\ndef g(a):\n" + "    a += 1\n" * 70)),
    (27, F, added("\n\ndef f(a):\n" + "    if a:\n        a += 1\n" * 12)),
    (28, F, added("\n\nseen = []\n\n\ndef f(a):\n    seen.append(a)\n")),
    (28, F, added("\n\ndef f(a):\n    global b\n    b = a\n")),
    (28, P, added("\n\nseen = []\n\n\ndef f(a):\n    seen = []\n    seen.append(a)\n")),
    (29, F, added("\nfrom os import *\n")),
    (30, F, added("\nfrom IPython.display import HTML\n")),
    (30, F, added("\n%matplotlib inline\n")),
    (30, H, flat("from IPython.display import HTML\n")),
    (31, F, project("[tool.ruff]", "[tool.other]")),
    (33, F, edited(A, MODEL, "seed: int", "seed")),
    (33, F, project("[tool.mypy]", "[tool.other]")),
    (33, H, flat("def f(a):\n    return a\n")),
    (33, F, flat("def f(a):\n    return a\n") | edited(A, MODEL, "seed: int", "seed")),
    (33, H, carried("def f(a):\n    return a\n")),
    (33, F, carried("def f(a):\n    return a\n") | edited(A, MODEL, "seed: int", "seed")),
    (33, H, untold() | edited(A, MODEL, "seed: int", "seed")),
    (34, H, edited(A, MODEL, '    """How much better the model is than no model."""\n', "")),
    (35, H, edited(A, MODEL, "dummy = Dummy", "model2 = Dummy")),
    (37, H, edited(A, MODEL, "logger.info", "print")),
    (38, F, edited(A, MODEL, "    return gain", "    try:\n        return gain\n    except:\n        return 0.0")),
    (38, F, edited("src/shop/__main__.py", MAIN, "sys.exit(main())", "main()")),
    (39, F, added('\npassword = "hunter22Zq8Lw3x"\n')),
    (40, F, edited("src/shop/__main__.py", MAIN, '"orders.csv"', '"/home/ann/orders.csv"')),
    (40, F, {"src/shop/config.py": 'BASE = "/home/ann"\n'}),
    (40, H, {"src/shop/config.py": 'BASE = "/home/ann"\n', "docs/provenance.json": provenance()}),
    (40, F, {"docs/provenance.json": provenance()} | added('\nBASE = "/home/ann"\n')),
    (41, F, edited("src/shop/__main__.py", MAIN, 'os.environ.get("SHOP_ORDERS_PATH", "orders.csv")', "os.name")),
    (42, F, edited(A, MODEL, "    return gain", "    orders.to_csv(orders_path)\n    return gain")),
    (43, F, {"data/orders.csv": "a,b\n"}),
    (43, P, {"tests/data/orders.csv": "a,b\n"}),
    (43, F, {".gitignore": "*.pyc\n"}),
    (44, P, {"a.ipynb": '{"cells": [{"outputs": []}]}'}),
    (44, H, {"a.ipynb": '{"cells": [{"outputs": [{}]}]}'}),
    (45, F, {"tests/test_model.py": "x = 1\n"}),
    (45, F, project('"--strict-markers", ', "")),
    (46, F, edited("tests/test_model.py", TESTS, "assert fit_model(", "assert str(")),
    (46, H, untold() | edited("tests/test_model.py", TESTS, "assert fit_model(", "assert str(")),
    (46, H, carried("def f(a):\n    return a\n")),
    (46, F, {**carried("def f(a):\n    return a\n"), "tests/test_model.py": TESTS.replace("assert fit_", "assert ")}),
    (13, H, untold() | {"pylock.toml": None}),
    (7, P, {"src/shop/__main__.py": 'import sys\n\n\ndef main() -> int:\n    return "--help" in sys.argv\n'}),
    (47, F, edited("tests/test_model.py", TESTS, "assert main() == 0", "assert True")),
    (48, U, {"coverage.xml": None}),
    (48, F, {"coverage.xml": '<coverage line-rate="0.70" branch-rate="0.93">'}),
    (49, H, edited("tests/test_model.py", TESTS, "orders.columns", "orders")),
    (50, H, edited("tests/test_model.py", TESTS, "orders.notna().all().all()", "True")),
    (51, H, added('\n\ndef predict(path: str) -> float:\n    """Do."""\n    return 1.0\n')),
    (52, F, {".github/workflows/ci.yml": None}),
    (52, F, edited(".github/workflows/ci.yml", WORKFLOW, "mypy && ", "")),
    (53, F, edited(".github/workflows/ci.yml", WORKFLOW, "@11bd71901bbe5b1630ceea73d27597364c9af683", "@v4")),
    (53, F, edited(".github/workflows/ci.yml", WORKFLOW, "permissions:\n  contents: read\n", "")),
    (53, F, {".github/dependabot.yml": None}),
    (54, F, edited(".github/workflows/ci.yml", WORKFLOW, "python -m build", "python -m build && twine upload dist/*")),
    (55, H, {".github/CODEOWNERS": "# who?\n"}),
    (55, H, {".github/CODEOWNERS": None}),
    (57, H, edited(A, MODEL, "DummyClassifier", "PlainClassifier")),
    (58, F, edited(A, MODEL, "random_state=seed", "random_state=seed, C=0.5")),
    (58, P, edited(A, MODEL, "random_state=seed", "random_state=seed, n_jobs=2, verbose=1")),
    (59, H, added("\nimport pickle\n\n\ndef _save(model: object) -> None:\n    pickle.dump(model, model)\n")),
    (60, F, {"docs/MODEL_CARD.md": None}),
    (60, H, {"docs/MODEL_CARD.md": "Intended use: _open_\n"}),
    (61, F, {"Dockerfile": None}),
    (61, F, edited("Dockerfile", DOCKERFILE, "USER app\n", "")),
    (61, F, edited("Dockerfile", DOCKERFILE, "python:3.11-slim", "python:latest")),
    (61, F, {".dockerignore": None}),
    (62, F, {"SECURITY.md": None}),
    (62, H, {"catalog-info.yaml": "spec:\n  owner:\n"}),
    (62, H, {"docs/HANDOVER.md": "Owner: _open_\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("item", "state", "changes"), CHANGES, ids=[f"{n}-{s.value}" for n, s, _ in CHANGES])
def test_a_change_that_matters_is_seen(tmp_path: Path, item: int, state: State, changes: dict[str, str | None]) -> None:
    assert states(tmp_path, changes)[item] is state


@pytest.mark.parametrize(
    ("item", "tool", "report", "state"),
    [
        (6, "build", ToolReport(version="1", verdicts={"build": (True, "")}), P),
        (6, "build", ToolReport(version="1", verdicts={"build": (False, "no")}), F),
        (6, "build", absent(), U),
        (11, "deptry", ToolReport(version="1", verdicts={"0": (False, "'x' missing")}), F),
        (17, "pip-audit", ToolReport(version="1", verdicts={}), P),
        (17, "pip-audit", ToolReport(version="1", verdicts={"x": (False, "x 1: PYSEC-1")}), F),
        (17, "pip-audit", absent(), U),
        (31, "ruff", absent(), U),
        (32, "ruff", absent(), U),
        (36, "ruff", absent(), U),
        (36, "ruff", ToolReport(version="1", verdicts={**GOOD.verdicts, "dead": (False, "1 ERA001")}), H),
        (45, "sp-repo-review", ToolReport(version="1", verdicts={"PP304": (False, "log level")}), F),
        (45, "sp-repo-review", ToolReport(version="1", verdicts={"PP304": (None, "log level")}), P),
        (52, "check-jsonschema", ToolReport(version="1", verdicts={"ci.yml": (False, "ci.yml: no")}), F),
        (53, "sp-repo-review", ToolReport(version="1", verdicts={"GH200": (False, "no bot")}), F),
    ],
)
def test_what_other_programs_say_counts(tmp_path: Path, item: int, tool: str, report: ToolReport, state: State) -> None:
    assert states(tmp_path, {}, **{tool: report})[item] is state


def test_the_texts_of_a_bot_are_those_of_the_sound_package() -> None:
    assert "groups" in DEPENDABOT


def test_packages_laid_out_otherwise_are_read_as_they_are(tmp_path: Path) -> None:
    """No src/: documents, examples and tests beside the modules are not the library."""
    files = {
        "shop/__init__.py": "", "shop/model.py": "def fit(a: int) -> int:\n    return a\n",
        "shop/tests/test_model.py": "def test_fit():\n    assert fit(1)\n", "test_shop.py": "def test_all(): ...\n",
        "doc/conf.py": "print(1)\n", "examples/plot.py": "print(1)\n", "setup.py": "", "conftest.py": "", "tool.py": "",
    }  # fmt: skip
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    subject = read_subject(tmp_path, tools={})
    assert [module.path for module in subject.library] == ["shop/__init__.py", "shop/model.py", "tool.py"]
    assert [module.path for module in subject.tests] == ["conftest.py", "shop/tests/test_model.py", "test_shop.py"]
