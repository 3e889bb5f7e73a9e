"""Notebooks that somebody is editing: their text is at hand, and their file may hold another one, or not exist."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.check_pipeline import check_text
from nb2pkg.check_settings import CheckSettings, settings_for
from nb2pkg.engine.check import job_of
from nb2pkg.engine.check_file import selected, with_path_ignores
from nb2pkg.engine.report import report_of, severe
from nb2pkg.engine.ruff_check import ruff_findings_in
from nb2pkg.graph_pipeline import flow_of_plan
from nb2pkg.model.data_flow import DataFlow
from nb2pkg.model.page import NotebookPage
from nb2pkg.model.report import CheckReport
from nb2pkg.page_pipeline import page_of_version
from nb2pkg.review_pipeline import version_of
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import Dispatch, dispatch_of


def check_live(text: str, path: Path, settings: CheckSettings | None = None) -> CheckReport:
    """What `nb2pkg check` would report of the file at `path` if this were its text, by its project or `settings`.

    Raises Nb2pkgError where the project's settings mean nothing.
    """
    settings = settings or settings_for(path.parent)
    job = job_of(settings, uses_cache=False)
    more = selected(ruff_findings_in(text, path), settings) if settings.ruff else ()
    dispatch = _dispatch(tuple(rule.code for rule in job.rules))
    found = with_path_ignores(check_text(text, path, dispatch, more=more), settings)
    baseline = settings.root / settings.baseline if settings.baseline else None
    return report_of((severe(found, settings.severity.rank),), job, baseline=baseline)


class LivePlan(Struct, frozen=True, kw_only=True):
    """The package that a notebook would become; `flow` is what its functions give each other, if there are any."""

    page: NotebookPage
    flow: DataFlow | None


def plan_live(text: str, path: Path) -> LivePlan:
    """The package that a notebook with this text would become. Raises Nb2pkgError where it cannot be read."""
    version = version_of(text, path, _dispatch(tuple(rule.code for rule in all_rules())))
    page = page_of_version(version, text, path)
    if version.plan is None or not page.functions:
        return LivePlan(page=page, flow=None)
    flow = flow_of_plan(version.plan, version.flow)
    safe = {name: default for name, default, _ in page.settings}
    nodes = tuple(replace(node, detail=safe.get(node.label, node.detail)) for node in flow.nodes)
    return LivePlan(page=page, flow=replace(flow, nodes=nodes))


@cache
def _dispatch(codes: tuple[str, ...]) -> Dispatch:
    return dispatch_of([rule for rule in all_rules() if rule.code in codes])
