"""Reports that are written to a file."""

from __future__ import annotations

from pathlib import Path

from nb2pkg.errors import Nb2pkgError


def write_report(path: Path, text: str) -> None:
    """Writes the text. Raises Nb2pkgError if that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise Nb2pkgError(
            f"{path} cannot be written: {error.strerror}.", hint="Choose another place for the report."
        ) from error
