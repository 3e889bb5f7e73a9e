"""Slimming: reading the notebook and its package, writing the notebook that calls the package."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from nb2pkg.errors import Nb2pkgError
from nb2pkg.provenance import part_place, provenance_place
from nb2pkg.reader import read_notebook, without_secrets
from nb2pkg.slimmer import slim_cells


def slim_notebook(notebook: Path, package: Path) -> str:
    """The slim notebook's text (nbformat 4.5). Raises Nb2pkgError where the package is not that of a notebook."""
    found = without_secrets(read_notebook(notebook))
    facts = _facts(package, notebook.name)
    place = package.joinpath("src", *str(facts["package"]).split("."), "pipeline.py")
    try:
        pipeline = place.read_text(encoding="utf-8")
        has_run = any(getattr(node, "name", "") == "run" for node in ast.parse(pipeline).body)
    except (OSError, UnicodeDecodeError, SyntaxError) as error:
        raise Nb2pkgError(f"{place} cannot be read: {error}.", hint="Mend the package first.") from error
    if not has_run:
        raise Nb2pkgError(f"{place} has no function run.", hint="Name the folder that `nb2pkg convert` wrote.")
    document = {
        "cells": slim_cells(found, pipeline, facts),
        "metadata": _metadata(notebook),
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _facts(package: Path, notebook: str) -> dict[str, Any]:
    """Of the package, or of the part of it that was made from the notebook file of this name."""
    place = provenance_place(package) or package / "docs" / "provenance.json"
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        if "parts" in found:
            found = json.loads(part_place(place, found, notebook=notebook).read_text(encoding="utf-8"))
        if all(word.isidentifier() for word in str(found["package"]).split(".")):
            return dict(found)
        raise ValueError(found["package"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "Name the folder that `nb2pkg convert` wrote."
        raise Nb2pkgError(f"{package} does not say which notebook it came from.", hint=hint) from error


def _metadata(notebook: Path) -> dict[str, Any]:
    """The kernel of the notebook, where its file names one."""
    kernel: dict[str, Any] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    if notebook.suffix.lower() == ".ipynb":
        metadata = json.loads(notebook.read_bytes()).get("metadata") or {}
        given = metadata.get("kernelspec")
        kernel = given if isinstance(given, dict) and given.get("name") else kernel
    return {"kernelspec": kernel, "language_info": {"name": "python"}}
