"""Where a package says what it came from: `provenance.json` in its folder of documents, whatever that is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


def part_place(place: Path, project: Any, *, notebook: str) -> Path:
    """Where a project, whose provenance lies at `place`, says what it made of the notebook file of this name.

    Raises Nb2pkgError if it was not made from that notebook, or from two of that name.
    """
    folder = place.parent.parent
    found = [part for part in project["parts"] if part["notebook"] == notebook]
    if len(found) == 1:
        return place.parent / str(found[0]["name"]) / NAME  # beside it, whatever the folder is called
    names = ", ".join(str(part["notebook"]) for part in project["parts"])
    raise Nb2pkgError(
        f"{folder} was made from {names}: {'not' if not found else 'more than once'} from {notebook}.",
        hint="Name one of those notebooks, under the name that it had.",
    )
