"""`convert --each`: a package for each notebook. What is done is not done again, whatever ended the run before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path
from shutil import rmtree

from msgspec import Struct
from msgspec.structs import asdict

from nb2pkg import __version__
from nb2pkg.base_file import BASE_PATH
from nb2pkg.engine.batches.drive import results_of
from nb2pkg.engine.batches.executors import EngineChoice
from nb2pkg.engine.batches.telling import Tell
from nb2pkg.engine.many.convert_work import CONVERTED, FAILED, REFUSED, SKIPPED, Built, ConvertWork
from nb2pkg.engine.many.fingerprints import notebook_digests
from nb2pkg.engine.many.ledger import Ledger, Row
from nb2pkg.engine.many.places import folders_of
from nb2pkg.engine.many.resume import ManyOutcome, resumed
from nb2pkg.engine.result_cache import configuration_key
from nb2pkg.engine.room import GO_ON, is_no_room
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.package_folder import replace_package, write_package

LEDGER = "conversions.jsonl"
BATCHES = (4, 20)  # a conversion takes a tenth of a second or more; a batch that is lost is done again


class ManyRequest(Struct, frozen=True, kw_only=True):
    """Notebooks by their paths below the folder that all of them are in, and how to convert them."""

    notebooks: Mapping[str, Path]
    out: Path
    choices: Choices
    force: bool
    engine: EngineChoice


def convert_many(request: ManyRequest, tell: Tell) -> ManyOutcome:
    """Converts what is new or changed. Raises Nb2pkgError where the engine or the disk ends it."""
    asked = configuration_key({"version": __version__, **asdict(request.choices)})
    folders = folders_of(list(request.notebooks))
    stamps: dict[str, Row] = {
        name: {"notebook": name, "package": folders[name], "digest": digest, "asked": asked}
        for name, digest in notebook_digests(request.notebooks).items()
    }

    def results(names: Sequence[str]) -> Iterator[tuple[str, Row]]:
        todo = [request.notebooks[name] for name in names]
        work = ConvertWork(choices=request.choices)
        for place, built in results_of(todo, work, request.engine, tell, sizes=BATCHES):
            name = names[place]
            yield name, _placed(built, todo[place], request.out / folders[name], force=request.force)

    def is_done(row: Row) -> bool:
        if row.get("standing") == CONVERTED:
            return (request.out / folders[str(row["notebook"])] / BASE_PATH).is_file()
        return row.get("standing") in (REFUSED, SKIPPED)  # what failed may go well another time

    return resumed(Ledger(request.out / LEDGER), stamps, is_done=is_done, results=results)


def _placed(built: Built, notebook: Path, folder: Path, *, force: bool) -> Row:
    """The package is written; what became of it. Raises Nb2pkgError where no other one could be written either."""
    if built.standing != CONVERTED:
        return {"standing": built.standing, "reason": built.reason, "hint": built.hint}
    try:
        _write(built, notebook, folder, force=force)
    except Nb2pkgError as error:
        if is_no_room(error.__cause__):
            raise Nb2pkgError(error.message, hint=GO_ON) from error
        return {"standing": FAILED, "reason": error.message, "hint": error.hint}
    return {
        "standing": CONVERTED,
        "name": built.name,
        "functions": built.functions,
        "statements": built.statements,
        "to_look_at": built.to_look_at,
    }


def _write(built: Built, notebook: Path, folder: Path, *, force: bool) -> None:
    base = next(file.text for file in built.files if file.path == BASE_PATH)
    try:
        if (folder / BASE_PATH).read_text(encoding="utf-8") == base:
            return  # by a run that was ended before it could say so; what people did to it since is theirs
    except (OSError, UnicodeDecodeError):
        pass  # there is no package there, or another one
    _tidy(folder)
    if force:
        replace_package(built.files, folder, notebooks=[notebook])
    else:
        write_package(built.files, folder)


def _tidy(folder: Path) -> None:
    """Takes away what a killed run had begun to write there. What it had begun to replace is left to people."""
    name = escape(folder.name)
    for old in folder.parent.glob(f".{name}.*.old"):
        raise Nb2pkgError(
            f"{old} was left by a run that was killed while it replaced the package.",
            hint=f"See what it and its neighbours ending in `.new` hold; rename what is yours to {folder.name}.",
        )
    for new in folder.parent.glob(f".{name}.*.new"):
        rmtree(new, ignore_errors=True)
