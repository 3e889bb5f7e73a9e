"""Where a file of format 4 departs from the format's schema: what nb2pkg reads all the same and other tools may refuse.

By hand, because validation with nbformat costs more than all of `check` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.notebook import FormatDefect
from nb2pkg.patterns import pattern_of
from nb2pkg.reader.raw import Json

LATEST_MINOR = 5
FIRST_MINOR_WITH_IDS = 5
_ID = pattern_of(r"[a-zA-Z0-9_-]{1,64}")
_CELL_TYPES = frozenset({"code", "markdown", "raw"})
_REQUIRED_OF_OUTPUTS = {
    "stream": ("name", "text"),
    "execute_result": ("data", "metadata", "execution_count"),
    "display_data": ("data", "metadata"),
    "error": ("ename", "evalue", "traceback"),
}


def format_defects(document: Json) -> tuple[FormatDefect, ...]:
    """All departures, in the order of the file. `document` is sound in what nb2pkg reads (`raw.unsoundness`)."""
    minor = document.get("nbformat_minor")
    if isinstance(minor, int) and minor > LATEST_MINOR:
        return ()  # what is unknown here may be right there
    of_file = [FormatDefect(cell=None, message=message) for message in _of_file(document)]
    has_ids = isinstance(minor, int) and minor >= FIRST_MINOR_WITH_IDS
    of_cells = (
        FormatDefect(cell=index, message=message)
        for index, cell in enumerate(document["cells"])
        for message in _of_cell(cell, has_ids=has_ids)
    )
    return (*of_file, *of_cells)


def _of_file(document: Json) -> Iterator[str]:
    for key in ("nbformat", "nbformat_minor"):
        if not isinstance(document.get(key), int):
            yield f"it has no `{key}`"
    if "metadata" not in document:
        yield "it has no `metadata`"
        return
    kernel = document["metadata"].get("kernelspec")
    if isinstance(kernel, dict) and kernel and not {"name", "display_name"} <= kernel.keys():
        yield "its `kernelspec` lacks a name"


def _of_cell(cell: Json, *, has_ids: bool) -> Iterator[str]:
    kind = cell["cell_type"]
    if kind not in _CELL_TYPES:
        yield f"is of the unknown type `{kind}`"
        return
    if "metadata" not in cell:
        yield "has no `metadata`"
    elif "tags" in cell["metadata"]:
        tags = cell["metadata"]["tags"]
        if not isinstance(tags, list) or len(set(map(str, tags))) < len(tags):
            yield "has tags that are not a list of different words"
    if has_ids and "id" not in cell:
        yield "has no `id`"
    elif has_ids and not (isinstance(cell["id"], str) and _ID.fullmatch(cell["id"])):
        yield "has an `id` that is not made of 1 to 64 letters, digits, `-` and `_`"
    elif not has_ids and "id" in cell:
        yield "has an `id`, which the file's version of the format does not have"
    if kind == "code":
        yield from _of_code(cell)
    elif "outputs" in cell or "execution_count" in cell:
        yield "has outputs or a count, though it is no code"


def _of_code(cell: Json) -> Iterator[str]:
    for key in ("outputs", "execution_count"):
        if key not in cell:
            yield f"has no `{key}`"
    for output in cell.get("outputs", ()):
        kind = output.get("output_type", "")
        required = _REQUIRED_OF_OUTPUTS.get(kind) if isinstance(kind, str) else None
        if required is None:
            yield "has an output of unknown type"
        elif missing := [key for key in required if key not in output]:
            yield f"has an output without `{missing[0]}`"
