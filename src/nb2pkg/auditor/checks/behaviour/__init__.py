"""Checks of the category behaviour."""
