"""Checks of the category ml."""
