"""What was read: cells of code, prose between them, and what became of the magics.

Cells are addressed by their index among *all* cells of the file (0-based, as in the file's `cells`).
Lines count from 1, columns from 0 and in characters.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import Any, NewType

from msgspec import Struct, field

CellId = NewType("CellId", str)


class StmtRef(Struct, gc=False, frozen=True, kw_only=True, order=True):
    """A statement: the index of its cell and the path of block indices that leads to it."""

    cell: int
    path: tuple[int, ...]


class Location(Struct, gc=False, frozen=True, kw_only=True, order=True):
    """A stretch of a cell's Python text."""

    cell: int
    line: int
    column: int
    end_line: int
    end_column: int


class Treatment(Enum):
    """What the conversion does with a magic or shell line."""

    UNWRAPPED = "unwrapped"  # the Python inside it stays (%time f())
    REWRITTEN = "rewritten"  # became plain Python (%cd, !ls)
    DROPPED = "dropped"  # means nothing outside a notebook (%matplotlib inline)
    REQUIREMENT = "requirement"  # became a dependency (!pip install x)
    UNSUPPORTED = "unsupported"  # nothing was made of it (%%R)


class Wrapper(Enum):
    """How the whole of a cell is run."""

    PLAIN = "plain"
    CAPTURED = "captured"  # %%capture: what it prints is not shown
    TOLERANT = "tolerant"  # tagged raises-exception: an error ends the cell, not the run


class Magic(Struct, frozen=True, kw_only=True):
    """A magic or shell line; `body` is what follows its name, `names` the requirement names or bound names."""

    line: int
    kind: str  # "line", "cell", "shell", "help"
    name: str
    body: str
    treatment: Treatment
    names: tuple[str, ...] = ()


class Output(Struct, frozen=True, kw_only=True):
    """One stored output, as text. `kind`: stream, result, display, error; `name`: the stream, or the exception.

    `text` is the plain text, `html` the form for browsers if there is one, `more` what other forms of text say
    (Markdown, LaTeX, JSON), `size` the characters of all forms.
    """

    kind: str
    text: str
    name: str = ""
    mimes: tuple[str, ...] = ()
    html: str = ""
    more: str = ""
    size: int = 0


class SyntaxProblem(Struct, frozen=True, kw_only=True):
    """Why a cell does not parse, and where in `Cell.python`. `python2`: it would have under Python 2."""

    message: str
    line: int
    column: int = 0
    python2: bool = False


class Cell(Struct, frozen=True, kw_only=True):
    """A code cell. `python` is its source with magics made into Python, line by line the same."""

    id: CellId
    index: int
    source: str
    python: str
    magics: tuple[Magic, ...] = ()
    outputs: tuple[Output, ...] = ()
    execution_count: int | None = None
    tags: frozenset[str] = frozenset()
    wrapper: Wrapper = Wrapper.PLAIN
    captured_as: str = ""  # the name that `%%capture NAME` binds
    muted: bool = False  # ends in `;`: the last value is not shown
    runtime: tuple[str, ...] = ()  # helpers that the rewritten magics call, e.g. "run_shell"
    implied_imports: tuple[str, ...] = ()  # modules that the rewritten magics need, e.g. "os"
    syntax_error: SyntaxProblem | None = None


class Prose(Struct, frozen=True, kw_only=True):
    """A Markdown cell; `heading` is its first heading without the marks, `level` that heading's depth (0: none)."""

    index: int
    markdown: str
    heading: str = ""
    level: int = 0


class ExtraFile(Struct, frozen=True, kw_only=True):
    """A file that a cell writes by magic (`%%writefile`, `%%bash`), relative to where the notebook runs."""

    cell: int
    path: str
    text: str


class FileCell(Struct, frozen=True, kw_only=True):
    """A cell of any kind as its file has it. The id may be missing, or not unique."""

    kind: str
    id: str
    source: str
    tags: frozenset[str] = frozenset()
    metadata: Mapping[str, Any] = field(default_factory=dict)


class FormatDefect(Struct, frozen=True, kw_only=True):
    """Where a file departs from the notebook format: in the cell of this index, or in itself (`cell` is None)."""

    cell: int | None
    message: str


class Notebook(Struct, dict=True, frozen=True, kw_only=True):
    """A notebook as read. `cells` are the code cells in order; `file_cells` all cells of the file."""

    path: str
    cells: tuple[Cell, ...]
    prose: tuple[Prose, ...] = ()
    kernel: str = "python3"
    language: str = "python"
    python_version: str = ""
    title: str = ""
    requirements: tuple[str, ...] = ()  # asked for by `%pip install` and the like
    extra_files: tuple[ExtraFile, ...] = ()
    local_modules: tuple[tuple[str, str], ...] = ()  # name -> source of imported modules that lie beside the notebook
    notes: tuple[str, ...] = ()  # what the reader had to mend
    defects: tuple[FormatDefect, ...] = ()  # of the file, as the notebook format has it
    file_cells: tuple[FileCell, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)  # of the file, whatever it holds

    @property
    def file_name(self) -> str:
        """The name of its file, in which bytes that are no text are spelled out."""
        return self.path.rsplit("/", 1)[-1].encode(errors="backslashreplace").decode()

    @cached_property
    def cell_by_index(self) -> dict[int, Cell]:
        """Code cells by their index in the file."""
        return {cell.index: cell for cell in self.cells}
