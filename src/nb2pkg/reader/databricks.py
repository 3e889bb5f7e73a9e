"""Databricks source exports: `.py` files whose cells are parted by comments and whose other languages are comments."""

from __future__ import annotations

import re

from nb2pkg.patterns import pattern_of
from nb2pkg.reader.raw import RawCell, RawNotebook, source_text

HEADER = "# Databricks notebook source"
_SEPARATOR = pattern_of(r"^# COMMAND -+[ \t]*$", re.MULTILINE)
_MAGIC = pattern_of(r"^# MAGIC ?", re.MULTILINE)
_TITLE = pattern_of(r"^# DBTITLE \d+,(.*)$", re.MULTILINE)
# What Databricks writes with one `%` and IPython with two.
_CELL_MAGICS = {"sql": "sql", "r": "R", "scala": "scala", "sh": "bash", "fs": "fs"}


def read_databricks(text: str) -> RawNotebook:
    """The cells of an export. `%md` becomes prose, titles headings of level 3; `%pip` and the like stay magics."""
    body = source_text(text)[len(HEADER) :]
    cells = [cell for part in _SEPARATOR.split(body) for cell in _cells(part.strip("\n"))]
    return RawNotebook(cells=tuple(cells), metadata={"language_info": {"name": "python"}})


def _cells(part: str) -> list[RawCell]:
    title = _TITLE.search(part)
    text = _TITLE.sub("", part, count=1).strip("\n") if title else part
    before = [RawCell(kind="markdown", source=f"### {title[1].strip()}")] if title and title[1].strip() else []
    if not text.strip():
        return before
    return [
        *before,
        _magic_cell(text) if text.lstrip().startswith("# MAGIC") else RawCell(kind="code", source=_MAGIC.sub("", text)),
    ]


def _magic_cell(text: str) -> RawCell:
    source = _MAGIC.sub("", text).strip("\n")
    head, _, rest = source.partition("\n")
    match = re.match(r"\s*%(\w+)(?:-sandbox)?[ \t]*(.*)", head)
    if match is None:
        return RawCell(kind="code", source=source)
    name, first = match[1], match[2]
    if name == "md":
        return RawCell(kind="markdown", source=f"{first}\n{rest}".strip("\n"))
    if name == "python":
        return RawCell(kind="code", source=f"{first}\n{rest}".strip("\n"))
    if name in _CELL_MAGICS:
        return RawCell(kind="code", source=f"%%{_CELL_MAGICS[name]}\n{first}\n{rest}".rstrip("\n"))
    return RawCell(kind="code", source=source)
