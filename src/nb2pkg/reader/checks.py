"""What a notebook must be for nb2pkg to convert it."""

from __future__ import annotations

from nb2pkg.errors import Nb2pkgError, OtherLanguageError
from nb2pkg.model.notebook import Cell, Notebook
from nb2pkg.reader.language import language_of
from nb2pkg.reader.raw import RawNotebook


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
