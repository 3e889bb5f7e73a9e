"""Checks of the category dependencies."""
