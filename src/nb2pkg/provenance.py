"""Where a package says what it came from: `provenance.json` in its folder of documents, whatever that is called."""

from __future__ import annotations

from pathlib import Path

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
