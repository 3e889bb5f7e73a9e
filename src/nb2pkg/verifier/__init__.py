"""Runs a notebook and its package beside each other and compares what can be observed. The only place that runs code."""
