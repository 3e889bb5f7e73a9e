"""The notebooks of a package as they are now, converted as they were the first time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct

from nb2pkg.engine.golden_path import path_files
from nb2pkg.engine.repair import DIFFERS
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices, Cut, Displays, Figures, Pipeline
from nb2pkg.model.package import File
from nb2pkg.model.plan import Refusal
from nb2pkg.pipeline import build_package
from nb2pkg.project_pipeline import ProjectPart, build_parts
from nb2pkg.provenance import NAME, provenance_path


class Reconverted(Struct, frozen=True, kw_only=True):
    """What the notebooks give now. `was_recorded`: runs had shown types and tests, which are not generated again."""

    notebooks: tuple[Path, ...]
    files: tuple[File, ...]
    was_recorded: bool


def reconverted(folder: Path, before: Mapping[str, str], notebooks: Sequence[Path]) -> Reconverted:
    """`before` is what was generated, by path; `notebooks` say where those of the package are, if not beside it."""
    mark = provenance_path(frozenset(before))
    facts = _facts(before, mark)
    place = PurePosixPath(mark).parent
    parts = [_facts(before, str(place / str(one["name"]) / NAME)) for one in facts.get("parts") or ()]
    every = parts or [facts]
    places = _places(folder, [str(one.get("notebook") or "") for one in every], notebooks)
    files = _project_files(facts, parts, places) if parts else _package_files(facts, places[0])
    options = facts.get("options") or {}
    if "folders" in options:  # a golden path: our files lie elsewhere, and some are the template's
        files = path_files(files, options["folders"], frozenset(options["taken"]))
    return Reconverted(notebooks=places, files=files, was_recorded=any(bool(one.get("executed")) for one in every))


def _facts(before: Mapping[str, str], path: str) -> dict[str, Any]:
    try:
        found = json.loads(before[path])
        if isinstance(found, dict):
            return found
    except (KeyError, ValueError):
        pass
    raise Nb2pkgError(f"What was generated has no {path or NAME}.", hint="Was it made by nb2pkg?")


def _package_files(facts: Mapping[str, Any], notebook: Path) -> tuple[File, ...]:
    choices = _choices(facts, name=str(facts["package"]))
    return build_package(notebook, choices, because=_differed(facts)).files


def _project_files(
    facts: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], places: Sequence[Path]
) -> tuple[File, ...]:
    name = str(facts["project"])
    found = [
        ProjectPart(path=path, name=str(part["package"]).partition(".")[2], choices=_choices(part, name=name))
        for part, path in zip(parts, places, strict=True)
    ]
    return build_parts(name, found).files


def _places(folder: Path, names: Sequence[str], given: Sequence[Path]) -> tuple[Path, ...]:
    """Where the notebooks of these names are. One notebook may be called otherwise now; several are told by names."""
    if len(names) == 1 and len(given) == 1:
        return tuple(given)
    strangers = [path for path in given if path.name not in names]
    if strangers:
        raise Nb2pkgError(
            f"{folder} was made from {', '.join(names)}: not from {strangers[0].name}.",
            hint="Name those notebooks with --notebook, under the names that they had.",
        )
    return tuple(_in_order(folder, names, given))


def _in_order(folder: Path, names: Sequence[str], given: Sequence[Path]) -> Iterator[Path]:
    """Of several of one name the first that was given is the first of the package."""
    left = list(given)
    for name in names:
        found = next((path for path in left if path.name == name), None)
        if found is not None:
            left.remove(found)
        elif names.count(name) > 1:
            raise Nb2pkgError(
                f"{folder} was made from {names.count(name)} notebooks called {name}.",
                hint="Say where each of them is with --notebook, in the order in which they were converted.",
            )
        yield found or _notebook(folder, name)
    if left:
        raise Nb2pkgError(f"{left[0]} was given more often than the package has it.", hint="Name each notebook once.")


def _notebook(folder: Path, name: str) -> Path:
    """The notebook of that name in the current folder, beside the package or inside it."""
    places = {path.resolve(): path for path in (Path(name), folder.parent / name, folder / name) if path.is_file()}
    if not name or len(places) != 1:
        found = "is in several places" if places else "was not found"
        raise Nb2pkgError(f"The notebook {name} {found}.", hint="Say with --notebook where it is.")
    return next(iter(places.values()))


def _choices(facts: Mapping[str, Any], *, name: str) -> Choices:
    options = facts.get("options") or {}
    return Choices(
        name=name,
        displays=Displays(options.get("displays", "log")),
        figures=Figures(options.get("figures", "save")),
        cut=_cut(facts),
        handover=bool(options.get("handover")),
        pipeline=Pipeline(options.get("pipeline", "none")),
        models=bool(options.get("models")),
    )


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
