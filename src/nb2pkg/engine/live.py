"""Notebooks that somebody is editing: their text is at hand, and their file may hold another one, or not exist."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from nb2pkg.check_pipeline import check_text
from nb2pkg.check_settings import settings_for
from nb2pkg.engine.check import job_of
from nb2pkg.engine.check_file import selected, with_path_ignores
from nb2pkg.engine.report import report_of, severe
from nb2pkg.engine.ruff_check import ruff_findings_in
from nb2pkg.model.page import NotebookPage
from nb2pkg.model.report import CheckReport
from nb2pkg.page_pipeline import page_of
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import Dispatch, dispatch_of


def check_live(text: str, path: Path) -> CheckReport:
    """What `nb2pkg check` would report of the file at `path` if this were its text.

    Raises Nb2pkgError where the project's settings mean nothing.
    """
    settings = settings_for(path.parent)
    job = job_of(settings, uses_cache=False)
    more = selected(ruff_findings_in(text, path), settings) if settings.ruff else ()
    dispatch = _dispatch(tuple(rule.code for rule in job.rules))
    found = with_path_ignores(check_text(text, path, dispatch, more=more), settings)
    baseline = settings.root / settings.baseline if settings.baseline else None
    return report_of((severe(found, settings.severity.rank),), job, baseline=baseline)


def plan_live(text: str, path: Path) -> NotebookPage:
    """The package that a notebook with this text would become. Raises Nb2pkgError where it cannot be read."""
    return page_of(text, path, _dispatch(tuple(rule.code for rule in all_rules())))


@cache
def _dispatch(codes: tuple[str, ...]) -> Dispatch:
    return dispatch_of([rule for rule in all_rules() if rule.code in codes])
