"""Notebook formats 1 to 3 brought to format 4, as nbformat does.

By hand, because importing nbformat imports a JSON schema library, which builds grammars of its own where JupyterLab
is installed: 2 s for a file that needs 1 ms. The tests compare the two.
Source: https://nbformat.readthedocs.io/en/latest/format_description.html and nbformat's schemas of formats 1 to 3.
"""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.reader.raw import Json

OLD_FORMATS = (1, 2, 3)
_MIME_OF = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "latex": "text/latex",
    "json": "application/json",
    "javascript": "application/javascript",
}
_DEEPEST_HEADING = 6
_KEYS_OF_NO_DATA = ("output_type", "execution_count", "prompt_number", "metadata")


class NotUpgradable(ValueError):
    """A document that is not what its format says."""


def upgraded(document: Json) -> Json:
    """The document in format 4. Raises NotUpgradable where its cells or outputs are not of its own format."""
    metadata = document.get("metadata", {})
    if not isinstance(metadata, dict):
        raise NotUpgradable
    kept = {key: value for key, value in metadata.items() if key not in {"name", "signature"}}
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": kept, "cells": [_cell(cell) for cell in _cells(document)]}


def _cells(document: Json) -> list[dict[str, Any]]:
    if document["nbformat"] == 1:
        return _objects(document.get("cells"))
    return [cell for sheet in _objects(document.get("worksheets", [])) for cell in _objects(sheet.get("cells"))]


def _objects(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise NotUpgradable
    return value


def _cell(cell: dict[str, Any]) -> dict[str, Any]:
    kind, metadata = cell.get("cell_type"), cell.get("metadata", {})
    if not isinstance(kind, str) or not isinstance(metadata, dict):
        raise NotUpgradable
    if kind == "code":
        return _code_cell(cell, metadata)
    source = _text(cell.get("source", cell.get("text", "")))
    if kind == "heading":
        level = cell.get("level", 1)
        marks = "#" * min(level, _DEEPEST_HEADING) if isinstance(level, int) else "#"
        source = f"{marks} {' '.join(source.splitlines())}"
    return {"cell_type": "raw" if kind == "raw" else "markdown", "metadata": metadata, "source": source}


def _code_cell(cell: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": metadata | ({"collapsed": cell["collapsed"]} if "collapsed" in cell else {}),
        "source": _text(cell.get("input", cell.get("code", ""))),
        "execution_count": cell.get("prompt_number"),
        "outputs": [_output(output) for output in _objects(cell.get("outputs", []))],
    }


def _output(output: dict[str, Any]) -> dict[str, Any]:
    kind = output.get("output_type")
    if not isinstance(kind, str):
        raise NotUpgradable
    if kind == "pyerr":
        return output | {"output_type": "error"}
    if kind == "stream":
        name = output.get("stream", "stdout")
        return {"output_type": "stream", "name": name, "text": _text(output.get("text", ""))}
    if kind not in {"pyout", "display_data"}:
        return output
    shown = {"output_type": "display_data", "metadata": output.get("metadata", {}), "data": _data(output)}
    if kind == "pyout":
        shown |= {"output_type": "execute_result", "execution_count": output.get("prompt_number")}
    return shown


def _data(output: dict[str, Any]) -> dict[str, Any]:
    data = {
        _MIME_OF.get(key, key): _text(value) if isinstance(value, list) else value
        for key, value in output.items()
        if key not in _KEYS_OF_NO_DATA
    }
    if isinstance(text := data.get("application/json"), str):
        try:
            data["application/json"] = json.loads(text)
        except ValueError as error:
            raise NotUpgradable from error
    return data


def _text(value: object) -> str:
    """One text, or lines of it: with their ends, or, as the first versions wrote them, without."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise NotUpgradable
    return ("" if value and value[0].endswith(("\n", "\r")) else "\n").join(value)
