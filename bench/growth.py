"""How the cost of a conversion grows with the notebook's size."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import measure, peers

SIZES = (1, 200, 2000)
BAR = 11.0
RUNS = {1: 5, 200: 3, 2000: 3}

_SECTION: tuple[tuple[str, str], ...] = (
    ("markdown", "## Region {i}: orders\n\nLoad the orders of region {i} and look at them."),
    ("code", "orders_{i} = pd.read_csv('orders_{i}.csv', parse_dates=['day'])\norders_{i}.head()"),
    (
        "code",
        "# drop what cannot be right\norders_{i} = orders_{i}.dropna(subset=['price'])\n"
        "orders_{i} = orders_{i}[orders_{i}['price'] > {i} / 100]\nprint('kept', len(orders_{i}))",
    ),
    (
        "code",
        "def add_features_{i}(frame, window={w}):\n    frame = frame.copy()\n"
        "    frame['rolling'] = frame['price'].rolling(window).mean()\n"
        "    frame['month'] = frame['day'].dt.month\n    return frame\n\nfeatures_{i} = add_features_{i}(orders_{i})",
    ),
    ("code", "for column in ['price', 'rolling']:\n    print(column, features_{i}[column].mean())"),
    (
        "code",
        "fig, ax = plt.subplots(figsize=(8, 3))\nax.plot(features_{i}['day'], features_{i}['rolling'])\n"
        "ax.set_title('Region {i}')\nplt.show()",
    ),
    ("markdown", "### Model of region {i}"),
    (
        "code",
        "X_{i} = features_{i}[['rolling', 'month']].fillna(0)\ny_{i} = features_{i}['price']\n"
        "X_train, X_test, y_train, y_test = train_test_split(X_{i}, y_{i}, test_size=0.2, random_state={i})",
    ),
    ("code", "model_{i} = LinearRegression()\nmodel_{i}.fit(X_train, y_train)"),
    (
        "code",
        "score_{i} = r2_score(y_test, model_{i}.predict(X_test))\nscores.append(score_{i})\n"
        "print(f'R2 {{score_{i}:.3f}}')",
    ),
)
_START = (
    "import pandas as pd\nimport matplotlib.pyplot as plt\nfrom sklearn.linear_model import LinearRegression\n"
    "from sklearn.metrics import r2_score\nfrom sklearn.model_selection import train_test_split\n\nscores = []"
)


def synthetic(cells: int) -> str:
    """A notebook of so many cells, always the same: region after region is loaded, cleaned, plotted, modelled."""
    pieces = [("code", _START)]
    while len(pieces) < cells:
        number, at = divmod(len(pieces) - 1, len(_SECTION))
        kind, text = _SECTION[at]
        pieces.append((kind, text.format(i=number + 1, w=3 + number % 5)))
    document = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [_cell(number, kind, text) for number, (kind, text) in enumerate(pieces)],
    }
    return json.dumps(document, indent=1)


def _cell(number: int, kind: str, text: str) -> dict[str, object]:
    """One cell of the format."""
    cell: dict[str, object] = {"id": f"cell-{number}", "cell_type": kind, "metadata": {}, "source": text}
    return cell | {"outputs": [], "execution_count": None} if kind == "code" else cell


def grow(say: Callable[[str], None], tool_name: str = "nb2pkg") -> tuple[str, dict[str, object]]:
    """Convert notebooks of 1, 200 and 2,000 cells; a Markdown table and the raw figures."""
    tool = next(tool for tool in peers.TOOLS if tool.name == tool_name)
    trouble = peers.install(tool)
    if trouble:
        return f"{tool_name} cannot be installed: {trouble}", {}
    cpu: dict[int, float] = {}
    peak: dict[int, float] = {}
    failed: list[int] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in SIZES:
            path = Path(folder) / f"cells_{size}.ipynb"
            path.write_text(synthetic(size), encoding="utf-8")
            costs = [measure.convert(tool.call, tool.wrote, path, timeout=600) for _ in range(RUNS[size])]
            failed += [] if all(cost.ok for cost in costs) else [size]
            cpu[size], peak[size] = median(cost.cpu for cost in costs), median(cost.peak_mb for cost in costs)
            say(f"{size} cells: {cpu[size]:.2f} CPU s, {peak[size]:.0f} MB")
    whole = cpu[2000] / cpu[200]
    net = (cpu[2000] - cpu[1]) / (cpu[200] - cpu[1])
    lines = ["| cells | CPU s | peak MB |", "|---:|---:|---:|"]
    lines += [f"| {size:,} | {cpu[size]:.2f} | {peak[size]:.0f} |" for size in SIZES]
    lines += [
        "",
        f"2,000 against 200 cells: {whole:.1f} times the CPU, {net:.1f} times net of start-up (bar: {BAR:.0f}).",
    ]
    lines += [f"NOT converted: the notebook of {size:,} cells." for size in failed]
    return "\n".join(lines), {"cpu": cpu, "peak_mb": peak, "whole": whole, "net": net, "failed": failed}
