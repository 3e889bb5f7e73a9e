"""Files as records: tables and JSON by their content, pictures by their pixels, all else by its bytes."""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nb2pkg.verifier.png import pixels_of

Record = dict[str, Any]
MOST_BYTES = 50_000_000
TABLES = {".csv": ",", ".tsv": "\t"}
# They hold more than what was written: dates, made-up ids, the modules of classes.
CLOSED = frozenset(
    {".pkl", ".pickle", ".joblib", ".xlsx", ".xls", ".h5", ".hdf5", ".zip", ".gz", ".bz2", ".xz", ".npz", ".parquet"}
    | {".feather", ".nc", ".jpg", ".jpeg", ".svg", ".pdf", ".gif", ".webp", ".db", ".sqlite", ".pt", ".pth", ".keras"}
    | {".html", ".log"}
)


def file_record(file: Path) -> Record:
    """The record of a file's content. A link counts by where it leads."""
    if file.is_symlink():
        return {"kind": "text", "type": "link", "value": str(file.readlink())}
    kind = file.suffix.lower()
    exact = {"kind": "bytes", "type": kind or "file", "value": _digest(file)}
    content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
    if kind in TABLES and content:
        return _table(content, TABLES[kind]) or exact
    if kind == ".json" and content:
        return _json(content) or exact
    if kind == ".png":
        pixels = pixels_of(content)
        return {**exact, "value": hashlib.sha256(pixels).hexdigest()} if pixels is not None else exact
    if kind in CLOSED:
        return {**exact, "kind": "archive"}
    return {**exact, "code": _code(content)} if kind == ".py" else exact


def module_records(source: Path, paths: Iterable[str]) -> dict[str, Record]:
    """The records of those of the files that are modules of the package in `source`, which need not write them."""
    found = {path: source / path for path in paths if path.endswith(".py")}
    return {path: file_record(file) for path, file in sorted(found.items()) if file.is_file()}


def _code(content: bytes) -> str:
    """The fingerprint of what a module says, however it is laid out; empty for what is none."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    return hashlib.sha256(ast.dump(tree).encode("utf-8", "surrogatepass")).hexdigest() if tree.body else ""


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return f"{file.stat().st_size} bytes, {hashlib.file_digest(stream, 'sha256').hexdigest()}"


def _table(content: bytes, delimiter: str) -> Record | None:
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8")), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error):
        return None
    return {"kind": "sequence", "type": "table", "items": [_row(row) for row in rows]}


def _row(row: list[str]) -> Record:
    return {"kind": "sequence", "type": "row", "items": [_field(field) for field in row]}


def _field(text: str) -> Record:
    """A field with a decimal point or an exponent is compared as a number."""
    if any(mark in text for mark in ".eE") and text.strip() == text:
        try:
            return {"kind": "number", "type": "field", "value": float(text)}
        except ValueError:
            pass
    return {"kind": "text", "type": "field", "value": text}


def _json(content: bytes) -> Record | None:
    try:
        return _plain(json.loads(content))
    except (ValueError, RecursionError):
        return None


def _plain(value: Any) -> Record:
    if isinstance(value, dict):
        items = [[_plain(key), _plain(part)] for key, part in value.items()]
        return {"kind": "mapping", "type": "dict", "items": items}
    if isinstance(value, list):
        return {"kind": "sequence", "type": "list", "items": [_plain(part) for part in value]}
    kind = "text" if isinstance(value, str) else "number"
    return {"kind": kind, "type": type(value).__name__, "value": value}
