"""The checks, a folder for each category, a file for each item."""
