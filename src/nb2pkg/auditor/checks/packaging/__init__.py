"""Checks of the category packaging."""
