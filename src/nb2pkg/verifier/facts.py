"""What the package itself says about where its functions come from: docs/provenance.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError
from nb2pkg.provenance import part_place, provenance_place

SCHEMA = 2
HINT = "It must be a package that this version of nb2pkg has written: `nb2pkg convert NOTEBOOK --out FOLDER`."
SCRIPT = ("script", "run_script")  # module and function of a package that runs the notebook as one script


class FunctionFacts(Struct, frozen=True, kw_only=True):
    """A function of the pipeline: what it takes and returns, and the statement of the notebook with which it ends.

    `inner` are variables that stay inside it and can be compared where it ends; those that are `only_here` are read in
    it and bound by no statement before that is not its own, and so must be there if the notebook has them.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    last_cell: int = -1
    last_line: int = -1  # the line on which that statement ends, from 1
    ends_cell: bool = False  # nothing of the cell comes after it
    is_alone: bool = True  # no other statement begins on that line
    inner: tuple[str, ...] = ()
    only_here: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The variables to record where it ends: what it returns, what it was given and may have changed, the rest."""
        return tuple(dict.fromkeys((*self.outputs, *self.inputs, *self.inner)))

    @property
    def can_be_recorded(self) -> bool:
        """Whether something can be run right behind its last statement."""
        return self.last_cell >= 0 and (self.ends_cell or self.is_alone)


class Statement(Struct, frozen=True, kw_only=True):
    """A statement of the notebook: where it is, and the function that holds it, if one of the pipeline does."""

    cell: int
    number: int  # in its cell, from 0
    first_line: int
    last_line: int
    function: str
    is_shown: bool  # the package shows its value, as the notebook does below the cell


class PackageFacts(Struct, frozen=True, kw_only=True):
    """A package as its record of origins has it. `script` is its function if it runs the notebook as one script."""

    name: str
    folder: Path
    notebook: str
    functions: tuple[FunctionFacts, ...]
    statements: tuple[Statement, ...]
    script: str = ""

    @property
    def cells(self) -> frozenset[int]:
        """The cells of which something went into the package, or was left out with a reason."""
        return frozenset(one.cell for one in self.statements)

    def shows_result_of(self, cell: int) -> bool:
        """Whether the package shows what the notebook shows as the value of the cell."""
        return any(one.is_shown for one in self.statements if one.cell == cell)

    def function_at(self, cell: int) -> str:
        """The function that holds the last part of a cell that any function holds; empty for none."""
        found = [one.function for one in self.statements if one.cell == cell and one.function]
        return found[-1] if found else ""


def facts_of(folder: Path, *, notebook: str) -> PackageFacts:
    """The facts of the package in `folder`, or of the part of it that was made from the notebook file of this name.

    Raises Nb2pkgError if there are none that can be read.
    """
    file = provenance_place(folder) or folder / "docs" / "provenance.json"
    try:
        document = json.loads(file.read_bytes())
        if "parts" in document:
            file = part_place(file, document, notebook=notebook)
            document = json.loads(file.read_bytes())
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema {document['schema']}")
        return _facts(document, folder)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Nb2pkgError(f"{file} cannot be read as the origins of a package.", hint=HINT) from error


def _facts(document: Any, folder: Path) -> PackageFacts:
    statements = sorted(document["statements"], key=lambda one: (one["cell"], one["statement"]))
    functions = [(one["module"], one["name"]) for one in document["functions"]]
    return PackageFacts(
        name=str(document["package"]),
        folder=folder,
        notebook=str(document["notebook"]),
        functions=tuple(_function(found, statements) for found in document["functions"]),
        statements=tuple(_statement(one, functions) for one in statements),
        script=SCRIPT[1] if functions == [SCRIPT] else "",
    )


def _statement(one: Any, functions: Sequence[tuple[str, str]]) -> Statement:
    first, last = one["lines"] or (0, -1)
    is_step = one["fate"] == "function" and (one["module"], one["name"]) in functions
    return Statement(
        cell=int(one["cell"]),
        number=int(one["statement"][0]),
        first_line=int(first),
        last_line=int(last),
        function=one["name"] if is_step else "",
        is_shown=bool(one["shown"]),
    )


def _function(found: Any, statements: Sequence[Any]) -> FunctionFacts:
    inputs, outputs = tuple(map(str, found["inputs"])), tuple(map(str, found["outputs"]))
    own = [
        (one["cell"], one["statement"], one["lines"][1])
        for one in statements
        if one["lines"]
        and one["name"] == found["name"]
        and one["module"] == found["module"]
        and one["fate"] == "function"
    ]
    if not own:
        return FunctionFacts(name=found["name"], inputs=inputs, outputs=outputs)
    cell, path, line = max(own)
    later = [one["lines"][0] for one in statements if one["lines"] and one["cell"] == cell and one["statement"] > path]
    return FunctionFacts(
        name=found["name"],
        inputs=inputs,
        outputs=outputs,
        last_cell=cell,
        last_line=line,
        ends_cell=not later,
        is_alone=all(first > line for first in later),
    )
