"""Many notebooks at once: finding them, asking ruff about them, caching what was found, using all cores."""
