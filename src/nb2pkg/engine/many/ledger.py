"""What became of each notebook: a line of JSON each, appended as it is known, put in order in the end.

A line that a kill or a full disk has cut off is no line: what it was about is done again. Later lines count.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nb2pkg.engine.room import room_for
from nb2pkg.errors import Nb2pkgError

Row = Mapping[str, Any]  # `notebook` is its key


class Ledger:
    """A file of rows. Only one run may write to it at a time."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def rows(self) -> dict[str, Row]:
        """By notebook; what cannot be understood is left out."""
        try:
            lines = self.file.read_bytes().split(b"\n")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Nb2pkgError(f"{self.file} cannot be read: {error.strerror}.", hint="Give another --out.") from error
        return {str(row["notebook"]): row for row in map(_row, lines) if row is not None}

    def replace(self, rows: Iterable[Row]) -> None:
        """The file anew, with these rows in order."""
        new = self.file.with_name(f".{self.file.name}.new")
        with room_for(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text("".join(map(_line, sorted(rows, key=lambda row: row["notebook"]))), encoding="utf-8")
            os.replace(new, self.file)

    def append(self, rows: Iterable[Row]) -> None:
        """A few more rows, on the disk when this returns."""
        with room_for(self.file), self.file.open("a", encoding="utf-8") as stream:
            stream.write("".join(map(_line, rows)))
            stream.flush()
            os.fsync(stream.fileno())


def _line(row: Row) -> str:
    return json.dumps(row, sort_keys=True) + "\n"


def _row(line: bytes) -> Row | None:
    try:
        found = json.loads(line)
        return found if isinstance(found["notebook"], str) else None
    except (ValueError, TypeError, KeyError):
        return None
