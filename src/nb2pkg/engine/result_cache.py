"""What was found before, by the content of the notebook, the configuration and the version: `.nb2pkg_cache/`.

One file a folder of notebooks and configuration. A file is replaced as a whole, so that runs side by side cannot spoil
it; what one of them adds may be lost to another, and is then found again. Results are kept as JSON: a cache that comes
with a repository can be wrong, but never run code. A file that cannot be understood is no cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.engine.serial import from_plain, to_plain
from nb2pkg.model.report import CheckedNotebook

FOLDER = ".nb2pkg_cache"
# A file that was changed this shortly before it was looked at may be changed again without its time telling.
RACY_NS = 2_000_000_000
_IGNORE = "# Made by nb2pkg; may be deleted at any time.\n*\n"


class Stamp(Struct, frozen=True, kw_only=True):
    """What tells that a file has not changed since: its time and size, else its content."""

    mtime_ns: int
    size: int
    seen_ns: int
    digest: str


def digest_of(content: bytes) -> str:
    """The fingerprint of a notebook's content."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


class ResultCache:
    """The results for the notebooks of one folder under one configuration."""

    def __init__(self, home: Path, folder: Path, configuration: str) -> None:
        key = hashlib.blake2b(f"{os.path.abspath(folder)}\0{configuration}".encode(), digest_size=16).hexdigest()
        self._home = home
        self._file = home / f"{key}.json"
        self._entries: dict[str, Any] = _read(self._file)
        self._new: dict[str, Any] = {}

    def get(self, path: Path) -> CheckedNotebook | None:
        """What was found in the file as it is now, if that is known."""
        entry = self._entries.get(path.name)
        if entry is None:
            return None
        try:
            stamp, plain = _stamp(entry), entry[4]
            if not _is_unchanged(path, stamp):
                return None
            return from_plain([str(path), *plain[1:]])
        except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None

    def put(self, path: Path, digest: str, checked: CheckedNotebook) -> None:
        """Remembers a result for the content with this fingerprint until `save`."""
        found = path.stat()
        self._new[path.name] = [
            found.st_mtime_ns,
            found.st_size,
            time.time_ns(),
            digest,
            to_plain(checked),
        ]

    def save(self) -> None:
        """Writes what is new, beside what is there by now. A folder that cannot be written has no cache."""
        if not self._new:
            return
        try:
            _prepare(self._home)
            _replace(self._file, json.dumps({**_read(self._file), **self._new}, separators=(",", ":")))
        except OSError:
            return


def _stamp(entry: list[Any]) -> Stamp:
    mtime_ns, size, seen_ns, digest = entry[:4]
    return Stamp(mtime_ns=int(mtime_ns), size=int(size), seen_ns=int(seen_ns), digest=str(digest))


def _is_unchanged(path: Path, stamp: Stamp) -> bool:
    found = path.stat()
    if found.st_size != stamp.size:
        return False
    if found.st_mtime_ns == stamp.mtime_ns and stamp.mtime_ns + RACY_NS < stamp.seen_ns:
        return True
    return digest_of(path.read_bytes()) == stamp.digest


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _prepare(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    ignore = home / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE, encoding="utf-8")


def _replace(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".tmp-")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(name, file)


def configuration_key(parts: Mapping[str, object]) -> str:
    """The part of a cache's key that stands for everything but the notebooks."""
    return hashlib.blake2b(json.dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).hexdigest()
