"""The notebooks of a tree, or of a list, with what the file system says of them. No notebook is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from nb2pkg.engine.estate.gitignore import FILE, IgnoreFile, files_above, files_in, is_ignored
from nb2pkg.engine.find_notebooks import SKIPPED, matches

SUFFIX = ".ipynb"
GIT = ".git"


class Found(Struct, frozen=True):
    """A file: its path below the root with slashes, its size, and when it was changed."""

    path: str
    size: int
    mtime_ns: int


class Walked(Struct, frozen=True, kw_only=True):
    """What a walk found, sorted by path. `repositories` are the folders with a `.git`; links are not followed."""

    root: Path
    notebooks: tuple[Found, ...]
    repositories: tuple[str, ...] = ()
    links: int = 0


def walk_tree(root: Path, *, exclude: Sequence[str] = (), without: Path | None = None) -> Walked:
    """All notebooks below a folder, less what git ignores, what tools make, what `exclude` says, and `without`."""
    notebooks: list[Found] = []
    repositories: list[str] = []
    links = 0
    waiting: list[tuple[str, tuple[IgnoreFile, ...]]] = [("", files_above(root.resolve()))]
    while waiting:
        folder, above = waiting.pop()
        entries = _entries(root / folder)
        names = {entry.name for entry in entries}
        if GIT in names:
            repositories.append(folder)
            above = above if not folder else ()  # a repository within another has its own rules
        rules = (*above, *files_in(root / folder, below=folder)) if names & {GIT, FILE} else above
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                links += entry.name.endswith(SUFFIX)
            elif entry.is_dir(follow_symlinks=False):
                is_wanted = entry.name not in SKIPPED and Path(entry.path) != without
                if is_wanted and not is_ignored(path, rules, is_folder=True):
                    waiting.append((path, rules))
            elif entry.name.endswith(SUFFIX) and not is_ignored(path, rules, is_folder=False):
                notebooks += [] if matches(Path(entry.path), exclude, root) else _found(path, entry)
    return Walked(
        root=root,
        notebooks=tuple(sorted(notebooks, key=lambda one: one.path)),
        repositories=tuple(sorted(repositories)),
        links=links,
    )


def walk_listed(root: Path, names: Sequence[str]) -> Walked:
    """Notebooks that are named, by their paths below `root`."""
    return Walked(root=root, notebooks=tuple(_listed(root, name) for name in names))


def walk_clones(home: Path, folders: Sequence[str], *, exclude: Sequence[str] = ()) -> Walked:
    """The notebooks of repositories that lie below `home`. `exclude` is about the paths in each."""
    notebooks: list[Found] = []
    links = 0
    for folder in folders:
        walked = walk_tree(home / folder, exclude=exclude)
        notebooks += [Found(f"{folder}/{one.path}", one.size, one.mtime_ns) for one in walked.notebooks]
        links += walked.links
    notebooks.sort(key=lambda one: one.path)
    return Walked(root=home, notebooks=tuple(notebooks), repositories=tuple(folders), links=links)


def _listed(root: Path, name: str) -> Found:
    try:
        found = os.stat(root / name)
    except (OSError, ValueError):  # that it is not there is a row too
        return Found(name, 0, 0)
    return Found(name, found.st_size, found.st_mtime_ns)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # a folder that may not be read, or went away, holds nothing that we could tell of
        return []


def _found(path: str, entry: os.DirEntry[str]) -> Iterator[Found]:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:  # it went away
        return
    yield Found(path, stat.st_size, stat.st_mtime_ns)
