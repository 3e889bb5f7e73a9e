"""Python files beside the notebook that it imports, and those that they import."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from nb2pkg.model.notebook import Cell
from nb2pkg.syntax.parse import parsed

MAX_BYTES = 1_000_000


def local_modules(folder: Path, cells: Iterable[Cell], *, written: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """(name relative to the folder without `.py`, source) of each; `written`: paths that the notebook writes."""
    found: dict[str, str] = {}
    home = _home_of(folder.resolve())
    pending = [name for cell in cells for name in _imported(cell.python, package=())]
    seen: set[tuple[str, ...]] = set()
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        for module in _files_of(folder, name):
            if (
                module in found
                or f"{module}.py" in written
                or (source := _source(folder / f"{module}.py", home)) is None
            ):
                continue
            found[module] = source
            pending += _imported(source, package=tuple(module.split("/")[:-1]))
    return tuple(sorted(found.items()))


def _imported(python: str, *, package: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The dotted names that an import may have to look up, as tuples."""
    if "import" not in python:
        return
    tree = parsed(python)
    if tree is None:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            yield from ((*module, alias.name) for alias in node.names)


def _files_of(folder: Path, name: tuple[str, ...]) -> Iterator[str]:
    """The modules that importing `a.b.c` runs, as far as they lie in the folder: `a/__init__`, `a/b`."""
    here = folder
    for depth, part in enumerate(name, start=1):
        path = "/".join(name[:depth])
        if (here / part).is_dir():
            here = here / part
            if (here / "__init__.py").is_file():
                yield f"{path}/__init__"
        else:
            if (here / f"{part}.py").is_file():
                yield path
            return


def _home_of(folder: Path) -> Path:
    """The repository that the folder is in; itself if it is in none."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def _source(path: Path, home: Path) -> str | None:
    """The text of a module. A link that leads out of the project may lead to what nobody meant to hand on."""
    try:
        if not path.resolve().is_relative_to(home) or path.stat().st_size > MAX_BYTES:
            return None
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
