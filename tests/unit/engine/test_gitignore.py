"""Git itself is the judge of what is ignored."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nb2pkg.engine.estate.walk import walk_tree
from tests.support.git_repository import git, repository

NAMES = ("a", "b", "data", "a b", "x[1]", "#h", "!n", "é")
PATTERNS = [
    "*.ipynb", "a", "/a", "a/", "b/*", "**/a.ipynb", "a/**", "a/**/b.ipynb", "!a.ipynb", "!*.ipynb", "[ab].ipynb",
    "[!a].ipynb", "?.ipynb", r"\#h.ipynb", r"\!n.ipynb", "# comment", "", "  ", "a.ipynb  ", "data/", "!data/",
    "/data/*", "!/data/b.ipynb", "x[[]1].ipynb", "x\\[1\\].ipynb", "**", "*", "!*/", "/*/a.ipynb", "b/a", "é*",
    "a b.ipynb", "[a-c]*", "[^a]?ipynb", "**/data/**", "a*b*", "[z-a]", "[", "a\\ b.ipynb", "/", "*/", "data/**/a",
]  # fmt: skip

lines = st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=5)
paths = st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), min_size=1, max_size=8)


def ignored_by_git(root: Path, files: list[str]) -> set[str]:
    done = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--others", "--exclude-standard"], capture_output=True, check=True
    )
    kept = set(done.stdout.decode().split("\0"))
    return {file for file in files if file not in kept}


@settings(max_examples=60)
@given(top=lines, inner=st.none() | lines, places=paths)
def test_the_same_notebooks_as_git_says(top: list[str], inner: list[str] | None, places: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = repository(Path(name).resolve())
        files = sorted({"/".join(place) + ".ipynb" for place in places})
        for file in files:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text("{}")
        (root / ".gitignore").write_text("\n".join(top), encoding="utf-8")
        if inner is not None and (root / "a").is_dir():
            (root / "a" / ".gitignore").write_text("\n".join(inner), encoding="utf-8")
        found = {one.path for one in walk_tree(root).notebooks}
        assert found == set(files) - ignored_by_git(root, files)


def test_a_walk_that_begins_inside_a_repository_follows_what_stands_above(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    (root / ".gitignore").write_text("/team/old/\n*_tmp.ipynb\n")
    (root / ".git" / "info" / "exclude").write_text("team/mine.ipynb\n")
    for file in ("team/old/a.ipynb", "team/b_tmp.ipynb", "team/c.ipynb", "team/mine.ipynb"):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("{}")
    assert [one.path for one in walk_tree(root / "team").notebooks] == ["c.ipynb"]


def test_a_repository_within_another_has_its_own_rules(tmp_path: Path) -> None:
    root = repository(tmp_path / "r")
    (root / ".gitignore").write_text("*.ipynb\n")
    inner = repository(root / "inner")
    (inner / "a.ipynb").write_text("{}")
    (root / "b.ipynb").write_text("{}")
    walked = walk_tree(root)
    assert [one.path for one in walked.notebooks] == ["inner/a.ipynb"]
    assert walked.repositories == ("", "inner")
    assert git(root, "rev-parse", "--show-toplevel").strip() == str(root)


@pytest.mark.parametrize("folder", [".ipynb_checkpoints", ".venv", "node_modules"])
def test_what_tools_make_is_left_out(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "a.ipynb").write_text("{}")
    assert walk_tree(tmp_path).notebooks == ()


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "a.ipynb").write_text("{}")
    (root / "b.ipynb").symlink_to(outside / "a.ipynb")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    walked = walk_tree(root)
    assert walked.notebooks == ()
    assert walked.links == 1
