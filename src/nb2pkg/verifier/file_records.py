"""Files as records: tables and JSON by their content, pictures by being there, all else by its bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]
MOST_BYTES = 50_000_000
TABLES = {".csv": ",", ".tsv": "\t"}
# Drawn again they differ in their bytes, whatever they show; what they show is compared as figures.
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".pdf", ".gif", ".webp"})
# They hold more than data: classes by their module, dates of writing.
CLOSED = frozenset(
    {".pkl", ".pickle", ".joblib", ".xlsx", ".h5", ".hdf5", ".zip", ".gz", ".npz", ".parquet", ".feather", ".nc"}
)


def file_record(file: Path) -> Record:
    """The record of a file's content."""
    kind = file.suffix.lower()
    if kind in PICTURES:
        return {"kind": "text", "type": "picture", "value": "empty" if not file.stat().st_size else "a picture"}
    content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
    exact = {"kind": "bytes", "type": kind or "file", "value": _digest(file)}
    if kind in TABLES and content:
        return _table(content, TABLES[kind]) or exact
    if kind == ".json" and content:
        return _json(content) or exact
    if kind in CLOSED:
        return {
            "kind": "archive",
            "type": kind,
            "value": exact["value"],
            "why": "written files of this kind are compared by their bytes alone",
        }
    return exact


def _digest(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _table(content: bytes, delimiter: str) -> Record | None:
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8")), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error):
        return None
    return {"kind": "sequence", "type": "table", "items": [_row(row) for row in rows]}


def _row(row: list[str]) -> Record:
    return {"kind": "sequence", "type": "row", "items": [_field(field) for field in row]}


def _field(text: str) -> Record:
    try:
        is_float = any(c in text for c in ".eE") and text.strip() == text
        if is_float:
            return {"kind": "number", "type": "float", "value": float(text)}
    except ValueError:
        pass
    return {"kind": "text", "type": "str", "value": text}


def _json(content: bytes) -> Record | None:
    try:
        return _plain(json.loads(content))
    except (ValueError, RecursionError):
        return None


def _plain(value: Any) -> Record:
    if isinstance(value, dict):
        items = [[{"kind": "text", "type": "str", "value": key}, _plain(part)] for key, part in value.items()]
        return {"kind": "mapping", "type": "dict", "items": items}
    if isinstance(value, list):
        return {"kind": "sequence", "type": "list", "items": [_plain(part) for part in value]}
    if isinstance(value, str):
        return {"kind": "text", "type": "str", "value": value}
    return {"kind": "number", "type": type(value).__name__, "value": value}
