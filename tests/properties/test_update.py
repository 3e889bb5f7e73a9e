"""Random edits of a notebook and of its package: what people wrote is never lost, and conflicts are marked."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nb2pkg.base_file import with_base
from nb2pkg.engine.update import update_package
from nb2pkg.merger import has_marks, merge_files
from nb2pkg.merger.merge_text import merge_text
from nb2pkg.model.choices import Choices
from nb2pkg.model.merge import Change
from nb2pkg.package_folder import write_package
from nb2pkg.pipeline import convert_notebook
from nb2pkg.project_pipeline import build_project

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "    return x"]), max_size=8)


def joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@st.composite
def edited(draw: st.DrawFn, lines: list[str], mark: str) -> tuple[list[str], list[str]]:
    """The lines after a few edits, and those that the editor wrote: no two of them are the same."""
    result = list(lines)
    written = []
    for number in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(result)))
        kind = draw(st.sampled_from(["insert", "replace", "delete"]))
        if kind != "insert" and place < len(result):
            removed = result.pop(place)
            if removed in written:
                written.remove(removed)
        if kind != "delete":
            written.append(f"# {mark} {number}")
            result.insert(place, written[-1])
    return result, written


@given(st.data())
def test_no_line_of_either_side_is_lost(data: st.DataObject) -> None:
    base = data.draw(LINES)
    ours, ours_written = data.draw(edited(base, "ours"))
    theirs, theirs_written = data.draw(edited(base, "theirs"))
    text, conflicts = merge_text(joined(base), joined(ours), joined(theirs))
    found = text.splitlines()
    assert set(ours_written) | set(theirs_written) <= set(found)
    assert text.count("<<<<<<< edited\n") == text.count(">>>>>>> ") == conflicts
    assert has_marks(text) == bool(conflicts)
    if ours == base:
        assert text == joined(theirs)
    if theirs == base:
        assert text == joined(ours)


FILES = st.dictionaries(st.sampled_from("abc"), LINES.map(joined), max_size=3)


@given(FILES, FILES, FILES)
@example({"a": "x\n"}, {}, {"a": "y\n"})
def test_every_file_has_one_fate(base: dict[str, str], ours: dict[str, str], theirs: dict[str, str]) -> None:
    merge = merge_files(base, ours, theirs)
    assert {file.path for file in merge.files} == base.keys() | theirs.keys()
    for file in merge.files:
        mine, old, new = ours.get(file.path), base.get(file.path), theirs.get(file.path)
        if mine == old:  # nobody edited it: it is what is generated now
            after = {Change.REMOVED: None, Change.KEPT: mine}.get(file.change, file.text)
            assert after == new
        if old == new:  # the notebook's change does not reach it
            assert file.change is Change.KEPT
        if file.change is Change.REMOVED:
            assert mine == old
        if mine is None and old is not None:  # somebody deleted it
            assert file.text is None


CELLS = ["rate = 3", "def half(x):\n    return x / 2", "print(half(rate))", "names = ['a', 'b']\nprint(names)"]
CHANGED = ["rate = 4", "def half(x):\n    return x / 2.0", "print(half(rate) + 1)", "names = ['a']\nprint(names)"]
ADDED = ["def third(x):\n    return x / 3", "print('done')", "import math\nprint(math.pi)"]
EDITABLE = ("src/n/analysis.py", "src/n/pipeline.py", "README.md", "pyproject.toml", "src/n/config.py")


@st.composite
def notebooks(draw: st.DrawFn) -> list[str]:
    cells = [draw(st.sampled_from([old, new])) for old, new in zip(CELLS, CHANGED, strict=True)]
    for cell in draw(st.lists(st.sampled_from(ADDED), max_size=2, unique=True)):
        cells.insert(draw(st.integers(2, len(cells))), cell)
    return cells


@settings(max_examples=12)
@given(notebooks(), st.data())
def test_what_people_wrote_into_a_package_stays(cells: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        notebook, target = Path(folder, "n.py"), Path(folder, "package")
        write(notebook, CELLS)
        convert_notebook(notebook, Choices(name="n"), out=target, force=False)
        (target / "own.txt").write_text("mine")
        written = {path: edit(target / path, data) for path in EDITABLE}
        gone = data.draw(st.sampled_from(["", "CHANGELOG.md", "tests/test_import.py"]))
        with contextlib.suppress(IsADirectoryError, PermissionError):
            (target / gone).unlink()
        write(notebook, cells)
        merge = update_package(target, notebooks=[notebook], base=None).merge
        for path, lines in written.items():
            text = (target / path).read_text()
            assert set(lines) <= set(text.splitlines()), path
            is_marked = path in {file.path for file in merge.conflicts if file.text is not None}
            assert has_marks(text) == is_marked
        assert (target / "own.txt").read_text() == "mine"
        assert not gone or not (target / gone).exists()


@settings(max_examples=4)
@given(notebooks(), notebooks(), st.data())
def test_what_people_wrote_into_a_package_of_several_notebooks_stays(
    first: list[str], second: list[str], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair, target = [Path(folder, f"{name}.py") for name in ("a", "b")], Path(folder, "package")
        for notebook in pair:
            write(notebook, CELLS)
        write_package(with_base(build_project(pair, Choices(name="n")).files), target)
        written = {path: edit(target / path, data) for path in ("src/n/shared.py", "src/n/a/pipeline.py", "README.md")}
        for notebook, cells in zip(pair, (first, second), strict=True):
            write(notebook, cells)
        merge = update_package(target, notebooks=pair, base=None).merge
        for path, lines in written.items():
            if not lines and not (target / path).exists():
                continue  # nothing is shared any more, and nobody has written into the file
            text = (target / path).read_text()
            assert set(lines) <= set(text.splitlines()), path
            is_marked = path in {file.path for file in merge.conflicts if file.text is not None}
            assert has_marks(text) == is_marked


def write(notebook: Path, cells: list[str]) -> None:
    notebook.write_text("".join(f"# %%\n{cell}\n\n" for cell in cells))


def edit(path: Path, data: st.DataObject) -> list[str]:
    lines, written = data.draw(edited(path.read_text().splitlines(), "mine"))
    path.write_text(joined(lines))
    return written
