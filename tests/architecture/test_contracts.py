"""Who may import whom, and what starting up costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("IPython", "black", "jupytext", "jupyter_client", "libcst", "nb2pkg.verifier", "nbclient", "nbformat", "rich")


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


def test_the_import_contracts_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_templates_do_not_know_each_other() -> None:
    trees = {p.stem: ast.parse(p.read_text()) for p in (ROOT / "src/nb2pkg/emitter/templates").glob("*.py")}
    assigned = {
        name: {ast.unparse(n.targets[0]) for n in t.body if isinstance(n, ast.Assign)} for name, t in trees.items()
    }
    templates = {name for name, targets in assigned.items() if "TEMPLATE" in targets}
    assert templates
    imported = {
        (name, (node.module or "").rpartition(".")[2])
        for name in templates
        for node in ast.walk(trees[name])
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nb2pkg.emitter.templates.")
    }
    assert {(name, other) for name, other in imported if other in templates} == set()


def heavy_after(code: str) -> list[str]:
    return run_python(f"import sys\n{code}\nprint(*[m for m in {HEAVY!r} if m in sys.modules])").split()


@pytest.mark.parametrize(
    "module", ["nb2pkg", "nb2pkg.surfaces.cli", "nb2pkg.planner", "nb2pkg.reader", "nb2pkg.tracer"]
)
def test_importing_costs_nothing_heavy(module: str) -> None:
    assert heavy_after(f"import {module}") == []


def test_a_sound_notebook_needs_nothing_heavy(tmp_path: Path) -> None:
    notebook = "'fixtures/notebooks/churn/churn.ipynb'"
    assert heavy_after(f"import nb2pkg; nb2pkg.plan({notebook})") == []
    assert heavy_after(f"import nb2pkg; nb2pkg.convert({notebook}, out={str(tmp_path / 'out')!r})") == []


def test_importing_the_package_imports_none_of_its_modules() -> None:
    code = "import sys, nb2pkg; print(*[m for m in sys.modules if m.startswith('nb2pkg.')])"
    assert run_python(code).split() == []


@pytest.mark.parametrize("arguments", [["check", "--no-ruff", "--no-cache"], ["plan"], ["convert", "--dry-run"]])
def test_only_verifying_brings_what_executes(arguments: list[str]) -> None:
    notebook = "fixtures/notebooks/churn/churn.ipynb"
    code = (
        f"from nb2pkg.surfaces.cli import main; import sys; sys.stdout = sys.stderr; main({[*arguments, notebook]!r})"
    )
    code += "\nsys.stdout = sys.__stdout__"
    assert {"nb2pkg.verifier", "nbclient", "jupyter_client"} & set(heavy_after(code)) == set()
