"""A review as a check that found nothing but what the change introduces: for formats that know findings only."""

from __future__ import annotations

from collections.abc import Callable

from nb2pkg.model.report import CheckedNotebook, CheckReport, PlacedFinding, Status
from nb2pkg.model.review import Kind, NotebookReview, ReviewReport

_STATUS = {Kind.SKIPPED: Status.SKIPPED, Kind.UNREADABLE: Status.UNREADABLE}


def introduced(review: ReviewReport) -> CheckReport:
    """The introduced findings."""
    return as_check(review, lambda notebook: notebook.introduced)


def as_check(review: ReviewReport, which: Callable[[NotebookReview], tuple[PlacedFinding, ...]]) -> CheckReport:
    """The notebooks that are there in the new version, with some of their findings."""
    return CheckReport(
        notebooks=tuple(
            CheckedNotebook(
                path=notebook.path,
                status=_STATUS.get(notebook.kind, Status.CHECKED),
                reason=notebook.reason,
                hint=notebook.hint,
                findings=which(notebook),
            )
            for notebook in review.notebooks
            if notebook.kind is not Kind.DELETED
        ),
        rules=review.rules,
        threshold=review.threshold,
        version=review.version,
    )
