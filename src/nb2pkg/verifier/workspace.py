"""Copies of the notebook's folder to run in, and what a run has written there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

MOST_BYTES = 2 * 2**30
SKIPPED = frozenset(
    {".ipynb_checkpoints", "__pycache__", ".git", ".nb2pkg_cache", ".venv", "node_modules", ".mypy_cache"}
)


def copy_folder(source: Path, target: Path, *, data: Path | None = None) -> str:
    """Copies the folder, and the data over it; a remark if it is too large to be copied whole."""
    files = [file for file in source.rglob("*") if file.is_file() and not SKIPPED & set(file.relative_to(source).parts)]
    size = sum(file.stat().st_size for file in files)
    target.mkdir(parents=True)
    remark = ""
    if size > MOST_BYTES:
        files = [file for file in files if file.parent == source]
        remark = f"the notebook's folder holds {size / 2**30:.1f} GB: only the files beside the notebook were copied"
    for file in files:
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, place)
    if data is not None:
        shutil.copytree(data, target, dirs_exist_ok=True)
    return remark


def fingerprints(folder: Path) -> Mapping[str, str]:
    """The files of a folder, by path, with their content's fingerprint."""
    return {
        file.relative_to(folder).as_posix(): _digest(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not SKIPPED & set(file.relative_to(folder).parts)
    }


def _digest(file: Path) -> str:
    found = hashlib.blake2b(digest_size=16)
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def written(folder: Path, before: Mapping[str, str]) -> tuple[str, ...]:
    """The files that are new or have changed."""
    return tuple(path for path, digest in fingerprints(folder).items() if before.get(path) != digest)
