"""What binds names without saying which: magics, and code that is made at run time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from nb2pkg.model.finding import whole_cell
from nb2pkg.model.notebook import Cell, Location, Magic, Treatment
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.hidden_state.running.conditions import is_namespace
from nb2pkg.syntax.walking import walk

# They bind nothing in the notebook, or only what their arguments name.
NO_BINDER = frozenset(
    """
    R r julia octave matlab sas stata idl gap maxima prolog scala java kotlin rust go fortran cpp cu nvcc typescript ts
    perl ruby lua node python python2 python3 pypy script cmd powershell pwsh cython cython_inline local send2r Rpush
    sql bigquery duckdb cypher sparql configure gnuplot graphviz dot tikz jinja writetemplate bash sh shell system sx !
    html HTML javascript js latex markdown svg SVG mermaid css writefile file timeit time load_ext reload_ext cd env
    set_env pip conda prun memit lprun mprun xdel alias opts output capture
    """.split()
)
BINDS_ALL = frozenset({"run", "load", "loadpy", "rerun", "recall", "rep", "macro", "pastebin"})
_WORD = pattern_of(r"(?<![\w.])[^\W\d]\w*")
_DEFINITION = pattern_of(r"^(?:def|class|cpdef(?:\s+inline)?(?:\s+[\w.\[\]]+)?|cdef\s+class)\s+(\w+)", re.MULTILINE)


class Outside(Struct, frozen=True, kw_only=True):
    """Something at a place that may bind names: these, or any (None); or that takes all away (`%reset`)."""

    at: Location
    names: frozenset[str] | None
    is_reset: bool = False


def outside_of(cell: Cell) -> Iterator[Outside]:
    """The magics of a cell that may bind names, in order."""
    for magic in cell.magics:
        at = whole_cell(cell.index)
        at = Location(cell=at.cell, line=magic.line, column=0, end_line=magic.line, end_column=0)
        found = _of_magic(magic)
        if found is not None:
            yield Outside(at=at, names=found or None, is_reset=magic.name == "reset")


def _of_magic(magic: Magic) -> frozenset[str] | None:
    """The names that a magic may bind, none for any; None if it binds nothing."""
    if magic.kind in {"shell", "help"} or magic.treatment is not Treatment.UNSUPPORTED:
        return frozenset(magic.names) or None if magic.kind == "shell" else None
    first, _, body = magic.body.partition("\n")
    words = frozenset(_WORD.findall(first)) | frozenset(magic.names)
    if magic.name == "store":
        return frozenset() if first.split() == ["-r"] else words if "-r" in first.split() else None
    if magic.name == "reset":
        return frozenset() if not set(first.split()) - {"-f", "-s", "-sf", "-fs"} else None
    if magic.name in BINDS_ALL:
        return frozenset()
    if magic.name == "cython":
        return words | frozenset(_DEFINITION.findall(body)) or None
    if magic.name in NO_BINDER:
        return words or None
    return frozenset() if magic.kind == "line" else words or None


def binds_dynamically(node: ast.AST) -> frozenset[str] | None:
    """The names that a statement binds through `globals()` and the like, none for any; None if it does not."""
    found: set[str] = set()
    for part in walk(node):
        match part:
            case ast.Call(func=ast.Name(id="exec")):
                return frozenset()
            case ast.Subscript(value=where, slice=key, ctx=ast.Store()) if is_namespace(where):
                if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
                    return frozenset()
                found.add(key.value)
            case ast.Call(func=ast.Attribute(value=where, attr="update" | "setdefault" | "__setitem__" | "push")):
                if is_namespace(where):
                    return frozenset()
            case ast.Call(
                func=ast.Attribute(attr="run_line_magic" | "run_cell_magic" | "run_cell" | "ex" | "magic" | "push")
            ):
                if _is_shell(part.func):
                    return frozenset()
            case ast.Assign(value=where) if is_namespace(where) and isinstance(where, ast.Call | ast.Attribute):
                if not (isinstance(where, ast.Call) and isinstance(where.func, ast.Attribute)):
                    return frozenset()
            case ast.Call(args=args) if any(is_namespace(arg) for arg in args) and not _only_looks(part):
                return frozenset()
            case ast.Attribute(value=ast.Name(id="builtins" | "__builtins__" | "__main__"), attr=name, ctx=ast.Store()):
                found.add(name)
            case ast.Call(func=ast.Name(id="setattr"), args=[ast.Name(id="builtins" | "__builtins__"), *_]):
                return frozenset()
    return frozenset(found) or None


def _is_shell(function: ast.expr) -> bool:
    match function:
        case (
            ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")))
            | ast.Attribute(value=ast.Name(id="ip" | "ipython" | "shell"))
        ):
            return True
    return False


def _only_looks(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in {
                "print",
                "len",
                "list",
                "set",
                "sorted",
                "type",
                "eval",
                "filter",
                "any",
                "all",
                "pprint",
                "query",
                "sqldf",
                "format",
            }
    return False


def injected_parameters(metadata: Mapping[str, object]) -> frozenset[str]:
    """Parameters that papermill has put in, by the file's metadata."""
    papermill = metadata.get("papermill")
    parameters = papermill.get("parameters") if isinstance(papermill, dict) else None
    return frozenset(map(str, parameters)) if isinstance(parameters, dict) else frozenset()


def names_in_broken_cell(source: str) -> frozenset[str]:
    """Words of a cell that does not parse: any of them may be what it was meant to bind."""
    return frozenset(_WORD.findall(source))
