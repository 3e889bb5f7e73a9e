"""Departures from the notebook format: found without nbformat, and the same files that nbformat finds invalid."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from nbformat.validator import iter_validate

from nb2pkg.reader.defects import format_defects

KERNEL = {"name": "python3", "display_name": "Python 3"}
STREAM = {"output_type": "stream", "name": "stdout", "text": "x"}


def code(**more: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": "a", "source": "", "metadata": {}, "outputs": [], "execution_count": None}
    return {key: value for key, value in (cell | more).items() if value != "absent"}


def prose(**more: Any) -> dict[str, Any]:
    cell = {"cell_type": "markdown", "id": "b", "source": "", "metadata": {}}
    return {key: value for key, value in (cell | more).items() if value != "absent"}


def document(*cells: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": KERNEL}, "cells": list(cells)}
    return {key: value for key, value in (whole | more).items() if value != "absent"}


SOUND = [
    document(),
    document(code(), prose(), prose(id="c", cell_type="raw")),
    document(code(outputs=[STREAM], execution_count=3, metadata={"tags": ["a", "b"]})),
    document(code(id="absent"), nbformat_minor=4),
    document(metadata={}),
    document(code(outputs=[{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}])),
    document(code(cell_type="of the future"), nbformat_minor=99),
]
DEFECTIVE = {
    "no id": (document(code(), code(id="absent")), 1, "has no `id`"),
    "odd id": (document(code(id="two words")), 0, "has an `id` that is not made"),
    "long id": (document(code(id="x" * 65)), 0, "has an `id` that is not made"),
    "id too early": (document(code(), nbformat_minor=4), 0, "has an `id`, which the file's version"),
    "no cell metadata": (document(prose(metadata="absent")), 0, "has no `metadata`"),
    "no outputs": (document(code(outputs="absent")), 0, "has no `outputs`"),
    "no count": (document(code(execution_count="absent")), 0, "has no `execution_count`"),
    "outputs of prose": (document(prose(outputs=[])), 0, "has outputs or a count"),
    "unknown cell": (document(code(), prose(cell_type="heading")), 1, "is of the unknown type `heading`"),
    "tags": (document(code(metadata={"tags": "a"})), 0, "has tags"),
    "same tags": (document(code(metadata={"tags": ["a", "a"]})), 0, "has tags"),
    "unknown output": (document(code(outputs=[{"output_type": "pyout"}])), 0, "has an output of unknown type"),
    "output of no kind": (document(code(outputs=[{"output_type": {"a": 1}}])), 0, "has an output of unknown type"),
    "nameless stream": (document(code(outputs=[{"output_type": "stream", "text": ""}])), 0, "an output without `name`"),
    "no minor": (document(nbformat_minor="absent"), None, "it has no `nbformat_minor`"),
    "no metadata": (document(metadata="absent"), None, "it has no `metadata`"),
    "kernel": (document(metadata={"kernelspec": {"name": "python3"}}), None, "its `kernelspec` lacks a name"),
}


def is_valid(found: dict[str, Any]) -> bool:
    return not list(iter_validate(copy.deepcopy(found), relax_add_props=False))


@pytest.mark.parametrize("found", SOUND)
def test_a_valid_file_has_no_defects(found: dict[str, Any]) -> None:
    assert is_valid(found)
    assert format_defects(found) == ()


@pytest.mark.parametrize("name", DEFECTIVE)
def test_an_invalid_file_has_one(name: str) -> None:
    found, cell, message = DEFECTIVE[name]
    assert not is_valid(found)
    (defect,) = format_defects(found)
    assert defect.cell == cell
    assert message in defect.message
