"""What holds for every change: nothing comes of nothing, moves introduce nothing, what is mended is fixed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.check import job_of
from nb2pkg.model.review import Fate, Kind, NotebookReview
from nb2pkg.review_pipeline import version_of
from nb2pkg.reviewer import review_versions
from nb2pkg.reviewer.align import aligned, moved
from nb2pkg.rules.walk import dispatch_of
from tests.support.git_repository import Code, notebook

DISPATCH = dispatch_of(job_of(CheckSettings()).rules)
# Cells that do not depend on each other, most of them with a finding.
CELLS = (
    "a1 = open('/home/ann/x.csv').read()\nprint(a1)",
    "b1 = input('name')\nprint(b1)",
    "print(eval(input()))",
    "for c1 in range(3):\n    print(c1)",
    "try:\n    print(1)\nexcept:\n    pass",
    "d1 = missing_name\nprint(d1)",
    "e1 = 1\nprint(e1)",
    "!pip install pandas",
    "%cd data",
    "# note\nprint('x')",
    "def f1():\n    return 1\nprint(f1())",
)
some_cells = st.lists(st.sampled_from(CELLS), min_size=1, max_size=7, unique=True)


def reviewed(before: list[Code], after: list[Code]) -> NotebookReview:
    old, new = (version_of(notebook(*cells), Path("a.ipynb"), DISPATCH) for cells in (before, after))
    return review_versions(old, new, path="a.ipynb", old_path="a.ipynb", kind=Kind.MODIFIED)


def numbered(sources: list[str]) -> list[Code]:
    return [Code(source=source, id=f"c{CELLS.index(source)}", count=n) for n, source in enumerate(sources, 1)]


@given(some_cells)
def test_nothing_comes_of_nothing(sources: list[str]) -> None:
    found = reviewed(numbered(sources), numbered(sources))
    assert (found.introduced, found.fixed, found.cells, found.about_run) == ((), (), (), ())
    assert not found.flow
    assert not found.package


@given(some_cells.flatmap(lambda cells: st.tuples(st.just(cells), st.permutations(cells))), st.booleans())
def test_moves_introduce_nothing(pair: tuple[list[str], list[str]], runs_again: bool) -> None:
    before, after = pair
    new = numbered(after)
    if not runs_again:  # the counts move along
        new = sorted(numbered(before), key=lambda cell: after.index(cell.source))
    found = reviewed(numbered(before), new)
    assert (found.introduced, found.fixed) == ((), ())
    assert {change.fate for change in found.cells} <= {Fate.MOVED, Fate.RERUN}


@given(some_cells, st.lists(st.integers(1, 30) | st.none(), min_size=7, max_size=7))
def test_running_again_introduces_nothing(sources: list[str], counts: list[int | None]) -> None:
    again = [
        Code(source=cell.source, id=cell.id, count=count, out="new\n")
        for cell, count in zip(numbered(sources), counts, strict=False)
    ]
    found = reviewed(numbered(sources), again)
    assert found.introduced == ()
    assert {change.fate for change in found.cells} <= {Fate.RERUN}


@given(some_cells, st.integers(0, 7))
def test_a_finding_that_is_mended_is_fixed(sources: list[str], at: int) -> None:
    bad = Code(source="z1 = open('/home/zoe/z.csv').read()\nprint(z1)", id="z", count=9)
    good = Code(source="z1 = open('z.csv').read()\nprint(z1)", id="z", count=9)
    cells = numbered(sources)
    before, after = ([*cells[:at], one, *cells[at:]] for one in (bad, good))
    mended, spoilt = reviewed(before, after), reviewed(after, before)
    assert [p.finding.code for p in mended.fixed] == ["NB201"] == [p.finding.code for p in spoilt.introduced]
    assert mended.introduced == spoilt.fixed == ()


@given(st.permutations(range(8)))
def test_the_cells_that_were_not_moved_are_in_order(order: list[int]) -> None:
    pairs = dict(enumerate(order))
    kept = [pairs[new] for new in sorted(pairs) if new not in moved(pairs)]
    assert kept == sorted(kept)


@given(some_cells, some_cells)
def test_each_cell_is_paired_once(before: list[str], after: list[str]) -> None:
    versions = [version_of(notebook(*numbered(some)), Path("a.ipynb"), DISPATCH) for some in (before, after)]
    pairs = aligned(versions[0].notebook.file_cells, versions[1].notebook.file_cells)
    assert len(set(pairs.values())) == len(pairs)
    assert {after[n] for n in pairs if after[n] in before} == set(after) & set(before)
