"""Notebook -> Flow: statement-level facts and the graph over the whole notebook."""

from nb2pkg.tracer.graph import trace, trace_for_rules

__all__ = ["trace", "trace_for_rules"]
