"""`docs/security.md` names a test for each threat: each of them exists, in our tests or in those that packages get."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
SOURCE = ROOT / "src" / "nb2pkg"
# Pipes to processes of our own; and, in the process that verifies, files that the notebook and the package wrote.
UNPICKLING = {"engine/batches/child.py", "engine/batches/watched.py", "verifier/probe/written.py"}


def known_tests() -> set[str]:
    found = {
        node.name
        for file in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }
    templates = "".join(
        file.read_text(encoding="utf-8") for file in (SOURCE / "emitter" / "templates").glob("test_*.py")
    )
    return found | set(re.findall(r"^def (test_\w+)", templates, re.MULTILINE))


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if row[0] not in {"Threat", "---"}]


def test_every_test_that_is_named_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    assert len(named) > 60
    assert named - known_tests() == set()


def test_every_threat_names_a_test_or_says_that_there_is_none() -> None:
    assert len(rows()) > 30
    assert [row for row in rows() if "`test_" not in row[-1] and row[-1].strip("| ") != "none: not defended"] == []


def test_nothing_is_unpickled_but_what_we_wrote_ourselves() -> None:
    found = {
        file.relative_to(SOURCE).as_posix()
        for file in SOURCE.rglob("*.py")
        if any(_unpickles(node) for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert found == UNPICKLING


def _unpickles(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="pickle" | "marshal" | "shelve" | "dill" | "cloudpickle"), attr=name):
            return name in {"load", "loads", "Unpickler", "open"}
        case ast.ImportFrom(module="pickle" | "marshal" | "shelve" | "dill" | "cloudpickle"):
            return True
    return False
