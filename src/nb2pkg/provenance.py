"""Where a package says what it came from: `provenance.json` in its folder of documents, whatever that is called."""

from __future__ import annotations

import json
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

NAME = "provenance.json"


def provenance_place(folder: Path) -> Path | None:
    """The file below the folder, None if there is none; `docs/` comes first."""
    usual = folder / "docs" / NAME
    if usual.is_file():
        return usual
    return next(iter(sorted(folder.glob(f"[!.]*/{NAME}"))), None)


def provenance_path(paths: frozenset[str]) -> str:
    """The same among paths below a package's root; empty if there is none."""
    usual = f"docs/{NAME}"
    if usual in paths:
        return usual
    return next((path for path in sorted(paths) if path.count("/") == 1 and path.endswith(f"/{NAME}")), "")


def check_one_notebook(folder: Path, *, command: str) -> None:
    """Raises Nb2pkgError where a package was made from several notebooks, which this command does not know yet."""
    place = provenance_place(folder)
    try:
        found = json.loads(place.read_bytes()) if place is not None else {}
    except (OSError, ValueError):
        return  # what reads it tells
    if isinstance(found, dict) and "parts" in found:
        hint = f"`nb2pkg {command}` takes packages of one notebook so far."
        raise Nb2pkgError(f"{folder} was made from several notebooks.", hint=hint)
