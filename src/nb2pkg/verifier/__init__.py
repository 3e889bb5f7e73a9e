"""Runs a notebook and its package, and compares what can be observed. The only place that runs either."""
