"""The notebooks that a command is about: files as they are named, and all below folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

SKIPPED = frozenset(
    {".ipynb_checkpoints", ".git", ".hg", ".svn", ".venv", "venv", ".tox", ".nox", "node_modules", "__pycache__"}
    | {".mypy_cache", ".pytest_cache", ".ruff_cache", ".nb2pkg_cache", "site-packages", ".eggs", "_build"}
)


def find_notebooks(paths: Sequence[Path], *, exclude: Sequence[str] = (), root: Path) -> tuple[Path, ...]:
    """Files in the order given, those below folders sorted; each once. Raises Nb2pkgError for a path that is not there.

    Folders that tools make are left out, and links to folders are not followed. What is named itself is always taken,
    whatever `exclude` (patterns relative to `root`) says.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(_below(path, exclude, root))))
        elif not os.path.lexists(path):
            raise Nb2pkgError(f"{path} does not exist.", hint="Check the path; it is taken relative to this folder.")
        else:
            found[path] = None
    return tuple(found)


def _below(folder: Path, exclude: Sequence[str], root: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in SKIPPED]
        for name in files:
            path = Path(parent, name)
            if name.endswith(".ipynb") and not matches(path, exclude, root):
                yield path


def matches(path: Path, patterns: Sequence[str], root: Path) -> bool:
    """Whether a path, or a folder above it, is meant by a pattern: `old`, `drafts/*`, `*_tmp.ipynb`."""
    if not patterns:
        return False
    absolute = Path(os.path.abspath(path))
    relative = absolute.relative_to(root) if absolute.is_relative_to(root) else absolute
    steps = [relative, *relative.parents]
    candidates = [*(step.as_posix() for step in steps), *relative.parts]
    return any(fnmatch(candidate, pattern.rstrip("/")) for pattern in patterns for candidate in candidates)
