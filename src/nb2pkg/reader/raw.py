"""A notebook as its file has it: cells not yet understood. All readers produce it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from nb2pkg.model.notebook import FormatDefect

Json = Mapping[str, Any]

# No kernel lives so long, and rules look at each number below the highest.
MOST_COUNT = 100_000


class RawCell(Struct, frozen=True, kw_only=True):
    """A cell: `code`, `markdown`, or of a kind that is not read (`raw`)."""

    kind: str
    source: str
    id: str = ""
    outputs: tuple[Json, ...] = ()
    execution_count: int | None = None
    tags: frozenset[str] = frozenset()
    metadata: Json = field(default_factory=dict)


class RawNotebook(Struct, frozen=True, kw_only=True):
    """The cells and metadata of a file, and what had to be mended to read it."""

    cells: tuple[RawCell, ...]
    metadata: Json = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    defects: tuple[FormatDefect, ...] = ()


def joined(value: object) -> str:
    """Multiline text of the notebook format: a string, or a list of strings."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    try:
        return "".join(value)
    except TypeError:  # some parts are no text
        return "".join(part for part in value if isinstance(part, str))


def source_text(value: object) -> str:
    """The source of a cell, with the parser's idea of line ends."""
    text = joined(value)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unsoundness(document: object) -> str:
    """What keeps a document from being read as nbformat 4 as it is; empty if nothing does.

    Stricter than needed is harmless (nbformat then looks at it), laxer is not: `raw_notebook` trusts it.
    """
    if not isinstance(document, dict):
        return "it is not an object"
    cells = document.get("cells")
    if not isinstance(cells, list):
        return "it has no list of cells"
    if not isinstance(document.get("metadata", {}), dict):
        return "its metadata is not an object"
    for index, cell in enumerate(cells):
        if problem := _cell_problem(cell):
            return f"cell {index} {problem}"
    return ""


_OBJECTS = frozenset({dict})


def _cell_problem(cell: object) -> str:
    if not isinstance(cell, dict):
        return "is not an object"
    if not isinstance(cell.get("cell_type"), str):
        return "has no type"
    if cell["cell_type"] not in {"code", "markdown"}:
        return ""  # raw, or of a later format: not read
    if not is_text(cell.get("source")):
        return "has no source"
    if not isinstance(cell.get("metadata", {}), dict):
        return "has metadata that is not an object"
    outputs = cell.get("outputs", [])
    if not isinstance(outputs, list) or not _OBJECTS.issuperset(map(type, outputs)):
        return "has outputs that are not objects"
    return ""


_TEXT = frozenset({str})


def is_text(value: object) -> bool:
    """Whether it is text as the notebook format has it: a string, or a list of strings."""
    return isinstance(value, str) or (isinstance(value, list) and _TEXT.issuperset(map(type, value)))


def raw_notebook(document: Json, *, notes: tuple[str, ...] = (), defects: tuple[FormatDefect, ...] = ()) -> RawNotebook:
    """A sound document of nbformat 4 as a value."""
    return RawNotebook(
        cells=tuple([_raw_cell(cell) for cell in document["cells"]]),
        metadata=document.get("metadata", {}),
        notes=notes,
        defects=defects,
    )


_NO_TAGS: frozenset[str] = frozenset()


def _raw_cell(cell: Json) -> RawCell:
    metadata = cell.get("metadata")
    tags = metadata.get("tags", ()) if isinstance(metadata, dict) else ()
    count = cell.get("execution_count")
    return RawCell(
        kind=cell["cell_type"],
        source=source_text(cell.get("source", "")),
        id=cell["id"] if isinstance(cell.get("id"), str) else "",
        outputs=tuple(cell.get("outputs", ())) if cell["cell_type"] == "code" else (),
        execution_count=count if isinstance(count, int) and count <= MOST_COUNT else None,
        tags=frozenset([tag for tag in tags if isinstance(tag, str)]) if tags and isinstance(tags, list) else _NO_TAGS,
        metadata=metadata if isinstance(metadata, dict) else {},
    )
