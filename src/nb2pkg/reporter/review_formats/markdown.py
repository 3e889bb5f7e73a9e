"""A review as Markdown for a comment: below the 65,536 characters that GitHub takes (GitLab takes a million)."""

from __future__ import annotations

from nb2pkg.model.review import ReviewReport
from nb2pkg.reporter.format import ReviewFormat
from nb2pkg.reporter.review_markdown import review_markdown

MOST_BYTES = 65_000


def _render(review: ReviewReport) -> str:
    return review_markdown(review, most_bytes=MOST_BYTES)


FORMAT = ReviewFormat(name="markdown", suffix=".md", render=_render)
