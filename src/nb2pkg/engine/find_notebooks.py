"""The notebooks that a command is about: files as they are named, and all below folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

SKIPPED = frozenset(
    {".ipynb_checkpoints", ".git", ".hg", ".svn", ".venv", "venv", ".tox", ".nox", "node_modules", "__pycache__"}
    | {".mypy_cache", ".pytest_cache", ".ruff_cache", ".nb2pkg_cache", "site-packages", ".eggs", "_build"}
)
# Scripts in cells, as jupytext, editors and Databricks write them: told by a mark in the first bytes.
_CELLS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:# Databricks notebook source|# ?%%(?=[ \t\r\n]|\Z))|\n# ?%%(?=[ \t\r\n]|\Z)"
)
_FIRST_BYTES = 4096


def find_notebooks(
    paths: Sequence[Path], *, exclude: Sequence[str] = (), root: Path, scripts: bool = False
) -> tuple[Path, ...]:
    """Files in the order given, those below folders sorted; each once. Raises Nb2pkgError for a path that is not there.

    Folders that tools make are left out, and links to folders are not followed. What is named itself is always taken,
    whatever `exclude` (patterns relative to `root`) says. `scripts`: below folders `.py` files in cells count too, but
    for those that are paired with an `.ipynb` file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_below(path, exclude, root, scripts=scripts))))
        elif not os.path.lexists(path):
            raise Nb2pkgError(f"{path} does not exist.", hint="Check the path; it is taken relative to this folder.")
        else:
            found[path] = None
    return tuple(found)


def _below(folder: Path, exclude: Sequence[str], root: Path, *, scripts: bool) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED]
        paired = (
            {f"{name.removesuffix('.ipynb')}.py" for name in files if name.endswith(".ipynb")} if scripts else set()
        )
        for name in files:
            is_script = scripts and name.endswith(".py") and name not in paired
            if not (_is_in_cells(os.path.join(parent, name)) if is_script else name.endswith(".ipynb")):
                continue
            path = Path(parent, name)
            if not matches(path, exclude, root):
                yield path


def _is_in_cells(path: str) -> bool:
    """Whether a script is a notebook, as far as its first bytes tell; what cannot be read is none."""
    try:
        file = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
        )  # three times as fast as `open`; no pipe blocks it
    except OSError:
        return False
    try:
        first = os.read(file, _FIRST_BYTES)
    except OSError:
        return False
    finally:
        os.close(file)
    return _CELLS.search(first) is not None


def matches(path: Path, patterns: Sequence[str], root: Path) -> bool:
    """Whether a path, or a folder above it, is meant by a pattern: `old`, `drafts/*`, `*_tmp.ipynb`."""
    if not patterns:
        return False
    absolute = Path(os.path.abspath(path))
    relative = absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
    steps = [relative, *relative.parents]
    candidates = [*(step.as_posix() for step in steps), *relative.parts]
    return any(fnmatch(candidate, pattern.rstrip("/")) for pattern in patterns for candidate in candidates)
