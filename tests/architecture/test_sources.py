"""The shape of the source: sizes, docstrings, return types, and what goes into the wheel."""

from __future__ import annotations

import ast
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src" / "nb2pkg").rglob("*.py"))
TABLES = ROOT / "src" / "nb2pkg" / "knowledge" / "tables"  # data, as long as they have to be
MOST_LINES_OF_FILE = 400
MOST_LINES_OF_FUNCTION = 60
MOST_LINES_OF_PIPELINE = 120


def name(path: Path) -> str:
    return str(path.relative_to(ROOT / "src"))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_small_and_documented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= MOST_LINES_OF_FILE or path.parent == TABLES
    assert ast.get_docstring(tree)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    sizes = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions}
    assert {n: size for n, size in sizes.items() if size > MOST_LINES_OF_FUNCTION} == {}
    assert [f.name for f in functions if f.returns is None] == []


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.py")), ids=name)
def test_tables_hold_nothing_but_constants(path: Path) -> None:
    docstring, *rest = ast.parse(path.read_text(encoding="utf-8")).body
    assert isinstance(docstring, ast.Expr)
    for node in rest:
        assert isinstance(node, ast.Assign | ast.AnnAssign)
        assert node.value is not None
        ast.literal_eval(node.value)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_public_definitions_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    definitions = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    undocumented = [n.name for n in definitions if not n.name.startswith("_") and not ast.get_docstring(n)]
    assert undocumented == []


def test_the_pipeline_fits_on_a_screen() -> None:
    text = (ROOT / "src" / "nb2pkg" / "pipeline.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < MOST_LINES_OF_PIPELINE


def test_modules_are_named_for_what_they_hold() -> None:
    vague = {"utils", "util", "common", "helpers", "base", "types", "misc"}
    assert [name(path) for path in MODULES if path.stem in vague or path.parent.name in vague] == []


def test_the_wheel_holds_all_modules(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel")
    built = next(iter(wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    with zipfile.ZipFile(built) as archive:
        packed = set(archive.namelist())
    source = ROOT / "src"
    wanted = [path for path in (source / "nb2pkg").rglob("*") if path.suffix in {".py", ".typed"}]
    assert {path.relative_to(source).as_posix() for path in wanted} <= packed
    assert not any(path.startswith(("tests/", "fixtures/")) for path in packed)
