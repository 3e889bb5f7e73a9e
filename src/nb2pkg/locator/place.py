"""Finding -> PlacedFinding: where it is in the source, in the file and in the notebook's story, and its fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nb2pkg.knowledge.secrets import masked
from nb2pkg.locator.file_positions import FilePositions, file_positions
from nb2pkg.locator.shown_lines import LONGEST, ShownLines, reportable
from nb2pkg.model.cut import cut
from nb2pkg.model.finding import NOWHERE, Finding
from nb2pkg.model.notebook import Cell, Location, Notebook
from nb2pkg.model.report import PlacedFinding


def place(findings: Sequence[Finding], notebook: Notebook, text: str) -> tuple[PlacedFinding, ...]:
    """The findings of a notebook whose file has this text, with all their positions."""
    if not findings:
        return ()
    positions = file_positions(text, [cell.source for cell in notebook.file_cells])
    headings = _headings(notebook)
    secrets = [in_source(f.at, notebook.cell_by_index.get(f.at.cell)) for f in findings if f.is_secret]
    lines = ShownLines(notebook, secrets)
    seen: Counter[str] = Counter()
    return tuple(_placed(reportable(finding), notebook, positions, headings, lines, seen) for finding in findings)


def _placed(
    finding: Finding,
    notebook: Notebook,
    positions: FilePositions,
    headings: Sequence[str],
    lines: ShownLines,
    seen: Counter[str],
) -> PlacedFinding:
    index = finding.at.cell
    cell = notebook.cell_by_index.get(index)
    at = in_source(finding.at, cell)
    line = lines.line(index, at.line)
    if index == NOWHERE:
        file_line, file_column = 1, 0
    elif finding.output is not None:
        file_line, file_column = positions.of_output(index, finding.output)
    else:
        file_line, file_column = positions.of_source(index, at.line, at.column)
    return PlacedFinding(
        finding=finding,
        cell=index,
        cell_id=notebook.file_cells[index].id[:LONGEST] if 0 <= index < len(notebook.file_cells) else "",
        heading=_shown(headings[index]) if 0 <= index < len(headings) else "",
        execution_count=cell.execution_count if cell else None,
        line=at.line,
        column=at.column,
        end_line=at.end_line,
        end_column=at.end_column,
        file_line=file_line,
        file_column=file_column,
        source_line=line.shown,
        caret_start=line.column(at.column),
        caret_end=line.column(at.end_column) if at.end_line == at.line else len(line.shown.rstrip()),
        fingerprint=_fingerprint(finding, line.shown, seen),
    )


def in_source(at: Location, cell: Cell | None) -> Location:
    """A place in `Cell.python` as one in `Cell.source`: the same, except on lines that were magics."""
    if cell is None or cell.python == cell.source:
        return at
    sources, pythons = cell.source.split("\n"), cell.python.split("\n")
    if at.line > len(sources) or at.line > len(pythons) or sources[at.line - 1] == pythons[at.line - 1]:
        return at
    source, python = sources[at.line - 1], pythons[at.line - 1]
    if not python and at.end_column:  # nothing is left of the line: the place can only be one in the source
        return at
    end = at.end_column if at.end_line == at.line else len(python)
    found = _same_one(python[at.column : end], source, before=python[: at.column]) if end > at.column else -1
    start, stop = (found, found + end - at.column) if found >= 0 else (len(source) - len(source.lstrip()), len(source))
    return Location(cell=at.cell, line=at.line, column=start, end_line=at.line, end_column=stop)


def _same_one(text: str, source: str, *, before: str) -> int:
    """Where the text stands in the source, which may hold it more than once: as many times before it as there."""
    found = source.find(text)
    for _ in range(before.count(text)):
        found = max(source.find(text, found + 1), found)
    return found


@lru_cache(maxsize=64)  # findings come in order
def _shown(heading: str) -> str:
    return cut(masked(heading), LONGEST)


def _headings(notebook: Notebook) -> list[str]:
    """For each cell of the file the nearest heading above it."""
    own = {prose.index: prose.heading for prose in notebook.prose if prose.heading}
    return list(_carried(own.get(index, "") for index in range(len(notebook.file_cells))))


def _carried(headings: Iterator[str]) -> Iterator[str]:
    current = ""
    for heading in headings:
        current = heading or current
        yield current


def _fingerprint(finding: Finding, line: str, seen: Counter[str]) -> str:
    """Made of the rule and the author's line, never of numbers of lines or cells; equal ones are counted."""
    about = " ".join(line.split()) if finding.at.cell != NOWHERE else finding.message
    key = f"{finding.code}\0{about}"
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="replace")).hexdigest()[:20]
