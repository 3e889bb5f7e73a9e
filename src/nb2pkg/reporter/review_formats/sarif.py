"""All findings of the changed notebooks as SARIF 2.1.0, marked as new or unchanged.

Those that stay are in it too: code scanning takes what a file no longer lists for fixed.
"""

from __future__ import annotations

from nb2pkg.model.review import ReviewReport
from nb2pkg.reporter.format import ReviewFormat
from nb2pkg.reporter.introduced import as_check
from nb2pkg.reporter.sarif_document import sarif_text


def _render(review: ReviewReport) -> str:
    report = as_check(review, lambda n: (*n.introduced, *n.about_run, *(p for p in n.staying if p not in n.about_run)))
    new = {placed for n in review.notebooks for placed in (*n.introduced, *n.about_run)}
    states = {p: "new" if p in new else "unchanged" for n in report.notebooks for p in n.findings}
    return sarif_text(report, states=states)


FORMAT = ReviewFormat(name="sarif", suffix=".sarif", render=_render)
