"""Modules that others import if they are there, which takes longer than all the rest and is of no use here."""

# jsonschema builds a grammar of international addresses with it, for over a second; JupyterLab installs it.
GRAMMARS = "rfc3987_syntax"
