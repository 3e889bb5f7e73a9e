"""`nb2pkg convert --each` and `nb2pkg verify FOLDER FOLDER`: many notebooks, with a ledger of what became of each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable

if TYPE_CHECKING:
    from nb2pkg.engine.many.ledger import Row
    from nb2pkg.engine.many.resume import ManyOutcome
    from nb2pkg.engine.verification import VerifyRequest
    from nb2pkg.surfaces.convert_command import ConvertRequest
    from nb2pkg.surfaces.engine_options import EngineOptions

EXIT_NOT_ALL = 1
CONVERT_SECONDS = 300.0
MOST_TOLD = 20
_MARGIN_MB = 2048  # that nb2pkg itself needs beside what it runs


def run_convert_each(request: ConvertRequest, *, on_template: bool) -> int:
    """Writes a package for each notebook and says what became of them. Exit code 1 if there are some without one."""
    from nb2pkg.check_settings import settings_for
    from nb2pkg.engine.many.convert_many import LEDGER, ManyRequest, convert_many
    from nb2pkg.engine.many.places import folders_of, notebooks_below
    from nb2pkg.surfaces.progress import progress

    out = _checked(request, on_template=on_template)
    first = request.notebooks[0]
    settings = settings_for(first if first.is_dir() else first.parent)
    notebooks = notebooks_below(request.notebooks, exclude=settings.exclude, root=settings.root, out=out)
    if request.dry_run:
        _say([f"{out / folder}: {name}" for name, folder in folders_of(list(notebooks)).items()])
        _say([f"Would write {counted(len(notebooks), 'package')}. Nothing was executed, nothing was written."])
        return 0
    many = ManyRequest(
        notebooks=notebooks,
        out=out,
        choices=request.choices,
        force=request.force,
        engine=request.engine.choice(seconds=CONVERT_SECONDS),
    )
    with progress("notebooks") as tell:
        outcome = convert_many(many, tell)
    _say(_converted(outcome, out, out / LEDGER))
    return EXIT_NOT_ALL if any(row["standing"] in ("refused", "failed") for row in outcome.rows) else 0


def _checked(request: ConvertRequest, *, on_template: bool) -> Path:
    given = {"--name": bool(request.choices.name), "--template": on_template, "--verify": request.runs is not None}
    for option, is_given in given.items():
        if is_given:
            hint = "Convert them first; then `nb2pkg verify NOTEBOOKS OUT`." if option == "--verify" else ""
            raise Nb2pkgError(f"{option} is for one package, not for --each.", hint=hint or "Leave one of them out.")
    if request.out is None:
        raise Nb2pkgError("Where shall the packages go?", hint="Name a folder for all of them with --out.")
    return request.out


def _converted(outcome: ManyOutcome, out: Path, ledger: Path) -> Iterator[str]:
    standings = Counter(str(row["standing"]) for row in outcome.rows)
    total, converted = len(outcome.rows), standings["converted"]
    now = f"{outcome.number_new:,} looked at now"
    yield f"{converted:,} of {counted(total, 'notebook')} are packages below {out} ({now})."
    to_look_at = sum(1 for row in outcome.rows if row.get("to_look_at"))
    if to_look_at:
        yield f"{counted(to_look_at, 'package')} with things to look at: see docs/CONVERSION.md in each."
    yield from _others(outcome, "converted")
    yield f"All of them: {ledger}. Nothing was executed."


def _others(outcome: ManyOutcome, good: str) -> Iterator[str]:
    """Each kind of what is not good, with the first of its notebooks and the reasons."""
    others: dict[str, list[Row]] = {}
    for row in outcome.rows:
        if row["standing"] != good:
            others.setdefault(str(row["standing"]), []).append(row)
    for standing, rows in sorted(others.items()):
        yield f"{len(rows):,} {standing}:"
        yield from (f"  {row['notebook']}: {row['reason']}".rstrip(": ") for row in rows[:MOST_TOLD])
        if len(rows) > MOST_TOLD:
            yield f"  and {len(rows) - MOST_TOLD:,} more"


def run_verify_each(folder: Path, like: VerifyRequest, options: EngineOptions) -> int:
    """Verifies the packages in the folder that `like` names, and says which are not the same."""
    from nb2pkg.check_settings import settings_for
    from nb2pkg.engine.many.places import notebooks_below
    from nb2pkg.engine.many.verify_many import VERDICTS, verify_many
    from nb2pkg.engine.verification import check_extra
    from nb2pkg.surfaces.progress import progress

    check_extra()
    out = like.package
    settings = settings_for(folder)
    notebooks = notebooks_below([folder], exclude=settings.exclude, root=settings.root, out=out)
    # The runs have limits of their own, which end them in words; these are for what goes wrong with that.
    seconds = 4.0 * like.limits.seconds + CONVERT_SECONDS
    engine = options.choice(seconds=seconds, memory_mb=like.limits.memory_mb + _MARGIN_MB)
    with progress("packages") as tell:
        outcome = verify_many(notebooks, out, like, engine, tell)
    _say(_verified(outcome, out / VERDICTS))
    return EXIT_NOT_ALL if any(row["standing"] != "same" for row in outcome.rows) else 0


def _verified(outcome: ManyOutcome, ledger: Path) -> Iterator[str]:
    same = sum(row["standing"] == "same" for row in outcome.rows)
    yield f"{same:,} of {counted(len(outcome.rows), 'package')} do the same ({outcome.number_new:,} executed now)."
    yield from _others(outcome, "same")
    yield f"All of them: {ledger}."


def _say(lines: Iterator[str] | list[str]) -> None:
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))
