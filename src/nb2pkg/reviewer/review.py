"""The review of one notebook."""

from __future__ import annotations

from collections import Counter

from nb2pkg.model.readiness import ABOUT_RUN, readiness_of
from nb2pkg.model.report import PlacedFinding
from nb2pkg.model.review import Kind, NotebookReview, NotebookVersion, findings_in
from nb2pkg.reviewer.align import aligned
from nb2pkg.reviewer.cells import cell_changes
from nb2pkg.reviewer.flow import flow_change
from nb2pkg.reviewer.match import match
from nb2pkg.reviewer.package import package_change


def review_versions(
    before: NotebookVersion | None, after: NotebookVersion | None, *, path: str, old_path: str, kind: Kind
) -> NotebookReview:
    """What the change did. One of the versions may be missing: the notebook was added, or deleted."""
    old_cells = before.notebook.file_cells if before else ()
    new_cells = after.notebook.file_cells if after else ()
    old_by_new = aligned(old_cells, new_cells)
    found = match(before.findings if before else (), after.findings if after else (), old_by_new)
    is_same_code = before is not None and after is not None and _code(before) == _code(after)
    about_run = tuple(p for p in found.introduced if is_same_code and p.finding.code in ABOUT_RUN)
    return NotebookReview(
        path=path,
        old_path=old_path if old_path != path else "",
        kind=kind,
        before=readiness_of(findings_in(before)) if before else None,
        after=readiness_of(findings_in(after)) if after else None,
        cells=cell_changes(before, after, old_by_new) if before and after else (),
        introduced=_worst_first(tuple(p for p in found.introduced if p not in about_run)),
        fixed=_worst_first(found.fixed) if after else (),
        staying=found.staying,
        about_run=about_run,
        flow=flow_change(before, after, old_by_new),
        package=package_change(before.plan if before else None, after.plan if after else None),
    )


def _code(version: NotebookVersion) -> Counter[str]:
    return Counter(cell.source for cell in version.notebook.file_cells if cell.kind == "code" and cell.source.strip())


def _worst_first(findings: tuple[PlacedFinding, ...]) -> tuple[PlacedFinding, ...]:
    return tuple(sorted(findings, key=lambda p: -p.finding.severity.rank))
