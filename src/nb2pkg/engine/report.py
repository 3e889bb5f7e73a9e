"""The report of a check: findings that are severe enough, less those that a baseline knows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from nb2pkg import __version__
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.baseline import without_known
from nb2pkg.engine.batches.telling import Tell, silent
from nb2pkg.engine.check import CheckJob, check_notebooks, job_of
from nb2pkg.engine.find_notebooks import find_notebooks
from nb2pkg.engine.rule_info import info_of
from nb2pkg.model.report import CheckedNotebook, CheckReport


def check_report(paths: Sequence[Path], settings: CheckSettings, *, uses_cache: bool, jobs: int) -> CheckReport:
    """What the rules find in these notebooks and folders. Raises Nb2pkgError for what is not there or means nothing."""
    job = job_of(settings, uses_cache=uses_cache, jobs=jobs)
    notebooks = find_notebooks(paths, exclude=settings.exclude, root=settings.root)
    baseline = settings.root / settings.baseline if settings.baseline else None
    return report_of(severe_findings(notebooks, job), job, baseline=baseline)


def severe_findings(notebooks: Sequence[Path], job: CheckJob, tell: Tell = silent) -> tuple[CheckedNotebook, ...]:
    """The results for the notebooks, with what is severe enough to be reported."""
    least = job.settings.severity.rank
    return tuple(severe(found, least) for found in check_notebooks(notebooks, job, tell))


def severe(found: CheckedNotebook, least: int) -> CheckedNotebook:
    """The result with the findings whose rank is not lower."""
    if not least:
        return found
    return replace(found, findings=tuple(p for p in found.findings if p.finding.severity.rank >= least))


def report_of(found: tuple[CheckedNotebook, ...], job: CheckJob, *, baseline: Path | None) -> CheckReport:
    """The report that these results make."""
    new, known = (found, 0) if baseline is None else without_known(found, baseline)
    return CheckReport(
        notebooks=new,
        rules=tuple(info_of(rule) for rule in job.rules),
        threshold=job.settings.threshold,
        version=__version__,
        number_known=known,
    )
