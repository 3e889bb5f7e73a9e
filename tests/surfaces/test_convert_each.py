"""`nb2pkg convert --each` and `nb2pkg verify` of folders: each notebook its own package, nothing done twice or lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.engine.many.ledger import Ledger
from nb2pkg.errors import Nb2pkgError
from tests.support.full_disk import largest_file
from tests.support.git_repository import notebook
from tests.surfaces.conftest import Run

R = json.dumps(json.loads(notebook("x <- 1")) | {"metadata": {"kernelspec": {"name": "ir", "language": "R"}}})
FILES = {
    "sales.ipynb": notebook("import math\nx = 3", "print(math.sqrt(x))"),
    "Sales.ipynb": notebook("print('other')"),
    "sales/load.ipynb": notebook("rows = [1, 2]", "print(sum(rows))"),
    "sales/01 load.ipynb": notebook("import helper\nprint(helper.one())"),
    "sales/helper.py": "def one():\n    return 1\n",
    "broken.ipynb": notebook("x = ("),
    "no_notebook.ipynb": "{",
    "r.ipynb": R,
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "notebooks"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def rows(out: Path) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in (out / "conversions.jsonl").read_text().splitlines()]
    return {row["notebook"]: row for row in found}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_each_becomes_a_package_of_its_own(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = run("convert", tree, "--each", "--out", out, "--engine", "serial")
    assert ran.code == 1, ran.err
    assert {name: (row["standing"], row["package"]) for name, row in rows(out).items()} == {
        "Sales.ipynb": ("converted", "sales_2"),
        "broken.ipynb": ("refused", "broken"),
        "no_notebook.ipynb": ("refused", "no_notebook"),
        "r.ipynb": ("skipped", "r"),
        "sales.ipynb": ("converted", "sales_3"),
        "sales/01 load.ipynb": ("converted", "sales/load"),
        "sales/load.ipynb": ("converted", "sales/load_2"),
    }
    assert ran.out.splitlines()[0] == f"4 of 7 notebooks are packages below {out} (7 looked at now)."
    assert "  broken.ipynb: " in ran.out
    for name in ("sales_2", "sales_3", "sales/load", "sales/load_2"):
        assert (out / name / "pyproject.toml").is_file()
    source = next((out / "sales/load_2/src").glob("*/pipeline.py")).parents[1]
    said = subprocess.run(
        [sys.executable, "-m", "load"], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(source)}
    )
    assert said.stdout == "3\n"


def test_what_a_killed_run_left_behind(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ask = ("convert", tree / "sales.ipynb", tree / "Sales.ipynb", "--each", "--out", out, "--engine", "serial")
    (out / ".sales.123.new" / "src").mkdir(parents=True)
    (out / ".sales_2.123.new" / ".git").mkdir(parents=True)
    (out / ".sales_2.123.old").mkdir()
    assert run(*ask).code == 1
    assert "was left by a run that was killed" in rows(out)["sales.ipynb"]["reason"]
    assert sorted(path.name for path in out.glob(".*")) == [".sales_2.123.new", ".sales_2.123.old"]
    (out / ".sales_2.123.old").rmdir()
    assert run(*ask).code == 0
    assert not list(out.glob(".*"))


def test_engines_write_the_same(run: Run, tree: Path, tmp_path: Path) -> None:
    for engine in ("serial", "processes"):
        run("convert", tree, "--each", "--out", tmp_path / engine, "--engine", engine, "--jobs", "2")
    assert contents(tmp_path / "processes") == contents(tmp_path / "serial")


def test_a_second_run_does_what_is_new(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ask = ("convert", tree, "--each", "--out", out, "--engine", "serial")
    run(*ask)
    pipeline = next((out / "sales_2").rglob("pipeline.py"))
    pipeline.write_text("# mended by hand\n" + pipeline.read_text())
    (tree / "new.ipynb").write_text(notebook("print('new')"))
    assert "(1 looked at now)" in run(*ask).out
    assert "(0 looked at now)" in run(*ask).out
    (tree / "sales" / "helper.py").write_text("def one():\n    return 1 + 0\n")
    ran = run(*ask)
    assert "(2 looked at now)" in ran.out
    assert "sales/01 load.ipynb: " in ran.out
    assert "replace the earlier package with --force" in rows(out)["sales/01 load.ipynb"]["hint"]
    assert rows(out)["sales/load.ipynb"]["standing"] == "converted"  # it does not import the module
    assert run(*ask, "--force").code == 1
    assert rows(out)["sales/01 load.ipynb"]["standing"] == "converted"
    assert "1 + 0" in next((out / "sales/load").rglob("helper.py")).read_text()
    assert pipeline.read_text().startswith("# mended by hand")
    assert "(8 looked at now)" in run(*ask, "--figures", "show", "--force").out


def test_what_is_killed_goes_on_where_it_was(run: Run, tree: Path, tmp_path: Path) -> None:
    for n in range(40):
        (tree / f"n{n:02}.ipynb").write_text(notebook(f"x = {n}", "print(x)"))
    out, whole = tmp_path / "out", tmp_path / "whole"
    options = ("--each", "--engine", "processes", "--jobs", "1")
    process = subprocess.Popen(
        [sys.executable, "-m", "nb2pkg", "convert", str(tree), "--out", str(out), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not len(list(out.glob("*/pyproject.toml"))) and time.monotonic() < until:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = len((out / "conversions.jsonl").read_bytes().splitlines()) if out.exists() else 0
    assert done < 47
    ran = run("convert", tree, "--out", out, *options)
    assert f"({47 - done} looked at now)" in ran.out
    run("convert", tree, "--out", whole, *options)
    assert contents(out) == contents(whole)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
@pytest.mark.parametrize(
    ("size", "statements", "place", "done"),
    [(16_000, 400, "n" * 190, range(1)), (24_000, 1, "conversions.jsonl", range(15, 40))],
)
def test_a_disk_that_is_full(run: Run, tmp_path: Path, size: int, statements: int, place: str, done: range) -> None:
    """A limit on the size of files stands for it. The smaller one stops a package, the other one the ledger."""
    out, whole = tmp_path / "out", tmp_path / "whole"
    more = "\n".join(f"print({n})" for n in range(1, statements))
    for n in range(40):
        (tmp_path / "tree").mkdir(exist_ok=True)
        (tmp_path / "tree" / f"{'n' * 190}_{n:02}.ipynb").write_text(notebook(f"print({n})\n{more}"))
    ask = ("convert", tmp_path / "tree", "--each", "--engine", "serial", "--out")
    with largest_file(size):
        ran = run(*ask, out)
    assert ran.code == 2
    assert f"error: {out / place}" in ran.err
    assert "cannot be written: File too large" in ran.err
    assert "the same command goes on where it stopped" in ran.err
    number = len(Ledger(out / "conversions.jsonl").rows())
    assert number in done
    assert all(row["standing"] == "converted" for row in Ledger(out / "conversions.jsonl").rows().values())
    assert not list(out.glob(".*.new*/*"))
    assert f"({40 - number} looked at now)" in run(*ask, out).out
    run(*ask, whole)
    assert contents(out) == contents(whole)


def test_a_line_that_was_cut_off_is_no_line(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.replace([{"notebook": "b", "n": 1}, {"notebook": "a", "n": 1}])
    ledger.append([{"notebook": "b", "n": 2}])
    whole = ledger.rows()
    with ledger.file.open("a") as stream:
        stream.write('{"notebook": "c", "n"')
    assert ledger.rows() == whole == {"a": {"notebook": "a", "n": 1}, "b": {"notebook": "b", "n": 2}}
    ledger.file.write_bytes(ledger.file.read_bytes() + b'\n[]\n{"notebook": 3}\n\xff\n')
    assert ledger.rows() == whole
    ledger.file.unlink()
    ledger.file.mkdir()
    with pytest.raises(Nb2pkgError, match="cannot be read"):
        ledger.rows()


def test_limits_hold_for_each(run: Run, tree: Path, tmp_path: Path) -> None:
    slow = "\n".join(f"x{n} = [{', '.join(f'x{k}' for k in range(max(0, n - 30), n))}]" for n in range(4000))
    (tree / "slow.ipynb").write_text(notebook(slow))
    out = tmp_path / "out"
    ran = run("convert", tree, "--each", "--out", out, "--timeout", "1", "--jobs", "1")
    assert ran.code == 1
    assert rows(out)["slow.ipynb"]["reason"] == "It takes more than 1 seconds."
    assert rows(out)["sales.ipynb"]["standing"] == "converted"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--each",), "Where shall the packages go?"),
        (("--each", "--out", "o", "--name", "x"), "--name is for one package"),
        (("--each", "--out", "o", "--verify"), "--verify is for one package"),
        (("--each", "--out", "o", "--template", "t"), "--template is for one package"),
        (("--engine", "dask"), "An engine is for many notebooks"),
        (("--timeout", "5"), "limit runs, and nothing is run"),
    ],
)
def test_what_cannot_be_asked_for(run: Run, tree: Path, options: tuple[str, ...], said: str) -> None:
    ran = run("convert", tree / "sales.ipynb", *options)
    assert ran.code == 2
    assert said in ran.err
    assert not Path("o").exists()


def test_a_dry_run_says_where_they_go(run: Run, tree: Path) -> None:
    ran = run("convert", tree, "--each", "--out", "o", "--dry-run")
    assert "o/sales/load: sales/01 load.ipynb" in ran.out
    assert "Would write 7 packages." in ran.out
    assert not Path("o").exists()


@pytest.mark.slow
def test_packages_are_verified_together(run: Run, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("convert", tree, "--each", "--out", out, "--engine", "serial")
    module = next((out / "sales_2").rglob("analysis.py"))
    module.write_text(module.read_text().replace("other", "another"))
    ask = ("verify", tree, out, "--python", sys.executable, "--jobs", "2")
    ran = run(*ask)
    assert ran.code == 1, ran.err
    assert ran.out.splitlines()[0] == "3 of 4 packages do the same (4 executed now)."
    assert "1 different:\n  Sales.ipynb: " in ran.out
    first = (out / "verdicts.jsonl").read_bytes()
    assert "(0 executed now)" in run(*ask).out
    module.write_text(module.read_text().replace("another", "other"))
    ran = run(*ask)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "4 of 4 packages do the same (1 executed now).")
    assert (out / "verdicts.jsonl").read_bytes() != first
    assert "holds no packages of these notebooks" in run("verify", tree, tmp_path / "none").err
