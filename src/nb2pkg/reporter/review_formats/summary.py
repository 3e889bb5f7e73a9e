"""A review as Markdown for the summary of a job: GitHub takes a mebibyte for a step."""

from __future__ import annotations

from nb2pkg.model.review import ReviewReport
from nb2pkg.reporter.format import ReviewFormat
from nb2pkg.reporter.review_markdown import review_markdown

MOST_BYTES = 1_000_000


def _render(review: ReviewReport) -> str:
    return review_markdown(review, most_bytes=MOST_BYTES)


FORMAT = ReviewFormat(name="summary", suffix=".md", render=_render)
