"""Top-level functions and constants of emitted modules, and what they need: what a project can share."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from msgspec import Struct

from nb2pkg.syntax.literals import is_plain_data
from nb2pkg.syntax.names import BUILTINS
from nb2pkg.syntax.scopes import free_names, global_writes
from nb2pkg.syntax.walking import walk

_READS_FRAMES = frozenset({"locals", "globals", "vars", "dir", "eval", "exec", "__name__", "__file__"})


class Place(Struct, frozen=True, kw_only=True):
    """Where a name is defined: the part of the project, the module in it, the name there."""

    part: str
    module: str
    name: str


class Unit(Struct, frozen=True, kw_only=True):
    """A function or a constant. `libraries`: names and the imports that bind them; `own`: names of the part itself."""

    place: Place
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign
    text: str  # with the comments right above it
    first: int  # the lines of the module that it takes, from 0
    last: int
    libraries: tuple[tuple[str, str], ...]
    own: tuple[tuple[str, Place], ...]


def units_of(text: str, *, project: str, part: str, module: str) -> Iterator[Unit]:
    """The candidates in a module: all that they read is imported, built in, or another top-level name."""
    tree = ast.parse(text)
    lines = text.split("\n")
    libraries, own = _names_of(tree, project=project, part=part, module=module)
    for node in tree.body:
        name, reads = _reads_of(node)
        if not name or reads & _READS_FRAMES or not reads <= libraries.keys() | own.keys() | BUILTINS:
            continue
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign)
        first = node.lineno - 1
        while first and lines[first - 1].startswith("#"):
            first -= 1
        last = node.end_lineno or node.lineno
        yield Unit(
            place=Place(part=part, module=module, name=name),
            node=node,
            text="\n".join(lines[first:last]),
            first=first,
            last=last,
            libraries=tuple((read, libraries[read]) for read in sorted(reads & libraries.keys())),
            own=tuple((read, own[read]) for read in sorted(reads & own.keys() - {name})),
        )


def _reads_of(node: ast.stmt) -> tuple[str, frozenset[str]]:
    """The name that a statement defines and what it needs; no name if it cannot be shared."""
    match node:
        case ast.FunctionDef(decorator_list=[]) | ast.AsyncFunctionDef(decorator_list=[]) if not global_writes(node):
            head = [*walk(node.args), *(walk(node.returns) if node.returns else ())]
            return node.name, free_names(node) | {part.id for part in head if isinstance(part, ast.Name)}
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if is_plain_data(value):
            return name, frozenset()
    return "", frozenset()


def _names_of(
    tree: ast.Module, *, project: str, part: str, module: str
) -> tuple[Mapping[str, str], Mapping[str, Place]]:
    """What the top level binds: by imports of libraries, as text; from the part itself, as places."""
    libraries: dict[str, str] = {}
    own: dict[str, Place] = {}
    inside = f"{project}.{part}."
    for node in tree.body:
        match node:
            case ast.Import(names=names):
                libraries |= {
                    a.asname or a.name: f"import {_spelled(a)}" for a in names if a.asname or "." not in a.name
                }
            case ast.ImportFrom(module=str(source), names=names) if source.startswith(inside):
                home = source.removeprefix(inside)
                own |= {a.asname or a.name: Place(part=part, module=home, name=a.name) for a in names}
            case ast.ImportFrom(module=str(source), names=names, level=0) if source != "__future__":
                libraries |= {a.asname or a.name: f"from {source} import {_spelled(a)}" for a in names}
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
                own[name] = Place(part=part, module=module, name=name)
    return libraries, own


def imported_places(text: str, *, project: str, part: str) -> Iterator[Place]:
    """What a module imports from other modules of its part."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{project}.{part}."):
            module = (node.module or "").removeprefix(f"{project}.{part}.")
            yield from (Place(part=part, module=module, name=alias.name) for alias in node.names)


def _spelled(alias: ast.alias) -> str:
    return alias.name if alias.asname in {None, alias.name} else f"{alias.name} as {alias.asname}"
