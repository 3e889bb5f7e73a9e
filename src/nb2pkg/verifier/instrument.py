"""The notebook's cells with the calls that record variables where functions of the package end inside of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from nb2pkg.verifier.facts import FunctionFacts, PackageFacts
from nb2pkg.verifier.limits import Room

# Figures in the browser or in windows of their own stay open until the end; here they do so without a window.
INTERACTIVE = re.compile(
    r"^(\s*%matplotlib[ \t]+)(?:notebook|widget|nbagg|ipympl|qt\w*|tk|osx|gtk\w*|wx)\b", re.MULTILINE
)

PROBE = "__import__('_nb2pkg_probe.kernel', fromlist=['kernel'])"


def start_call(plan: str) -> str:
    """What is run before anything else; `plan` is the path of the plan for the kernel."""
    return f"{PROBE}.start(get_ipython(), {plan!r})"


def finish_call(script: str) -> str:
    """What is run at the end."""
    return f"{PROBE}.finish({script!r})"


def kernel_plan(
    sources: Mapping[int, str], facts: PackageFacts, room: Room, *, tolerant: frozenset[int]
) -> dict[str, Any]:
    """What the kernel's side of the probe must know."""
    recorded = [function for function in facts.functions if function.name != facts.script]
    ends: dict[int, list[str]] = {}
    for function in recorded:
        if function.ends_cell:
            ends.setdefault(function.last_cell, []).append(function.name)
    return {
        "blobs": str(room.blobs),
        "target": str(room.events),
        "cells": sorted(
            index for index, source in sources.items() if source.strip()
        ),  # the client passes empty ones by
        "tolerant": sorted(tolerant),
        "at_end_of_cell": ends,
        "names": {function.name: function.names for function in recorded},
        "outputs": {function.name: function.outputs for function in recorded},
    }


def recorded_source(source: str, inside: list[FunctionFacts]) -> str:
    """The source with a call on a line of its own after the last statement of each function that ends in it."""
    lines = INTERACTIVE.sub(r"\1agg", source).split("\n")
    for function in sorted(inside, key=lambda function: function.last_line, reverse=True):
        lines.insert(function.last_line, f"{PROBE}.values({function.name!r})")
    return "\n".join(lines)


def ending_inside(facts: PackageFacts, cell: int) -> list[FunctionFacts]:
    """The functions that end in the cell before its last statement, and can be recorded there."""
    return [
        function
        for function in facts.functions
        if function.last_cell == cell and not function.ends_cell and function.is_alone and function.name != facts.script
    ]


def line_in_cell(line: int, inside: list[FunctionFacts]) -> int:
    """The line of the notebook's cell for one of the source with calls in it."""
    calls = sorted(function.last_line for function in inside)
    for number, after in enumerate(calls):
        if line <= after + number:
            return line - number
    return line - len(calls)
