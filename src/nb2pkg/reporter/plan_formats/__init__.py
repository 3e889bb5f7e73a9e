"""Formats of a plan, one module each."""
