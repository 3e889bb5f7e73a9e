"""An update: the notebook is converted again, and merged into the package that people have edited since."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nb2pkg.base_file import BASE_PATH, files_in_base, with_base
from nb2pkg.engine.golden_path import path_files
from nb2pkg.engine.repair import DIFFERS
from nb2pkg.errors import Nb2pkgError
from nb2pkg.merger import has_marks, merge_files
from nb2pkg.model.choices import Choices, Cut, Displays, Figures, Pipeline
from nb2pkg.model.merge import Change, Merge
from nb2pkg.model.package import File, Package
from nb2pkg.model.plan import Refusal
from nb2pkg.pipeline import build_package
from nb2pkg.provenance import check_one_notebook, provenance_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What an update did, or would do. `was_recorded`: runs had shown types and tests, which are gone now."""

    notebook: Path
    merge: Merge
    was_recorded: bool


def update_package(folder: Path, *, notebook: Path | None, base: Path | None, writes: bool = True) -> Updated:
    """Merges what the notebook gives now into the package in `folder`. All or nothing of it is written.

    `base` is an unedited package, for one that does not keep its own. Raises Nb2pkgError where there is no package,
    no notebook, or marks of an earlier merge.
    """
    check_one_notebook(folder, command="update")
    before = _base(folder, base)
    facts = _facts(before)
    place = notebook or _notebook(folder, str(facts.get("notebook") or ""))
    ours, ends = _current(folder, before)
    marked = [path for path, text in ours.items() if text is not None and has_marks(text)]
    if marked:
        raise Nb2pkgError(f"{marked[0]} still has marks of an earlier merge.", hint="Resolve them first.")
    package = _converted(place, facts)
    options = facts.get("options") or {}
    if "folders" in options:  # a golden path: our files lie elsewhere, and some are the template's
        package = replace(package, files=path_files(package, options["folders"], frozenset(options["taken"])))
    now = {file.path: file.text for file in package.files}
    ours |= _texts(folder, now.keys() - before.keys())[0]
    merge = merge_files(before, ours, now)
    if writes:
        _write(folder, merge, package, ends)
    return Updated(notebook=place, merge=merge, was_recorded=bool(facts.get("executed")))


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


def _facts(before: Mapping[str, str]) -> dict[str, Any]:
    try:
        found = json.loads(before[provenance_path(frozenset(before))])
        if isinstance(found, dict):
            return found
    except (KeyError, ValueError):
        pass
    raise Nb2pkgError("What was generated has no provenance.json.", hint="Was it made by nb2pkg?")


def _notebook(folder: Path, name: str) -> Path:
    """The notebook of that name in the current folder, beside the package or inside it."""
    places = {path.resolve(): path for path in (Path(name), folder.parent / name, folder / name) if path.is_file()}
    if not name or len(places) != 1:
        found = "is in several places" if places else "was not found"
        raise Nb2pkgError(f"The notebook {name} {found}.", hint="Say with --notebook where it is.")
    return next(iter(places.values()))


def _converted(notebook: Path, facts: Mapping[str, Any]) -> Package:
    options = facts.get("options") or {}
    choices = Choices(
        name=str(facts["package"]),
        displays=Displays(options.get("displays", "log")),
        figures=Figures(options.get("figures", "save")),
        cut=_cut(facts),
        handover=bool(options.get("handover")),
        pipeline=Pipeline(options.get("pipeline", "none")),
        models=bool(options.get("models")),
    )
    return build_package(notebook, choices, because=_differed(facts))


def _cut(facts: Mapping[str, Any]) -> Cut:
    """As it was, by choice or by evidence. What had to be a script may be more by now."""
    cut = Cut((facts.get("options") or {}).get("cut", "functions"))
    had_to = cut is Cut.SCRIPT and facts.get("refusals") and not _differed(facts)
    return Cut.FUNCTIONS if had_to else cut


def _differed(facts: Mapping[str, Any]) -> tuple[Refusal, ...]:
    """Why a run had made the cut coarser: said again, since nothing has shown that it is no longer so."""
    return tuple(
        Refusal(code=DIFFERS, cell=int(one["cell"]), message=str(one["message"]), remedy=str(one["remedy"]))
        for one in facts.get("refusals") or ()
        if one["code"] == DIFFERS
    )


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
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _write(folder: Path, merge: Merge, package: Package, ends: Mapping[str, str]) -> None:
    """First everything beside its place, then into place; the base last."""
    written = {file.path: file.text for file in merge.files if file.text is not None}
    base = next(file for file in with_base(package.files) if file.path == BASE_PATH)
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
    new.write_bytes(file.text.encode("utf-8"))
    if place.exists():
        shutil.copymode(place, new)
    return new, place
