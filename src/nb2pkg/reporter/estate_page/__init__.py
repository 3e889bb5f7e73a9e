"""The dashboard of an estate: one HTML file that loads nothing."""

from nb2pkg.reporter.estate_page.render import render_estate

__all__ = ["render_estate"]
