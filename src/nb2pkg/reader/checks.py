"""What a notebook must be for nb2pkg to convert it."""

from __future__ import annotations

from nb2pkg.errors import Nb2pkgError, OtherLanguageError
from nb2pkg.model.notebook import Cell, Notebook
from nb2pkg.reader.language import language_of
from nb2pkg.reader.raw import RawNotebook

# What stands in cells, without outputs. A book has some hundred cells; what is larger is data, or meant to do harm.
MOST_CELLS = 5_000
MOST_CODE, MOST_TEXT = 5_000_000, 20_000_000  # characters: of code, and of all cells
_MOVE = "Move the data that stands in its cells into files that it reads."


def check_size(raw: RawNotebook, *, name: str) -> None:
    """Refuses what would take minutes or gigabytes to look at."""
    if len(raw.cells) > MOST_CELLS:
        raise Nb2pkgError(
            f"{name} has {len(raw.cells):,} cells; nb2pkg reads notebooks of up to {MOST_CELLS:,}.",
            hint="Divide it into several notebooks.",
        )
    code = sum([len(cell.source) for cell in raw.cells if cell.kind == "code"])
    if code > MOST_CODE:
        raise Nb2pkgError(
            f"{name} has {code / 1e6:.1f} million characters of code; nb2pkg reads up to {MOST_CODE // 1_000_000}.",
            hint=_MOVE,
        )
    text = sum([len(cell.source) for cell in raw.cells])
    if text > MOST_TEXT:
        raise Nb2pkgError(
            f"{name} has {text / 1e6:.1f} million characters in cells; nb2pkg reads up to {MOST_TEXT // 1_000_000}.",
            hint=_MOVE,
        )


def check_language(raw: RawNotebook, *, name: str) -> None:
    """Refuses notebooks in other languages than Python."""
    language = language_of(raw)
    if language != "python":
        raise OtherLanguageError(
            f"{name} is a notebook in {language}; nb2pkg converts Python notebooks.",
            hint="If its code is Python all the same, choose a Python kernel in Jupyter and save it.",
        )


def check_has_code(notebook: Notebook, *, name: str) -> None:
    """Refuses notebooks in which there is nothing to convert."""
    if not notebook.cells:
        raise Nb2pkgError(f"{name} has no code cells.", hint="There is nothing to convert in it.")
    if not any(_has_code(cell) for cell in notebook.cells):
        raise Nb2pkgError(
            f"{name} has only empty code cells.", hint="Cells of blank lines and comments hold nothing to convert."
        )


def _has_code(cell: Cell) -> bool:
    return bool(cell.magics) or any(
        line.strip() and not line.lstrip().startswith("#") for line in cell.source.split("\n")
    )
