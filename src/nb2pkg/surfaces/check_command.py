"""`nb2pkg check`, `nb2pkg rules` and `nb2pkg explain`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from nb2pkg.check_settings import CheckSettings, settings_for
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Profile, Severity
from nb2pkg.surfaces.engine_options import EngineOptions
from nb2pkg.surfaces.report_file import write_report

if TYPE_CHECKING:
    from nb2pkg.engine.check import CheckJob
    from nb2pkg.model.report import CheckedNotebook, CheckReport

EXIT_FOUND = 1
MOST_ROUNDS = 10  # of mending


class CheckRequest(Struct, frozen=True, kw_only=True):
    """What was asked for on the command line; what was not is left to the settings of the project."""

    paths: tuple[Path, ...]
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile | None = None
    severity: Severity | None = None
    fail_on: Severity | None = None
    ruff: bool | None = None
    baseline: Path | None = None
    write_baseline: Path | None = None
    format: str = ""
    output: Path | None = None
    fix: bool = False
    exit_zero: bool = False
    cache: bool = True
    engine: EngineOptions = field(default_factory=EngineOptions)


def run_check(request: CheckRequest, *, shows_colours: bool) -> int:
    """Checks, reports, and returns the exit code."""
    from nb2pkg.reporter import check_format

    chosen = check_format(request.format or ("terminal" if shows_colours else "text"))
    settings = _settings(request)
    report = _report(request, settings)
    text = chosen.render(report)
    if request.output is None:
        sys.stdout.write(text)
    else:
        write_report(request.output, text)
    return EXIT_FOUND if report.number_failing and not request.exit_zero else 0


def _settings(request: CheckRequest) -> CheckSettings:
    """Those of the project around the first path, with what the command line says on top."""
    first = request.paths[0] if request.paths else Path()
    settings = settings_for(first if first.is_dir() else first.parent)
    return replace(
        settings,
        select=request.select or settings.select,
        profile=request.profile or settings.profile,
        severity=request.severity or settings.severity,
        fail_on=request.fail_on or settings.fail_on,
        ruff=settings.ruff if request.ruff is None else request.ruff,
        baseline=settings.baseline if request.baseline is None else str(request.baseline.absolute()),
        extend_select=(*settings.extend_select, *request.extend_select),
        ignore=(*settings.ignore, *request.ignore),
    )


def _report(request: CheckRequest, settings: CheckSettings) -> CheckReport:
    from nb2pkg.engine.baseline import baseline_text
    from nb2pkg.engine.batches.telling import silent
    from nb2pkg.engine.check import PATIENCE, job_of
    from nb2pkg.engine.find_notebooks import find_notebooks
    from nb2pkg.engine.report import report_of, severe_findings
    from nb2pkg.surfaces.progress import progress

    options = request.engine
    engine = options.choice(seconds=PATIENCE) if options.is_asked_for else None
    job = job_of(settings, uses_cache=request.cache, jobs=options.jobs, engine=engine)
    paths = find_notebooks(request.paths or (Path(),), exclude=settings.exclude, root=settings.root)
    with progress("notebooks") if engine else nullcontext(silent) as tell:
        found = severe_findings(paths, job, tell)
    if request.fix:
        found = _fixed(found, paths, job)
    if request.write_baseline is not None:
        write_report(request.write_baseline, baseline_text(found, request.write_baseline))
    baseline = settings.root / settings.baseline if settings.baseline else request.write_baseline
    return report_of(found, job, baseline=baseline)


def _fixed(found: tuple[CheckedNotebook, ...], paths: Sequence[Path], job: CheckJob) -> tuple[CheckedNotebook, ...]:
    """Mends what is safe to mend and checks again, until no more can be mended: fixes that overlap take turns."""
    from nb2pkg.engine.fix import fix_notebooks
    from nb2pkg.engine.report import severe_findings
    from nb2pkg.reporter.escaping import printable

    mended: dict[str, None] = {}
    for _ in range(MOST_ROUNDS):
        changed = fix_notebooks(found)
        if not changed:
            break
        mended.update(dict.fromkeys(changed))
        found = severe_findings(paths, job)
    for path in mended:
        sys.stderr.write(f"mended {printable(path)}\n")
    return found


def list_rules() -> str:
    """All rules, one a line."""
    from nb2pkg.rules.collection import all_rules

    lines = [
        f"{rule.code}  {rule.severity.value:7}  {'on ' if rule.is_default else 'off'}  {rule.name}: "
        + rule.doc.partition("\n")[0]
        for rule in all_rules()
    ]
    return "".join(f"{line}\n" for line in lines)


def explain(selector: str) -> str:
    """The documentation of a rule, by code or name. Raises Nb2pkgError if there is none."""
    from nb2pkg.rules.choice import check_selector
    from nb2pkg.rules.collection import all_rules

    rules = all_rules()
    found = [rule for rule in rules if selector.lower() in {rule.code.lower(), rule.name}]
    if not found:
        check_selector(selector, rules)
        found = [rule for rule in rules if rule.code.startswith(selector)]
    if not found:
        raise Nb2pkgError(f"`{selector}` is a rule of ruff, not of nb2pkg.", hint=f"Try `ruff rule {selector}`.")
    from nb2pkg.engine.rule_info import info_of
    from nb2pkg.reporter.rule_text import rule_text

    return os.linesep.join(rule_text(info_of(rule), bad=rule.bad[0], good=rule.good[0]) for rule in found)
