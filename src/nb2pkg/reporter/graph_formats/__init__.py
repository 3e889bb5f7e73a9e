"""Formats of a data flow, one module each."""
