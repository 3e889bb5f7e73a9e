"""What is emitted is in black's style."""

from __future__ import annotations

import ast
from pathlib import Path

import black
import pytest

from nb2pkg.emitter.format import formatted
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.pipeline import build_package

FIXTURES = Path(__file__).parents[3] / "fixtures" / "notebooks"
SUFFIXES = {".ipynb", ".py", ".md", ".Rmd"}


def test_names_of_files_are_kept_and_lint_is_mended() -> None:
    files = {
        "src/p/a.py": "import os,sys\nf = lambda x: x\nprint( sys )\n",
        "tests/test_a.py": "from p import a\nprint(a)\n",
    }
    made = formatted(files, package="p")
    assert made.keys() == files.keys()
    assert made["src/p/a.py"] == "import sys\n\n\ndef f(x):\n    return x\n\n\nprint(sys)\n"


def test_what_cannot_be_mended_is_marked() -> None:
    made = formatted({"a.py": "if x == None:\n    pass\n"}, package="p")
    assert "x == None" in made["a.py"]
    assert "# noqa: E711, F821" in made["a.py"] or "# noqa: F821, E711" in made["a.py"]


def test_a_mark_never_stands_within_a_text() -> None:
    text = "x = '5 \\\n  ' % 3\n"
    made = formatted({"a.py": text}, package="p")["a.py"]
    assert ast.dump(ast.parse(made)) == ast.dump(ast.parse(text))
    assert made.startswith("# ruff: noqa: F507, UP031\n")


@pytest.mark.slow
def test_black_leaves_the_packages_of_the_fixtures_alone() -> None:
    left_alone, changed, refused = 0, [], []
    notebooks = sorted(p for p in FIXTURES.rglob("*") if p.suffix in SUFFIXES and p.parent.parent == FIXTURES)
    for notebook in notebooks:
        try:
            package = build_package(notebook, Choices(name="made"))
        except Nb2pkgError:
            refused.append(notebook.name)
            continue
        for file in package.files:
            if file.path.endswith(".py"):
                ast.parse(file.text)
                is_same = black.format_str(file.text, mode=black.Mode()) == file.text
                left_alone += is_same
                changed += [] if is_same else [f"{notebook.name}: {file.path}"]
    assert len(notebooks) - len(refused) >= 15, refused
    assert left_alone >= 0.97 * (left_alone + len(changed)), changed
