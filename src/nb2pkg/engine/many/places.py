"""Where the package of each notebook goes: a tree like that of the notebooks, a folder each that no other one has."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from nb2pkg.engine.find_notebooks import find_notebooks
from nb2pkg.errors import Nb2pkgError
from nb2pkg.package_name import name_from_file


def notebooks_below(paths: Sequence[Path], *, exclude: Sequence[str], root: Path, out: Path) -> dict[str, Path]:
    """The notebooks by their paths below the folder that all of them are in. What is in `out` is not meant."""
    inside = Path(os.path.abspath(out))
    found = [Path(os.path.abspath(path)) for path in find_notebooks(paths, exclude=exclude, root=root)]
    found = [path for path in found if not path.is_relative_to(inside)]
    if not found:
        named = ", ".join(map(str, paths))
        raise Nb2pkgError(f"There is no notebook below {named}.", hint="Name notebooks, or folders that hold some.")
    tops = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths]
    try:
        home = Path(os.path.commonpath(tops))
    except ValueError as error:  # two drives of Windows
        raise Nb2pkgError(
            "The notebooks lie on several drives.", hint="Convert those of each by themselves."
        ) from error
    return {path.relative_to(home).as_posix(): path for path in found}


def folders_of(notebooks: Sequence[str]) -> dict[str, str]:
    """The folder for each, by its path: beside those of its neighbours, and never inside of another one's.

    >>> folders_of(["a/sales.ipynb", "a/Sales.ipynb", "a.ipynb", "01 load.ipynb"])
    {'01 load.ipynb': 'load', 'a.ipynb': 'a_2', 'a/Sales.ipynb': 'a/sales', 'a/sales.ipynb': 'a/sales_2'}
    """
    taken = {str(parent).lower() for path in notebooks for parent in PurePosixPath(path).parents}
    found: dict[str, str] = {}
    for path in sorted(notebooks):
        place = PurePosixPath(path)
        name = name_from_file(Path(place), imported=())
        folder, number = place.with_name(name), 1
        while str(folder).lower() in taken:
            number += 1
            folder = place.with_name(f"{name}_{number}")
        taken.add(str(folder).lower())
        found[path] = str(folder)
    return found
