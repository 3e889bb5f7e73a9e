"""Notebooks written in percent notation: as cells to run, and as the text of an .ipynb file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from support.run_flat import FlatCell

_MARK = re.compile(r"^# %%(?P<rest>.*)$")
_TAGS = re.compile(r"tags=(\[[^\]]*\])")
_MARKS = re.compile(r"nb2pkg=(\{.*\})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentCell:
    """A cell of any kind; `kind` is code, markdown or raw. `marks`: the JSON of its metadata `nb2pkg`, if any."""

    kind: str
    source: str
    tags: tuple[str, ...] = ()
    marks: str = ""


def percent_cells(text: str) -> tuple[PercentCell, ...]:
    """The cells of a text in percent notation: `# %%`, `# %% [markdown]`, `# %% [raw]`, `# %% tags=["a"]`.

    And `# %% nb2pkg={"join": true}`, as jupytext writes metadata.
    """
    cells: list[PercentCell] = []
    head: str | None = None
    lines: list[str] = []
    for line in [*text.split("\n"), "# %%"]:
        mark = _MARK.match(line)
        if mark is None:
            lines.append(line)
            continue
        if head is not None:
            cells.append(_cell(head, lines))
        head, lines = mark["rest"], []
    return tuple(cells)


def _cell(head: str, lines: list[str]) -> PercentCell:
    kind = next((k for k in ("markdown", "raw") if f"[{k}]" in head), "code")
    found, marks = _TAGS.search(head), _MARKS.search(head)
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    if kind == "markdown":
        lines = [line.removeprefix("#").removeprefix(" ") for line in lines]
    tags = tuple(json.loads(found[1])) if found else ()
    return PercentCell(kind=kind, source="\n".join(lines), tags=tags, marks=marks[1] if marks else "")


def flat_cells(cells: tuple[PercentCell, ...]) -> tuple[FlatCell, ...]:
    """What a kernel would run."""
    return tuple(FlatCell(source=cell.source, tags=cell.tags) for cell in cells if cell.kind == "code")


def ipynb_text(cells: tuple[PercentCell, ...], *, newline: str = "\n") -> str:
    """The same notebook as .ipynb, never executed."""
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [_raw(cell, index, newline) for index, cell in enumerate(cells)],
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


def _raw(cell: PercentCell, index: int, newline: str) -> dict[str, object]:
    raw: dict[str, object] = {
        "cell_type": cell.kind,
        "id": f"c{index}",
        "metadata": ({"tags": list(cell.tags)} if cell.tags else {})
        | ({"nb2pkg": json.loads(cell.marks)} if cell.marks else {}),
        "source": cell.source.replace("\n", newline),
    }
    return raw | ({"outputs": [], "execution_count": None} if cell.kind == "code" else {})
