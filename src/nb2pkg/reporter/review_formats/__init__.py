"""Formats of a review that no check has, or has otherwise; one module each."""
