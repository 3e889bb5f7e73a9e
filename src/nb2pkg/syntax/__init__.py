"""Questions about Python text, answered by the standard library's own parser."""
