"""The Python of all cells that the repository has: of the fixtures and of the golden cases."""

from __future__ import annotations

from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reader import read_notebook
from nb2pkg.syntax.parse import parse
from support.case_file import read_case
from support.percent import flat_cells, percent_cells

ROOT = Path(__file__).parents[2]
SUFFIXES = frozenset({".ipynb", ".py", ".md"})


def texts_of_cells() -> dict[str, str]:
    """The text of each cell that parses, by where it stands."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "tests" / "cases").glob("*.case")):
        cells = flat_cells(percent_cells(read_case(path).sections["notebook"]))
        found |= {f"{path.stem} {index}": cell.source for index, cell in enumerate(cells)}
    for path in sorted((ROOT / "fixtures").rglob("*")):
        if path.suffix in SUFFIXES:
            found |= _texts(path)
    return {name: text for name, text in found.items() if _parses(text)}


def _texts(notebook: Path) -> dict[str, str]:
    try:
        cells = read_notebook(notebook).cells
    except Nb2pkgError:  # some fixtures are no Python notebooks, on purpose
        return {}
    return {f"{notebook.name} {cell.index}": cell.python for cell in cells}


def _parses(text: str) -> bool:
    try:
        parse(text)
    except SyntaxError:
        return False
    return True
