"""Checks of the category settings."""
