"""Formats of an audit, one module each."""
