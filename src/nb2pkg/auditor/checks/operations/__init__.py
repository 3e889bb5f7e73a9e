"""Checks of the category operations."""
