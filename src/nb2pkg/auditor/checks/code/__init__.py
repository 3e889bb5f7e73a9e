"""Checks of the category code."""
