"""An estate of any size, always the same, made from the fixtures' cells.

Seven of ten cells are copies, some cells much more often than others, as in the notebooks of public repositories; the
others are cells of the fixtures with other names, other constants or a statement more.
"""

from __future__ import annotations

import ast
import json
import os
import random
from collections.abc import Callable
from pathlib import Path

from bench.peers import ROOT

COPIED = 0.7
CELLS = (4, 22)
FOLDER = 200  # notebooks each
DAY_NS = 86_400_000_000_000


def make_estate(folder: Path, number: int, say: Callable[[str], None]) -> int:
    """Writes so many notebooks below the folder and gives their size in bytes."""
    cells = fixture_cells()
    draw = random.Random(number)
    weights = [1 / (rank + 1) for rank in range(len(cells))]  # a few cells are everywhere
    size = 0
    for n in range(number):
        path = folder / f"team{n // FOLDER:04}" / f"analysis_{n:06}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        picked = draw.choices(cells, weights, k=draw.randint(*CELLS))
        sources = [cell if draw.random() < COPIED else mutated(cell, f"{n}_{k}", draw) for k, cell in enumerate(picked)]
        text = notebook_text(sources)
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(path.stat().st_atime_ns, 1_700_000_000 * 10**9 + n))
        size += len(text)
    say(f"{number:,} notebooks made, {size / 1e6:.0f} MB")
    return size


def fixture_cells() -> list[str]:
    """The code cells of the fixtures that parse, each once, in the order of their length from the middle."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "fixtures" / "notebooks").rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8-sig")).get("cells", []):
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and source.strip() and parses(source):
                found[source] = None
    return random.Random(1).sample(list(found), len(found))


def parses(source: str) -> bool:
    """Whether it is plain Python."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def mutated(source: str, mark: str, draw: random.Random) -> str:
    """The cell with other names, another constant, or a statement more: no other cell is the same."""
    tree = ast.parse(source)
    stored = sorted({n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)})
    kind = draw.randrange(3)
    if kind == 0 and stored:
        names = {draw.choice(stored): f"value_{mark}"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                node.id = names.get(node.id, node.id)
        return ast.unparse(tree)
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) in (int, float)]
    if kind == 1 and constants:
        draw.choice(constants).value = draw.randrange(10**9)
        return ast.unparse(tree)
    return f"{source}\nprint('checked', '{mark}', {draw.randrange(1000)})"


def notebook_text(sources: list[str]) -> str:
    """A notebook with these cells, run from top to bottom, each with a line of output."""
    cells: list[dict[str, object]] = [{"cell_type": "markdown", "id": "t", "metadata": {}, "source": "# Analysis"}]
    for n, source in enumerate(sources):
        output = {"output_type": "stream", "name": "stdout", "text": [f"step {n} is done\n"]}
        cells.append(
            {
                "cell_type": "code",
                "id": f"c{n}",
                "metadata": {},
                "execution_count": n + 1,
                "source": source.splitlines(keepends=True),
                "outputs": [output],
            }
        )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}
    return json.dumps(document, indent=1)
