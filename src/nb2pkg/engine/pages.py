"""The pages about notebooks: ruff's findings for all of them at once, then one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from nb2pkg import __version__
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.check import job_of
from nb2pkg.engine.check_file import selected, with_path_ignores
from nb2pkg.engine.find_notebooks import find_notebooks
from nb2pkg.engine.ruff_check import ruff_findings
from nb2pkg.engine.rule_info import info_of
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.page import NotebookPage, PageReport
from nb2pkg.model.readiness import readiness_of
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.page_pipeline import page_of
from nb2pkg.reader import decoded, read_bytes
from nb2pkg.rules.walk import dispatch_of


def page_report(paths: Sequence[Path], settings: CheckSettings) -> PageReport:
    """The notebooks at these paths. One that cannot be read is listed; raises Nb2pkgError if that is the only one."""
    job = job_of(settings, uses_cache=False)
    notebooks = find_notebooks(paths, exclude=settings.exclude, root=settings.root)
    more = ruff_findings(notebooks) if settings.ruff else {}
    dispatch = dispatch_of(job.rules)
    pages: list[NotebookPage] = []
    unread: list[tuple[str, str]] = []
    for path in notebooks:
        try:
            text = decoded(read_bytes(path), path.name)
            page = page_of(text, path, dispatch, more=selected(more.get(path, ()), settings))
        except Nb2pkgError as error:
            if len(notebooks) == 1:
                raise
            unread.append((str(path), error.message))
        else:
            pages.append(_of_settings(page, settings))
    rules = tuple(info_of(rule) for rule in job.rules)
    return PageReport(notebooks=tuple(pages), rules=rules, version=__version__, unread=tuple(unread))


def _of_settings(page: NotebookPage, settings: CheckSettings) -> NotebookPage:
    """With the findings that the project wants to see."""
    checked = with_path_ignores(CheckedNotebook(path=page.path, findings=page.findings), settings)
    kept = tuple(p for p in checked.findings if p.finding.severity.rank >= settings.severity.rank)
    return replace(page, findings=kept, readiness=readiness_of(p.finding for p in checked.findings))
