"""The page about notebooks: one HTML file without script, nothing loaded, everything from the notebooks escaped."""

from nb2pkg.reporter.page.render import render_page

__all__ = ["render_page"]
