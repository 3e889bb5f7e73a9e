"""Smaller data: tables of text cut down to some of their rows, for notebooks that take long on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WITH_HEADER = frozenset({".csv", ".tsv"})
WITHOUT_HEADER = frozenset({".jsonl", ".ndjson"})


def sample_tables(folder: Path, *, rows: int) -> None:
    """Keeps `rows` rows of every table below the folder, evenly taken and in their order, with its header."""
    for file in sorted(folder.rglob("*")):
        kind = file.suffix.lower()
        if kind in WITH_HEADER | WITHOUT_HEADER and file.is_file() and not file.is_symlink():
            lines = _records(file.read_bytes(), is_quoted=kind in WITH_HEADER)
            header, body = (lines[:1], lines[1:]) if kind in WITH_HEADER else ([], lines)
            if len(body) > rows:
                file.write_bytes(b"".join([*header, *evenly(body, rows)]))


def evenly(records: Sequence[bytes], number: int) -> list[bytes]:
    """So many of the records, from the first on, as far apart as possible."""
    return [records[at * len(records) // number] for at in range(number)]


def _records(content: bytes, *, is_quoted: bool) -> list[bytes]:
    """Lines; one that ends inside of quotes goes on."""
    found: list[bytes] = []
    is_open = False
    for line in content.splitlines(keepends=True):
        if is_open:
            found[-1] += line
        else:
            found.append(line)
        is_open = is_quoted and is_open is (line.count(b'"') % 2 == 0)
    return found
