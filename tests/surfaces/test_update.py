"""`nb2pkg update`: the notebook went on, and so did the package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.base_file import BASE_PATH, files_in_base, with_base
from nb2pkg.model.choices import Choices, Cut
from nb2pkg.model.plan import Refusal
from nb2pkg.package_folder import write_package
from nb2pkg.pipeline import build_package
from tests.surfaces.conftest import tree

LOAD = "import pandas as pd\nlimit = 10\ndf = pd.read_csv('orders.csv')\nprint(df.shape)"
SHOW = "def share(part, whole):\n    return part / whole\nprint(share(1, 2))"
MORE = "def twice(x):\n    return 2 * x\nprint(twice(4))"
CODE = Path("sales/src/sales/analysis.py")


@pytest.fixture
def package(run: Any, write: Any) -> Path:
    assert run("convert", write(LOAD, SHOW), "--out", "sales").code == 0
    return Path("sales")


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in tree(folder) if (folder / path).is_file()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def update(run: Any, notebook: Path, *options: str) -> Any:
    return run("update", "sales", "--notebook", notebook, *options)


def test_the_base_is_what_was_written(package: Path) -> None:
    written = {path: data.decode() for path, data in contents(package).items() if path != BASE_PATH}
    assert files_in_base((package / BASE_PATH).read_text()) == written


def test_without_edits_it_is_a_new_conversion(run: Any, write: Any, package: Path) -> None:
    changed = write(LOAD, SHOW, MORE)
    assert update(run, changed).code == 0
    assert run("convert", changed, "--out", "anew").code == 0
    assert contents(package) == contents(Path("anew"))
    again = update(run, changed)
    assert (again.code, "nothing to do" in again.out) == (0, True)


def test_edits_and_changes_in_different_places_are_merged(run: Any, write: Any, package: Path) -> None:
    edit(CODE, "    return part / whole", '    """A share."""\n    return part / whole')
    (package / "NOTES.md").write_text("mine")
    ran = update(run, write(LOAD, SHOW, MORE))
    assert ran.code == 0, ran.out
    text = CODE.read_text()
    assert '"""A share."""' in text
    assert "def twice(x):" in text
    assert (package / "NOTES.md").read_text() == "mine"
    assert "merged    src/sales/analysis.py" in ran.out
    compile(text, "analysis.py", "exec")


def test_both_changed_the_same_lines(run: Any, write: Any, package: Path) -> None:
    edit(CODE, "return part / whole", "return part / max(whole, 1)")
    ran = update(run, write(LOAD, SHOW.replace("part / whole", "100 * part / whole")))
    assert ran.code == 1
    text = CODE.read_text()
    assert "<<<<<<< edited\n" in text
    assert ">>>>>>> generated from the notebook\n" in text
    assert "return part / max(whole, 1)" in text
    assert "return 100 * part / whole" in text
    assert "conflict  src/sales/analysis.py (1 conflict marked)" in ran.out
    before = contents(package)
    refused = update(run, write(LOAD, SHOW, MORE))
    assert (refused.code, "marks of an earlier merge" in refused.err) == (2, True)
    assert contents(package) == before


def test_after_a_conflict_is_resolved_it_goes_on(run: Any, write: Any, package: Path) -> None:
    edit(CODE, "return part / whole", "return part / max(whole, 1)")
    changed = write(LOAD, SHOW.replace("part / whole", "100 * part / whole"))
    assert update(run, changed).code == 1
    lines = CODE.read_text().splitlines(keepends=True)
    CODE.write_text("".join(line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))))
    assert update(run, changed).code == 0
    assert update(run, write(LOAD, SHOW.replace("part / whole", "100 * part / whole"), MORE)).code == 0
    assert "def twice" in CODE.read_text()


def test_what_was_deleted_stays_so(run: Any, write: Any, package: Path) -> None:
    (package / "CHANGELOG.md").unlink()
    CODE.unlink()
    ran = update(run, write(LOAD, SHOW, MORE))
    assert ran.code == 1
    assert not (package / "CHANGELOG.md").exists()
    assert not CODE.exists()
    assert "deleted here, changed by the notebook" in ran.out


def test_what_is_not_generated_any_more(run: Any, write: Any) -> None:
    sections = ("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", "print(1)")
    assert run("convert", write(*sections), "--out", "sales").code == 0
    helper = Path("sales/src/sales/figures.py")
    assert helper.exists()
    assert update(run, write("print(1)")).code == 0
    assert not helper.exists()
    Path("sales").rename("old")
    assert run("convert", write(*sections), "--out", "sales").code == 0
    edit(helper, '"""', '"""Mine. ')
    ran = update(run, write("print(1)"))
    assert ran.code == 1
    assert "Mine." in helper.read_text()
    assert "not generated any more: kept" in ran.out


def test_a_file_of_ones_own_in_the_way(run: Any, write: Any) -> None:
    assert run("convert", write("print(1)"), "--out", "sales").code == 0
    Path("sales/src/sales/figures.py").write_text("mine = 1\n")
    ran = update(run, write("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"))
    assert ran.code == 1
    text = Path("sales/src/sales/figures.py").read_text()
    assert "mine = 1\n" in text
    assert "def save_figures" in text


def test_ends_of_lines_and_modes_stay(run: Any, write: Any, package: Path) -> None:
    CODE.write_bytes(CODE.read_bytes().replace(b"\n", b"\r\n"))
    CODE.chmod(0o755)
    assert update(run, write(LOAD, SHOW, MORE)).code == 0
    data = CODE.read_bytes()
    assert b"def twice" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert CODE.stat().st_mode & 0o777 == 0o755


def test_links_and_binary_files_are_not_written(run: Any, write: Any, package: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("x = 1\n")
    CODE.unlink()
    CODE.symlink_to(outside)
    (package / "README.md").write_bytes(b"\xff\xfe\x00")
    ran = update(run, write(LOAD.replace("limit = 10", "bound = 11\nprint(bound)"), SHOW, MORE))
    assert ran.code == 1
    assert outside.read_text() == "x = 1\n"
    assert CODE.is_symlink()
    assert (package / "README.md").read_bytes() == b"\xff\xfe\x00"


def test_a_dry_run_writes_nothing(run: Any, write: Any, package: Path) -> None:
    before = contents(package)
    ran = update(run, write(LOAD, SHOW, MORE), "--dry-run")
    assert (ran.code, ran.out.startswith("Would merge")) == (0, True)
    assert contents(package) == before


def test_options_of_the_conversion_stay(run: Any, write: Any) -> None:
    options = ("--displays", "print", "--figures", "none", "--handover", "--name", "other")
    assert run("convert", write("import os\nos.name"), "--out", "sales", *options).code == 0
    changed = write("import os\nos.name", "os.sep")
    assert update(run, changed).code == 0
    assert run("convert", changed, "--out", "anew", *options).code == 0
    assert contents(Path("sales")) == contents(Path("anew"))


def test_the_notebook_is_found_beside_the_package(run: Any, write: Any, package: Path) -> None:
    notebook = write(LOAD, SHOW, MORE)
    assert run("update", "sales").code == 2
    Path("sales.ipynb").write_bytes(notebook.read_bytes())
    assert run("update", "sales").code == 0
    Path("sales/sales.ipynb").write_bytes(notebook.read_bytes())
    ran = run("update", "sales")
    assert (ran.code, "in several places" in ran.err) == (2, True)


def test_without_its_base_it_needs_one(run: Any, write: Any, package: Path) -> None:
    (package / BASE_PATH).unlink()
    ran = update(run, write(LOAD, SHOW, MORE))
    assert (ran.code, "--base" in ran.err) == (2, True)
    assert run("convert", write(LOAD, SHOW), "--out", "before").code == 0
    edit(CODE, "def share", "# mine\ndef share")
    assert update(run, write(LOAD, SHOW, MORE), "--base", "before").code == 0
    assert "# mine" in CODE.read_text()
    assert (package / BASE_PATH).is_file()


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-9], lambda t: t.replace("1 ", "9 ", 1), lambda t: "", lambda t: t.upper()]
)
def test_a_spoilt_base_is_told(run: Any, write: Any, package: Path, spoil: Any) -> None:
    place = package / BASE_PATH
    place.write_text(spoil(place.read_text()))
    before = contents(package)
    ran = update(run, write(LOAD, SHOW, MORE))
    assert (ran.code, "version control" in ran.err) == (2, True)
    assert contents(package) == before


def test_the_users_settings_of_git_do_not_matter(
    run: Any, write: Any, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[merge]\n\tconflictStyle = diff3\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    edit(CODE, "return part / whole", "return part / max(whole, 1)")
    assert update(run, write(LOAD, SHOW.replace("part / whole", "100 * part / whole"))).code == 1
    assert "|||||||" not in CODE.read_text()


def test_the_merged_package_runs(run: Any, write: Any, package: Path) -> None:
    edit(CODE, "    return part / whole", "    # mine\n    return part / whole")
    assert update(run, write("print('new')", SHOW, MORE)).code == 0
    environment = {**os.environ, "PYTHONPATH": str(Path("sales/src").resolve())}
    done = subprocess.run([sys.executable, "-m", "sales"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "new\n0.5\n8\n"), done.stderr


@pytest.mark.parametrize("cut", ["cells", "one", "script"])
def test_the_cut_stays_as_it_was(run: Any, write: Any, cut: str) -> None:
    assert run("convert", write(LOAD, SHOW), "--out", "sales", "--cut", cut).code == 0
    changed = write(LOAD, SHOW, MORE)
    assert update(run, changed).code == 0
    assert run("convert", changed, "--out", "anew", "--cut", cut).code == 0
    assert contents(Path("sales")) == contents(Path("anew"))


def test_what_had_to_be_a_script_may_become_functions(run: Any, write: Any) -> None:
    stuck = "for name in 'ab':\n    globals()[name] = 1\nprint(a)"
    assert run("convert", write(stuck), "--out", "sales").code == 0
    assert Path("sales/src/sales/script.py").exists()
    changed = write(LOAD, SHOW)
    assert update(run, changed).code == 0
    assert run("convert", changed, "--out", "anew").code == 0
    assert contents(Path("sales")) == contents(Path("anew"))


def test_a_cut_that_a_run_made_necessary_keeps_its_reason(run: Any, write: Any) -> None:
    notebook = write(LOAD, SHOW)
    because = (Refusal(code="differs", cell=1, message="it differed there", remedy="mend it"),)
    package = build_package(Path(notebook), Choices(name="sales", cut=Cut.ONE), because=because)
    write_package(with_base(package.files), Path("sales"))
    assert update(run, write(LOAD, SHOW, MORE)).code == 0
    assert "it differed there" in Path("sales/docs/CONVERSION.md").read_text()
    assert json.loads(Path("sales/docs/provenance.json").read_text())["options"]["cut"] == "one"
