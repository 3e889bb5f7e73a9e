"""What the package itself says about where its functions come from: docs/provenance.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pkg.errors import Nb2pkgError

SCHEMA = 1
HINT = "It must be a package that this version of nb2pkg has written: `nb2pkg convert NOTEBOOK --out FOLDER`."


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionFacts:
    """A function of the pipeline: what it returns, and the statement of the notebook with which it ends."""

    name: str
    outputs: tuple[str, ...]
    cells: tuple[int, ...]
    last_cell: int = -1
    last_line: int = -1  # the line on which that statement ends, from 1
    ends_cell: bool = False  # nothing of the cell comes after it
    is_alone: bool = True  # no other statement begins on that line


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFacts:
    """A package as its record of origins describes it."""

    name: str
    folder: Path
    functions: tuple[FunctionFacts, ...]
    statements: tuple[tuple[int, int], ...]  # cell and index of each statement of the notebook

    @property
    def function_by_cell(self) -> dict[int, str]:
        """The function that holds (the last part of) each cell."""
        return {cell: function.name for function in self.functions for cell in function.cells}


def facts_of(folder: Path) -> PackageFacts:
    """The facts of the package in `folder`. Raises Nb2pkgError if there are none that can be read."""
    file = folder / "docs" / "provenance.json"
    try:
        document = json.loads(file.read_bytes())
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema {document['schema']}")
        return _facts(document, folder)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Nb2pkgError(f"{file} cannot be read as the origins of a package.", hint=HINT) from error


def _facts(document: Any, folder: Path) -> PackageFacts:
    statements = document["statements"]
    last_of_cell: dict[int, int] = {}
    for one in statements:
        last_of_cell[one["cell"]] = max(last_of_cell.get(one["cell"], -1), one["statement"][0])
    return PackageFacts(
        name=document["package"],
        folder=folder,
        functions=tuple(_function(found, statements, last_of_cell) for found in document["functions"]),
        statements=tuple((one["cell"], one["statement"][0]) for one in statements),
    )


def _function(found: Any, statements: Any, last_of_cell: dict[int, int]) -> FunctionFacts:
    own = [
        (one["cell"], one["statement"][0], one["lines"][1])
        for one in statements
        if one["name"] == found["name"] and one["module"] == found["module"] and one["fate"] == "function"
    ]
    if not own:
        return FunctionFacts(name=found["name"], outputs=tuple(found["outputs"]), cells=tuple(found["cells"]))
    cell, index, line = max(own)
    return FunctionFacts(
        name=found["name"],
        outputs=tuple(found["outputs"]),
        cells=tuple(found["cells"]),
        last_cell=cell,
        last_line=line,
        ends_cell=last_of_cell[cell] == index,
        is_alone=not any(
            one["cell"] == cell and one["statement"][0] == index + 1 and one["lines"][0] <= line for one in statements
        ),
    )
