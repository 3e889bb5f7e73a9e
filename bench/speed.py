"""How long each tool takes for the same real notebooks, and in how much memory."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from bench import measure, peers
from bench.measure import Cost

SAMPLE = 56
LARGEST = 2 * 2**20
FEWEST_CODE_CELLS = 3


def corpus_folder(chosen: Path | None) -> Path:
    """Where the notebooks are: as chosen, or the corpus, or without one the repository's own fixtures."""
    named = chosen or Path(os.environ.get("NB2PKG_CORPUS") or peers.ROOT / ".corpus" / "nbs")
    return named.resolve() if named.is_dir() else peers.ROOT / "fixtures" / "notebooks"


def sample(corpus: Path, count: int = SAMPLE) -> list[Path]:
    """The same notebooks each time, in no order that favours anyone: by the hash of their path."""

    def rank(path: Path) -> str:
        return hashlib.sha256(path.relative_to(corpus).as_posix().encode()).hexdigest()

    chosen: list[Path] = []
    for path in sorted((path for path in corpus.rglob("*.ipynb") if path.is_file()), key=rank):
        if len(chosen) == count:
            break
        if path.stat().st_size < LARGEST and is_suitable(path.read_bytes()):
            chosen.append(path)
    return chosen


def is_suitable(source: bytes) -> bool:
    """Whether this is a Python notebook with a few code cells."""
    try:
        notebook = json.loads(source)
    except ValueError:
        return False
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        return False
    metadata = notebook.get("metadata")
    kernel = metadata.get("kernelspec") if isinstance(metadata, dict) else None
    if not isinstance(kernel, dict):  # malformed on purpose: test data of nbformat
        return False
    python = "python" in (str(kernel.get("language") or "") + str(kernel.get("name") or "")).lower()
    code = [cell for cell in notebook["cells"] if cell.get("cell_type") == "code" and "".join(cell.get("source", ""))]
    return python and len(code) >= FEWEST_CODE_CELLS


def median_ratio(ours: Sequence[float | None], theirs: Sequence[float | None]) -> float | None:
    """The median of ours/theirs, pair by pair, where both are there; None if no pair is.

    >>> median_ratio([1.0, 2.0, None, 3.0], [2.0, 2.0, 1.0, None])
    0.75
    """
    ratios = [a / b for a, b in zip(ours, theirs, strict=True) if a is not None and b]
    return median(ratios) if ratios else None


def compare(corpus: Path, count: int, say: Callable[[str], None]) -> tuple[str, dict[str, object]]:
    """Convert the sample by all tools in turn; a Markdown table and the raw figures."""
    tools = peers.installed(say)
    notebooks = sample(corpus, count)
    costs: dict[str, list[Cost]] = {tool.name: [] for tool in tools}
    for tool in tools:  # the files of every tool are in memory before the first is measured
        measure.convert(tool.call, tool.wrote, notebooks[0])
    for number, notebook in enumerate(notebooks, 1):
        for tool in tools:
            costs[tool.name].append(measure.convert(tool.call, tool.wrote, notebook))
        line = ", ".join(f"{tool.name} {costs[tool.name][-1].cpu:.2f}" for tool in tools)
        say(f"{number}/{len(notebooks)} {notebook.relative_to(corpus)}: {line}")
    raw: dict[str, object] = {
        "notebooks": [path.relative_to(corpus).as_posix() for path in notebooks],
        "costs": {name: [asdict(cost) for cost in of_tool] for name, of_tool in costs.items()},
    }
    return table(costs, len(notebooks)), raw


def table(costs: dict[str, list[Cost]], count: int) -> str:
    """The figures of all tools, each over the notebooks that it converted."""
    lines = [
        "| tool | converted | median CPU s | median wall s | median peak MB | CPU, nb2pkg / tool |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    ours = [cost.cpu if cost.ok else None for cost in costs.get("nb2pkg", [])]
    for name, of_tool in costs.items():
        done = [cost for cost in of_tool if cost.ok]
        cells = [f"{len(done)}/{count}", "-", "-", "-", "-"]
        if done:
            cells[1] = f"{median(cost.cpu for cost in done):.2f}"
            cells[2] = f"{median(cost.wall for cost in done):.2f}"
            cells[3] = f"{median(cost.peak_mb for cost in done):.0f}"
        ratio = median_ratio(ours, [cost.cpu if cost.ok else None for cost in of_tool]) if ours else None
        if ratio is not None:
            cells[4] = f"{ratio:.2f}"
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    lines += ["", "Ratios: median over the notebooks that both converted; below 1, nb2pkg is the faster one."]
    return "\n".join(lines)
