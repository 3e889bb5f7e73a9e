"""Every `*.case`: the package is as written there, sound, and prints what the notebook prints."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from ruff import find_ruff_bin
from support.case_file import Case, read_case
from support.cutting import cut_everywhere
from support.packages import SUPPORT, Ran, built, built_together, comparable, run_in, texts, write
from support.percent import flat_cells, ipynb_text, percent_cells

from nb2pkg.model.package import Package, Project
from nb2pkg.model.plan import Cut

RULES = "E4,E7,E9,F,I,B,UP"
# One call for all packages, each as if it were linted alone.
SETTINGS = ("--output-format", "concise", "--config", 'src = ["*", "*/src"]')
CASES = {path.stem: read_case(path) for path in sorted(Path(__file__).parent.glob("*.case"))}


def _marked(*options: str) -> list[object]:
    """The cases; those that are known to be wrong must fail."""
    found: list[object] = []
    for stem, case in CASES.items():
        reasons = [case.options[option] for option in options if option in case.options]
        marks = [pytest.mark.xfail(reason=reasons[0], strict=True)] if reasons else []
        found.append(pytest.param(case, id=stem, marks=marks))
    return found


def _written(case: Case, folder: Path) -> Path:
    """The notebook's file, and what lies beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    newline = "\r\n" if case.options.get("newline") == "crlf" else "\n"
    text = ipynb_text(percent_cells(case.sections["notebook"]), newline=newline)
    path = folder / f"{case.path.stem}.ipynb"
    path.write_text(("\ufeff" if "bom" in case.options else "") + text, encoding="utf-8")
    for name, content in case.inputs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return path


@functools.cache
def _package(stem: str) -> Package:
    with tempfile.TemporaryDirectory() as folder:
        return built(_written(CASES[stem], Path(folder)), name=CASES[stem].name)


@functools.cache
def _package_in_pieces(stem: str) -> Package:
    with tempfile.TemporaryDirectory() as folder, cut_everywhere():
        return built(_written(CASES[stem], Path(folder)), name=CASES[stem].name)


@functools.cache
def _notebook_run(stem: str) -> Ran:
    case = CASES[stem]
    cells = [{"source": c.source, "tags": list(c.tags)} for c in flat_cells(percent_cells(case.sections["notebook"]))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cells.json").write_text(json.dumps(cells), encoding="utf-8")
        _written(case, folder / "flat")
        return run_in(
            folder / "flat",
            SUPPORT / "run_flat.py",
            folder / "cells.json",
            python_path=folder / "flat",
            stdin=_stdin(case),
        )


def _stdin(case: Case) -> str:
    return case.options.get("stdin", "").replace("\\n", "\n")


def _expected(package: Package) -> dict[str, str]:
    """What is kept of a package: what was refused, the settings, and the modules with the notebook's code."""
    plan, files = package.plan, texts(package)
    refusals = "".join(f"cell {r.cell}: {r.code}: {r.message}\n" for r in plan.refusals)
    settings = "".join(f"{p.name}: {p.annotation} = {p.default}  # {p.kind.value}\n" for p in plan.parameters)
    found = {"refusals": refusals, "settings": settings}
    names = ["pipeline", *(module.name for module in plan.modules)]
    return {k: v for k, v in found.items() if v} | {
        f"src/{package.name}/{name}.py": files[f"src/{package.name}/{name}.py"] for name in names
    }


@pytest.mark.parametrize("case", [pytest.param(case, id=stem) for stem, case in CASES.items()])
def test_package_is_as_written(case: Case, request: pytest.FixtureRequest) -> None:
    if "broken" in case.options:
        pytest.skip("nothing is expected of it but that it is mended")
    expected = _expected(_package(case.path.stem))
    if request.config.getoption("--update-cases", default=False):
        case.path.write_text(case.updated(expected), encoding="utf-8")
        return
    assert expected == case.expected


@pytest.mark.parametrize("case", _marked("broken"))
def test_package_does_what_the_notebook_does(case: Case, tmp_path: Path) -> None:
    _assert_does_the_same(case, _package(case.path.stem), tmp_path)


@pytest.mark.parametrize("case", _marked("broken", "cut"))
def test_package_cut_everywhere_does_what_the_notebook_does(case: Case, tmp_path: Path) -> None:
    package = _package_in_pieces(case.path.stem)
    if package.plan.steps == _package(case.path.stem).plan.steps and "broken" not in case.options:
        return  # tested above
    _assert_does_the_same(case, package, tmp_path)


@pytest.mark.parametrize("case", _marked("broken")[:: 1 if os.environ.get("NB2PKG_ALL_TWINS") else 5])
def test_part_that_shares_all_it_can_does_what_the_notebook_does(case: Case, tmp_path: Path) -> None:
    """In a project with its own copy all that can be shared is."""
    path = _written(case, tmp_path / "twins")
    twin = path.with_name("twin_of_it" + path.suffix)
    shutil.copy(path, twin)
    project = built_together(path, twin, name="two_of_them")
    _assert_does_the_same(case, project, tmp_path, module=project.parts[0].name)


@pytest.mark.parametrize("case", _marked("broken"))
def test_package_of_one_function_does_what_the_notebook_does(case: Case, tmp_path: Path) -> None:
    _assert_coarser_does_the_same(case, Cut.ONE, tmp_path)


@pytest.mark.parametrize("case", _marked("broken", "script"))
def test_script_does_what_the_notebook_does(case: Case, tmp_path: Path) -> None:
    _assert_coarser_does_the_same(case, Cut.SCRIPT, tmp_path)


def _assert_coarser_does_the_same(case: Case, cut: Cut, folder: Path) -> None:
    package = built(_written(case, folder / "source"), name=case.name, cut=cut)
    if package.plan.steps == _package(case.path.stem).plan.steps and "broken" not in case.options:
        return  # tested above
    _assert_does_the_same(case, package, folder)


def _assert_does_the_same(case: Case, package: Package | Project, folder: Path, *, module: str = "") -> None:
    for path, text in texts(package).items():
        if path.endswith(".py"):
            compile(text, path, "exec", dont_inherit=True)
    if "run" in case.options:
        return
    notebook = _notebook_run(case.path.stem)
    assert notebook.code == 0, notebook.err
    ours = _package_run(case, package, folder, module or case.name)
    assert ours.code == 0, ours.err
    assert comparable(ours.out, name=(module or case.name).partition(".")[0]) == comparable(
        notebook.out, name=case.name
    )
    assert ours.files == notebook.files
    assert "<locals>" not in ours.out or "<locals>" in notebook.out


def _package_run(case: Case, package: Package | Project, folder: Path, module: str) -> Ran:
    write(package, folder / "out")
    _written(case, folder / "package")
    return run_in(folder / "package", "-m", module, python_path=folder / "out" / "src", stdin=_stdin(case))


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=stem) for stem, case in CASES.items() if "broken" not in case.options]
)
def test_second_conversion_is_the_same(case: Case, tmp_path: Path) -> None:
    first = texts(_package(case.path.stem))
    assert texts(built(_written(case, tmp_path), name=case.name)) == first


HASHED = """
import sys
from pathlib import Path
from support.packages import built, texts
print(sorted(texts(built(Path(sys.argv[1]), name=sys.argv[2])).items()))
"""


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=stem) for stem, case in CASES.items() if "seeds" in case.options]
)
def test_hash_seed_does_not_matter(case: Case, tmp_path: Path) -> None:
    path = _written(case, tmp_path)
    printed = {
        subprocess.run(
            [sys.executable, "-c", HASHED, str(path), case.name],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(SUPPORT.parent)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert printed == {f"{sorted(texts(_package(case.path.stem)).items())}\n"}


@pytest.mark.parametrize(
    ("options", "left_out"),
    [
        (("--select", RULES), {"broken", "unclean"}),
        (("--select", "F821", "--ignore-noqa", "--exclude", "script.py"), {"broken", "unclean", "undefined"}),
    ],
    ids=["clean", "no-undefined-names"],
)
def test_packages_under_ruff(options: tuple[str, ...], left_out: set[str], tmp_path: Path) -> None:
    for stem, case in CASES.items():
        if not case.options.keys() & left_out:
            write(_package(stem), tmp_path / stem)
    done = subprocess.run(
        [find_ruff_bin(), "check", "--isolated", "--no-cache", *SETTINGS, *options],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "All checks passed!"
