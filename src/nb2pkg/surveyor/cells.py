"""A cell as numbers that are the same for cells that say the same."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b

from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.estate import EstateCell
from nb2pkg.model.notebook import Cell
from nb2pkg.surveyor.written import renamed, steps_of, words_of
from nb2pkg.syntax.parse import parsed

# Cells of less weight say too little to be anybody's: `df.head()`, `x = 1`.
LEAST_WEIGHT = 20
MOST_STATEMENTS = 400
WIDEST = 100
_IMPORTS = (ast.Import, ast.ImportFrom)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def cell_facts(cell: Cell, meanings: Mapping[str, str]) -> EstateCell:
    """What a cell is compared by. `meanings`: what the notebook's imported names stand for."""
    python = cell.python
    known = tuple(sorted(item for item in meanings.items() if item[0] in python))
    lines, weight, exact, alike, statements, preview = _facts(python, known)
    return EstateCell(
        cell=cell.index,
        lines=lines,
        weight=weight,
        exact=exact,
        renamed=alike,
        statements=statements,
        preview=preview,
    )


@lru_cache(maxsize=4096)  # most cells of an estate stand in other notebooks too
def _facts(python: str, meanings: tuple[tuple[str, str], ...]) -> tuple[int, int, int, int, tuple[int, ...], str]:
    lines = [line.strip() for line in python.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    tree = parsed(python)
    if tree is None:
        only = number_of("\n".join(lines))
        return len(lines), 0, only, only, (), ""
    known = dict(meanings)
    names: dict[str, str] = {}
    exact: list[str] = []
    alike: list[str] = []
    statements: list[int] = []
    weight = 0
    for depth, node in steps_of(tree.body):
        words = words_of(node, known)
        exact += [str(depth), *words]
        alike += [str(depth), *renamed(words, names)]
        statements.append(number_of(" ".join([str(depth), *renamed(words, {})])))
        weight += 0 if isinstance(node, _IMPORTS) else len(words)
    kept = tuple(statements) if weight >= LEAST_WEIGHT and len(statements) <= MOST_STATEMENTS else ()
    preview = _preview(python, tree) if weight >= LEAST_WEIGHT else ""
    return len(lines), weight, number_of(" ".join(exact)), number_of(" ".join(alike)), kept, preview


def number_of(text: str) -> int:
    """A number of 64 bits, with sign, that stands for a text."""
    digest = blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _preview(python: str, tree: ast.Module) -> str:
    """The first line of the first function or class, else of the first statement that is no import."""
    own = [node for node in tree.body if not isinstance(node, _IMPORTS)]
    first = next((node for node in own if isinstance(node, _DEFINITIONS)), own[0] if own else None)
    if first is None:
        return ""
    line = python.replace("\r\n", "\n").replace("\r", "\n").split("\n")[first.lineno - 1].strip()
    return masked(line)[:WIDEST]
