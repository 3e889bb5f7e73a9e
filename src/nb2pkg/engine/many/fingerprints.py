"""What a result depends on: the notebook, the author's modules beside it, the package."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from nb2pkg.engine.result_cache import digest_of


def notebook_digests(notebooks: Mapping[str, Path]) -> dict[str, str]:
    """The fingerprint of each notebook and of the Python files that it may import; empty if it cannot be read."""
    beside: dict[Path, bytes] = {}
    found: dict[str, str] = {}
    for name, path in notebooks.items():
        if path.parent not in beside:
            beside[path.parent] = _modules_in(path.parent)
        try:
            found[name] = digest_of(path.read_bytes() + beside[path.parent])
        except OSError:
            found[name] = ""
    return found


def _modules_in(folder: Path) -> bytes:
    """Names, sizes and times of the Python files in a folder, and in the packages in it."""
    packages = [mark.parent for mark in folder.glob("*/__init__.py")]
    found: list[str] = []
    for file in (*folder.glob("*.py"), *(file for package in packages for file in package.rglob("*.py"))):
        try:
            stat = os.stat(file, follow_symlinks=False)
        except OSError:  # it went away
            continue
        found.append(f"{file.relative_to(folder)}\0{stat.st_size}\0{stat.st_mtime_ns}")
    return "\n".join(sorted(found)).encode(errors="replace")


def package_digest(folder: Path) -> str:
    """The fingerprint of a package's own files; empty if there are none."""
    digest, number = hashlib.blake2b(digest_size=16), 0
    for file in sorted(path for part in ("src", "docs") for path in (folder / part).rglob("*") if path.is_file()):
        if "__pycache__" not in file.parts:
            number += 1
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode(errors="replace"))
            digest.update(file.read_bytes())
    return digest.hexdigest() if number else ""
