"""Raw cells -> Notebook: every code cell translated, in order, with the names bound before it at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from nb2pkg.model.notebook import Cell, CellId, FileCell, Notebook, Wrapper
from nb2pkg.reader.extra_files import extra_files, unfounded_appends
from nb2pkg.reader.language import kernel_of, python_version_of
from nb2pkg.reader.magics import Scope, Translation, translate
from nb2pkg.reader.magics.bindings import Bindings
from nb2pkg.reader.muting import is_muted, last_code_line
from nb2pkg.reader.outputs import read_outputs
from nb2pkg.reader.problems import syntax_problem
from nb2pkg.reader.prose import read_prose, title_of
from nb2pkg.reader.raw import RawCell, RawNotebook

SKIPPED = "skip-execution"
TOLERANT = "raises-exception"


class _Translated(Struct, frozen=True, kw_only=True):
    cell: Cell
    translation: Translation


def assemble(raw: RawNotebook, *, path: Path) -> Notebook:
    """The notebook that the raw cells are."""
    done = list(_code_cells(raw))
    prose = tuple(
        [read_prose(cell.source, index=index) for index, cell in enumerate(raw.cells) if cell.kind == "markdown"]
    )
    files = tuple(extra_files(one.translation for one in done))
    cells = tuple([one.cell for one in done])
    return Notebook(
        path=str(path),
        cells=cells,
        prose=prose,
        kernel=kernel_of(raw.metadata),
        python_version=python_version_of(raw.metadata),
        title=title_of(prose, first_code=cells[0].index if cells else len(raw.cells)),
        requirements=tuple(dict.fromkeys(name for one in done for name in one.translation.requirements)),
        extra_files=files,
        notes=raw.notes + tuple(_notes(raw, done)),
        defects=raw.defects,
        file_cells=tuple(
            [FileCell(kind=c.kind, id=c.id, source=c.source, tags=c.tags, metadata=c.metadata) for c in raw.cells]
        ),
        metadata=raw.metadata,
    )


def _code_cells(raw: RawNotebook) -> Iterator[_Translated]:
    bound = Bindings()
    ids: set[str] = set()
    for index, cell in enumerate(raw.cells):
        if cell.kind != "code" or SKIPPED in cell.tags:
            continue
        translation = translate(cell.source, Scope(cell=index, text=cell.source, bound=bound.so_far))
        bound.add(translation.python)
        yield _Translated(
            cell=_cell(cell, translation, index=index, id=_unique_id(cell.id, index, ids)), translation=translation
        )


def _unique_id(wanted: str, index: int, taken: set[str]) -> CellId:
    chosen = wanted if wanted and wanted not in taken else f"cell-{index}"
    while chosen in taken:
        chosen += "-"
    taken.add(chosen)
    return CellId(chosen)


def _cell(raw: RawCell, translation: Translation, *, index: int, id: CellId) -> Cell:
    python = translation.python
    is_silent = bool(translation.silent_lines) and last_code_line(python) in translation.silent_lines
    return Cell(
        id=id,
        index=index,
        source=raw.source,
        python=python,
        magics=translation.magics,
        outputs=read_outputs(raw.outputs),
        execution_count=raw.execution_count,
        tags=raw.tags,
        wrapper=Wrapper.TOLERANT if TOLERANT in raw.tags else translation.wrapper,
        captured_as=translation.captured_as,
        muted=is_silent or is_muted(python),
        runtime=translation.runtime,
        implied_imports=translation.imports,
        syntax_error=syntax_problem(python),
    )


def _notes(raw: RawNotebook, done: list[_Translated]) -> Iterator[str]:
    for index, cell in enumerate(raw.cells):
        if cell.kind == "code" and SKIPPED in cell.tags:
            yield f"cell {index} is tagged `{SKIPPED}` and left out"
    for one in done:
        for note in one.translation.notes:
            yield f"cell {one.cell.index}: {note}"
    for item in unfounded_appends(one.translation for one in done):
        yield f"cell {item.cell}: `{item.path}` is added to, but no cell has written it before"
