"""What the package is called: from the notebook's file name, or as the user says."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.knowledge.distributions import is_well_known
from nb2pkg.syntax.names import snake_case

_SUFFIX = "_pkg"
_FALLBACK = "notebook"
_PROJECTS_OWN = frozenset(
    {"callbacks", "display", "figures", "files", "history", "kernel", "project", "shared", "shell"}
)
_LAID_OUT = frozenset({"conftest", "docs", "pip", "pytest", "setup", "src", "tests"})


def name_from_file(path: Path, *, imported: Collection[str]) -> str:
    """The file's name as a package name; `imported` are the top-level modules that the notebook imports.

    >>> name_from_file(Path("01_Maximum breaks.ipynb"), imported=())
    'maximum_breaks'
    >>> name_from_file(Path("seaborn.ipynb"), imported=()), name_from_file(Path("2020.ipynb"), imported=())
    ('seaborn_pkg', 'notebook')
    """
    name = snake_case(_ascii(path.stem)).lstrip("0123456789_") or _FALLBACK
    while _taken_by(name, imported) or is_well_known(name):
        name += _SUFFIX
    return name


def part_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """The names of several notebooks as parts of one project, each another.

    >>> part_names([Path("1 load.ipynb"), Path("old/load.ipynb"), Path("shared.ipynb"), Path("import.ipynb")])
    ('load', 'load_2', 'shared_2', 'import_2')
    """
    names: list[str] = []
    for path in paths:
        own = snake_case(_ascii(path.stem)).lstrip("0123456789_") or _FALLBACK
        options = [own, *(f"{own}_{number}" for number in range(2, len(paths) + 3))]
        names.append(next(name for name in options if name not in names and not _taken_in_project(name)))
    return tuple(names)


def _taken_in_project(name: str) -> bool:
    return keyword.iskeyword(name) or name in _LAID_OUT | _PROJECTS_OWN


def checked_name(name: str, *, imported: Collection[str]) -> str:
    """`name` as the user gave it, if a package can be called so. Raises Nb2pkgError if not."""
    if not name.isascii() or not name.isidentifier():
        suggestion = snake_case(_ascii(name)).lstrip("0123456789_") or _FALLBACK
        raise Nb2pkgError(
            f"`{name}` is not a name that Python can import.",
            hint=f"Use ASCII letters, digits and underscores, with no digit first, e.g. `--name {suggestion}`.",
        )
    reason = _taken_by(name, imported)
    if reason:
        raise Nb2pkgError(
            f"`{name}` cannot be the package's name: it is {reason}.", hint=f"Try `--name {name}{_SUFFIX}`."
        )
    return name


def _taken_by(name: str, imported: Collection[str]) -> str:
    """Why a package cannot be called so; empty if it can."""
    if keyword.iskeyword(name):
        return "a keyword of Python"
    if name in sys.stdlib_module_names or name == "test":  # CPython's own tests, which that list leaves out
        return "a module of the standard library"
    if name in imported:
        return "a module that the notebook imports"
    return "a name that packages use for their own files" if name in _LAID_OUT else ""


def _ascii(text: str) -> str:
    """Letters without their accents; other letters that ASCII does not have are left out."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
