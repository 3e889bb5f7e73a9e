"""Writing a package to disk: all of it or nothing.

The files are written into a new folder beside the target, which then takes the target's place by renaming.

An earlier package (known by its `docs/provenance.json`) is replaced only on demand, entry by entry at its top level:
what nb2pkg did not write there (`.git`, `.venv`, data, results) is kept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.package import BYTES, File
from nb2pkg.provenance import provenance_place

_MARK = Path("docs", "provenance.json")


def write_package(files: tuple[File, ...], target: Path) -> None:
    """Writes the files below `target`, which must not exist or be an empty folder."""
    folder = _checked_target(target)
    if _entries(folder):
        hint = "Give another folder with --out"
        hint += ", or replace the earlier package with --force." if provenance_place(folder) else "."
        raise Nb2pkgError(f"{target} is not empty.", hint=hint)
    with _staged(files, folder) as staged:
        if folder.is_dir():
            folder.rmdir()
        staged.rename(folder)


def replace_package(files: tuple[File, ...], target: Path, *, notebooks: Sequence[Path]) -> None:
    """Like write_package, but an earlier package in `target` gives way. No notebook may lie in what is replaced."""
    folder = _checked_target(target)
    entries = _entries(folder)
    if not entries:
        write_package(files, target)
        return
    if provenance_place(folder) is None:
        raise Nb2pkgError(
            f"{target} is not empty, and what it holds was not made by nb2pkg: it has no {_MARK.as_posix()}.",
            hint="Give another folder with --out, or empty this one yourself.",
        )
    written = {PurePosixPath(file.path).parts[0] for file in files}
    for notebook in notebooks:
        if _first_part(notebook, below=folder) in written:
            raise Nb2pkgError(
                f"{notebook} lies inside the package that would be replaced.",
                hint="Move the notebook out, or use --out.",
            )
    with _staged(files, folder) as staged:
        _swap(staged, folder, kept=[entry for entry in entries if entry not in written])


def rewrite_files(files: Iterable[File], target: Path) -> None:
    """Puts other text into files of a package that has just been written, each as a whole or not at all."""
    folder = _checked_target(target)
    for file in files:
        place = folder / _checked_path(file.path)
        new = place.with_name(f".{place.name}.{os.getpid()}.new")
        try:
            new.write_text(file.text, encoding="utf-8", errors=BYTES, newline="")
            new.replace(place)
        except OSError as error:
            raise Nb2pkgError(f"{place} cannot be written: {error.strerror}.", hint="The rest is in place.") from error


def _swap(staged: Path, folder: Path, *, kept: list[str]) -> None:
    """`staged` takes the place of `folder`, with the entries `kept` of it. Put back as it was if that fails."""
    from shutil import rmtree

    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    moved: list[str] = []
    folder.rename(old)
    try:
        for entry in kept:
            (old / entry).rename(staged / entry)
            moved.append(entry)
        staged.rename(folder)
    except BaseException:
        for entry in moved:
            (staged / entry).rename(old / entry)
        old.rename(folder)
        raise
    rmtree(old, ignore_errors=True)


@contextmanager
def _staged(files: tuple[File, ...], folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` with the files in it; gone afterwards unless it was renamed."""
    relative = [_checked_path(file.path) for file in files]
    staged = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    made = [parent for parent in folder.parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged.mkdir()
        for path, file in zip(relative, files, strict=True):
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            with open(
                staged / path, "x", encoding="utf-8", errors=BYTES, newline=""
            ) as stream:  # twice the same path is an error
                stream.write(file.text)
        yield staged
    except BaseException as error:
        _clear(staged, made)
        if isinstance(error, OSError):
            raise Nb2pkgError(
                f"{folder} cannot be written: {error.strerror or error}.", hint="Give a folder of your own with --out."
            ) from error
        raise


def _clear(staged: Path, made: list[Path]) -> None:
    from shutil import rmtree

    rmtree(staged, ignore_errors=True)
    with suppress(OSError):  # someone else has put something there
        for parent in made:
            parent.rmdir()


def _checked_target(target: Path) -> Path:
    """The target without links in its path, if it is a folder or does not exist."""
    try:
        folder = Path(os.path.realpath(target))
        if folder.is_symlink():  # realpath ends at a link only if it leads back to itself
            raise Nb2pkgError(f"{target} is a symbolic link that leads back to itself.", hint="Remove the link.")
        if folder.exists() and not folder.is_dir():
            raise Nb2pkgError(f"{target} is a file.", hint="Name a folder with --out: one that is new or empty.")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise Nb2pkgError(f"{target} cannot be written: {reason}.", hint="Give another folder with --out.") from error
    return folder


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Nb2pkgError(
            f"{folder} cannot be read: {error.strerror}.", hint="Give a folder of your own with --out."
        ) from error


def _checked_path(path: str) -> Path:
    """The path of a file of the package, if it stays inside the package."""
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or ".." in parts or set(path) & set("\\:\0"):
        raise Nb2pkgError(
            f"The package would write outside its own folder: `{path}`.",
            hint="Give the file that the notebook writes by magic a path below the notebook's folder.",
        )
    return Path(*parts)


def _first_part(path: Path, *, below: Path) -> str:
    """The entry of `below` in which `path` lies; empty if it lies elsewhere."""
    real = Path(os.path.realpath(path))
    return real.relative_to(below).parts[0] if below in real.parents else ""
