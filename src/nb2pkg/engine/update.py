"""An update: the notebook is converted again, and merged into the package that people have edited since."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg.base_file import BASE_PATH, files_in_base, with_base
from nb2pkg.engine.reconversion import reconverted
from nb2pkg.errors import Nb2pkgError
from nb2pkg.merger import has_marks, merge_files
from nb2pkg.model.merge import Change, Merge
from nb2pkg.model.package import BYTES, File


class Updated(Struct, frozen=True, kw_only=True):
    """What an update did, or would do. `was_recorded`: runs had shown types and tests, which are gone now."""

    notebooks: tuple[Path, ...]
    merge: Merge
    was_recorded: bool


def update_package(folder: Path, *, notebooks: Sequence[Path], base: Path | None, writes: bool = True) -> Updated:
    """Merges what the notebooks give now into the package in `folder`. All or nothing of it is written.

    `base` is an unedited package, for one that does not keep its own. Raises Nb2pkgError where there is no package,
    no notebook, or marks of an earlier merge.
    """
    before = _base(folder, base)
    ours, ends = _current(folder, before)
    marked = [path for path, text in ours.items() if text is not None and has_marks(text)]
    if marked:
        raise Nb2pkgError(f"{marked[0]} still has marks of an earlier merge.", hint="Resolve them first.")
    found = reconverted(folder, before, notebooks)
    now = {file.path: file.text for file in found.files}
    ours |= _texts(folder, now.keys() - before.keys())[0]
    merge = merge_files(before, ours, now)
    if writes:
        _write(folder, merge, found.files, ends)
    return Updated(notebooks=found.notebooks, merge=merge, was_recorded=found.was_recorded)


def _base(folder: Path, base: Path | None) -> Mapping[str, str]:
    if not folder.is_dir():
        raise Nb2pkgError(f"{folder} is not a folder.", hint="Name the folder that `nb2pkg convert` wrote.")
    if base is not None:
        return {path: text for path, text in _texts(base, _paths(base))[0].items() if text is not None}
    try:
        return files_in_base((folder / BASE_PATH).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Nb2pkgError(
            f"{folder} does not say what was generated: it has no {BASE_PATH}.",
            hint="Convert the notebook as it was then into another folder, and name that with --base.",
        ) from error


def _paths(root: Path) -> set[str]:
    found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return {
        path for path in found if not path.startswith((".git/", ".nb2pkg/", ".venv/")) and "__pycache__" not in path
    }


def _current(folder: Path, before: Mapping[str, str]) -> tuple[dict[str, str | None], dict[str, str]]:
    return _texts(folder, before.keys())


def _texts(folder: Path, paths: set[str] | Any) -> tuple[dict[str, str | None], dict[str, str]]:
    """The files that are there, None for those that are no text; and the ends of lines of those that have others."""
    root = folder.resolve()
    found: dict[str, str | None] = {}
    ends: dict[str, str] = {}
    for path in sorted(paths):
        place = folder / path
        if place.is_symlink() or not place.resolve().is_relative_to(root):
            found[path] = None  # a link: what it leads to is not ours to write
        elif place.is_file():
            text = _decoded(place.read_bytes())
            if text is not None and "\r\n" in text and "\n" not in text.replace("\r\n", ""):
                text, ends[path] = text.replace("\r\n", "\n"), "\r\n"
            found[path] = text
        elif place.exists():
            found[path] = None
    return found, ends


def _decoded(data: bytes) -> str | None:
    return None if b"\0" in data else data.decode("utf-8", BYTES)


def _write(folder: Path, merge: Merge, files: Sequence[File], ends: Mapping[str, str]) -> None:
    """First everything beside its place, then into place; the base last."""
    written = {file.path: file.text for file in merge.files if file.text is not None}
    base = next(file for file in with_base(files) if file.path == BASE_PATH)
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in (*written.items(), (base.path, base.text)):
            staged.append(_staged(folder, File(path=path, text=text.replace("\n", ends.get(path, "\n")))))
        for new, place in staged:
            new.replace(place)
        for file in merge.of(Change.REMOVED):
            (folder / file.path).unlink()
    except OSError as error:
        for new, _ in staged:
            new.unlink(missing_ok=True)
        raise Nb2pkgError(
            f"{folder} cannot be written: {error.strerror}.", hint="Nothing is lost; try again."
        ) from error


def _staged(folder: Path, file: File) -> tuple[Path, Path]:
    place = folder / file.path
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f".{place.name}.{os.getpid()}.new")
    new.write_bytes(file.text.encode("utf-8", BYTES))
    if place.exists():
        shutil.copymode(place, new)
    return new, place
