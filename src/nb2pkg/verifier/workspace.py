"""Copies of the notebook's folder to run in, and what a run has written there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

MOST_BYTES = 2 * 2**30
SKIPPED = frozenset(
    {".ipynb_checkpoints", "__pycache__", ".git", ".nb2pkg_cache", ".venv", "venv", "node_modules", ".mypy_cache"}
)


def copy_folder(source: Path, target: Path, *, data: Path | None = None) -> None:
    """Copies the folder, and the data over it. Raises Nb2pkgError for a folder that is too large to be copied."""
    size = sum(file.stat().st_size for file in _files(source) if not file.is_symlink())
    if size > MOST_BYTES:
        raise Nb2pkgError(
            f"{source} holds {size / 2**30:.1f} GB; it would be copied three times.",
            hint="Move the notebook and its data into a folder of their own, or name a smaller one with --data.",
        )
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*SKIPPED))
    if data is not None:
        shutil.copytree(data, target, dirs_exist_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if (file.is_file() or file.is_symlink()) and not SKIPPED & set(file.relative_to(folder).parts):
            yield file


def fingerprints(folder: Path) -> Mapping[str, str]:
    """The files of a folder, by path, with their content's fingerprint."""
    return {file.relative_to(folder).as_posix(): _digest(file) for file in _files(folder)}


def data_digest(prints: Mapping[str, str]) -> str:
    """One fingerprint for a folder and all that is in it."""
    return hashlib.sha256(repr(sorted(prints.items())).encode(errors="surrogateescape")).hexdigest()[:16]


def written(folder: Path, before: Mapping[str, str]) -> tuple[str, ...]:
    """The files that are new or have changed."""
    return tuple(path for path, digest in fingerprints(folder).items() if before.get(path) != digest)


def _digest(file: Path) -> str:
    if file.is_symlink() or not file.is_file():
        return f"link to {file.readlink()}"
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
