"""`nb2pkg convert`: what is written, what is said, and what is left alone."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import nb2pkg
from nb2pkg.model.package import File
from nb2pkg.package_folder import replace_package, write_package

CHURN = Path(__file__).parents[2] / "fixtures" / "notebooks" / "churn" / "churn.ipynb"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_convert_writes_the_package_and_says_how_to_go_on(run) -> None:
    ran = run("convert", CHURN)
    assert (ran.code, ran.err) == (0, "")
    assert os.listdir() == ["churn"]
    assert Path("churn/src/churn/pipeline.py").is_file()
    assert Path("churn/docs/provenance.json").is_file()
    said = ran.out.splitlines()
    assert said[0].startswith("Wrote churn: ")
    assert "Nothing was executed." in said
    commands = said[said.index("Next:") + 1 :]
    assert len(commands) == 3
    assert commands[-1].endswith("python -m churn")


def test_converting_twice_gives_the_same_bytes(run) -> None:
    run("convert", CHURN, "--out", "one")
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "nb2pkg", "convert", str(CHURN), "--out", "two"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert contents(Path("one")) == contents(Path("two"))


def test_dry_run_writes_nothing(run) -> None:
    ran = run("convert", CHURN, "--dry-run")
    assert ran.code == 0
    assert "  src/churn/pipeline.py" in ran.out.splitlines()
    assert "nothing was written" in ran.out
    assert os.listdir() == []


def test_duplicate_cell_ids_are_no_obstacle(run, write) -> None:
    ran = run("convert", write("x = 1", "print(x)", ids=("same", "same")))
    assert ran.code == 0
    assert Path("sales/src/sales").is_dir()


def test_an_empty_folder_is_filled(run, write) -> None:
    Path("out").mkdir()
    assert run("convert", write("print(1)"), "--out", "out").code == 0
    assert os.listdir() == ["out"]
    assert Path("out/pyproject.toml").is_file()


def test_parents_of_the_target_are_made(run, write) -> None:
    assert run("convert", write("print(1)"), "--out", "a/b/c").code == 0
    assert Path("a/b/c/pyproject.toml").is_file()


def test_an_earlier_package_stays_without_force(run, write) -> None:
    run("convert", write("print(1)"), "--out", "out")
    before = contents(Path("out"))
    ran = run("convert", write("print(2)"), "--out", "out")
    assert ran.code == 2
    assert "--force" in ran.err
    assert contents(Path("out")) == before
    assert os.listdir() == ["out"]


def test_force_replaces_what_we_wrote_and_keeps_the_rest(run, write) -> None:
    run("convert", write("print(1)"), "--out", "out")
    Path("out/src/sales/stale.py").write_text("")
    Path("out/.git").mkdir()
    Path("out/.git/HEAD").write_text("ref")
    Path("out/data.csv").write_text("a")
    ran = run("convert", write("print(2)"), "--out", "out", "--force")
    assert ran.code == 0
    assert not Path("out/src/sales/stale.py").exists()
    assert Path("out/.git/HEAD").read_text() == "ref"
    assert Path("out/data.csv").read_text() == "a"
    assert os.listdir() == ["out"]
    assert any("print(2)" in path.read_text() for path in Path("out/src").rglob("*.py"))


def test_force_does_not_remove_the_notebook_itself(run, write, tmp_path: Path) -> None:
    path = write("print(1)")
    run("convert", path, "--out", "out")
    inside = Path("out/docs/sales.ipynb")
    inside.write_bytes(path.read_bytes())
    before = contents(Path("out"))
    ran = run("convert", inside, "--out", "out", "--force")
    assert ran.code == 2
    assert "lies inside" in ran.err
    assert contents(Path("out")) == before


def test_force_through_a_link_replaces_what_it_points_to(run, write) -> None:
    run("convert", write("print(1)"), "--out", "real")
    Path("link").symlink_to("real")
    assert run("convert", write("print(2)"), "--out", "link", "--force").code == 0
    assert Path("link").is_symlink()
    assert sorted(os.listdir()) == ["link", "real"]


@pytest.mark.parametrize("path", ["../x.py", "/x.py", "a/../../x.py", "", "a\\..\\x.py", "C:x.py", "a\0b"])
def test_files_stay_inside_the_package(tmp_path: Path, path: str) -> None:
    files = (File(path="docs/provenance.json", text=""), File(path=path, text="x"))
    with pytest.raises(nb2pkg.Nb2pkgError, match="outside its own folder"):
        write_package(files, tmp_path / "new" / "out")
    assert os.listdir(tmp_path) == []


def test_a_failure_halfway_leaves_nothing(tmp_path: Path) -> None:
    files = (File(path="a.py", text="x"), File(path="a.py", text="y"))
    with pytest.raises(nb2pkg.Nb2pkgError, match="cannot be written"):
        write_package(files, tmp_path / "new" / "out")
    assert os.listdir(tmp_path) == []


def test_a_failure_while_replacing_puts_the_old_package_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    old = (File(path="docs/provenance.json", text="{}"), File(path="src/a.py", text="old"))
    write_package(old, target)
    (target / "data.csv").write_text("mine")
    before = contents(target)
    rename = Path.rename

    def fail_at_the_end(self: Path, to: Path) -> Path:
        if self.suffix == ".new":
            raise OSError(28, "No space left on device")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail_at_the_end)
    with pytest.raises(nb2pkg.Nb2pkgError, match="No space left"):
        replace_package((File(path="src/a.py", text="new"),), target, notebooks=[tmp_path / "x.ipynb"])
    assert contents(target) == before
    assert os.listdir(tmp_path) == ["out"]


def test_a_closed_pipe_is_quiet() -> None:
    command = [sys.executable, "-m", "nb2pkg", "plan", str(CHURN)]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


EVIL = 'x"""; import antigravity  # \\" \'\'\' {name}.ipynb'


@pytest.mark.parametrize("cell", ["print(1)", "exec('1')"], ids=["functions", "script"])
def test_names_of_files_run_no_code(run, write, cell: str) -> None:
    notebook = write("def f(x):\n    return x", f"import json\n{cell}", file=EVIL)
    other = write("def f(x):\n    return x", "f(2)", file="other.ipynb")
    assert run("convert", notebook, "--name", "one").code == 0
    assert run("convert", notebook, other, "--name", "two").code == 0
    modules = [file for name in ("one", "two") for file in Path(name).rglob("*.py")]
    assert len(modules) > 20
    for file in modules:
        text = file.read_text(encoding="utf-8")
        assert not [
            n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Import) and n.names[0].name == "antigravity"
        ]
