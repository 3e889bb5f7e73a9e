"""The page about a change: what it does to each notebook, in one HTML file without script."""

from nb2pkg.reporter.review_page.render import render_review

__all__ = ["render_review"]
