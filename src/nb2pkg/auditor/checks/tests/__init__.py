"""Checks of the category tests."""
