"""Notebook -> Flow: statement-level facts and the graph over the whole notebook."""

from nb2pkg.tracer.graph import trace

__all__ = ["trace"]
