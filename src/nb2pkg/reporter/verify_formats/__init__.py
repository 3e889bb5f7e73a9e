"""Formats of verdicts, one module each."""
