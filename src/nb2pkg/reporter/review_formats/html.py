"""A review as one HTML page: no script, nothing loaded, everything from the notebooks escaped."""

from __future__ import annotations

from nb2pkg.reporter.format import ReviewFormat
from nb2pkg.reporter.review_page import render_review

FORMAT = ReviewFormat(name="html", suffix=".html", render=render_review)
