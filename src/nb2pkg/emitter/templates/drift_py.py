"""`drift.py`: what the features of training data were like, and how far those of new data are from that."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""How far new data is from the data that a model was trained on: PSI and KS for each feature."""

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

MOST_FEATURES = 500  # of a wider table (words of texts, as a rule) nothing is described
MOST_CATEGORIES = 20
LEAST_SHARE = 1e-4  # stands for none in PSI, whose logarithm has no value there


def as_table(data: Any) -> pd.DataFrame:
    """Any features as a table; columns of arrays are numbered."""
    if isinstance(data, pd.DataFrame):
        return data
    if isinstance(data, pd.Series):
        return data.to_frame()
    if hasattr(data, "toarray"):  # a sparse matrix
        return pd.DataFrame.sparse.from_spmatrix(data)
    values = np.asarray(data)
    return pd.DataFrame(values.reshape(len(values), -1) if values.ndim > 2 else values)


def describe(data: Any) -> dict[str, Any]:
    """What to know of each feature to compare new data with it; of text, only how much is missing."""
    table = as_table(data)
    if table.shape[1] > MOST_FEATURES:
        return {}
    return {str(name): _described(table[name]) for name in table.columns}


def _described(values: pd.Series) -> dict[str, Any]:
    known = values.dropna()
    found: dict[str, Any] = {"missing": _share(len(values) - len(known), len(values))}
    if pd.api.types.is_numeric_dtype(known) and not pd.api.types.is_bool_dtype(known):
        return found | _numbers(known.to_numpy(dtype=float))
    texts = known.astype(str)
    counts = texts.value_counts()
    if len(counts) > max(MOST_CATEGORIES, len(texts) // 10):
        return found | {"kind": "text"}
    common = counts.head(MOST_CATEGORIES)
    shares = {str(name): _share(int(n), len(texts)) for name, n in common.items()}
    return found | {"kind": "category", "shares": shares}


def _numbers(values: np.ndarray) -> dict[str, Any]:
    if not len(values):
        return {"kind": "text"}
    steps = np.quantile(values, np.linspace(0, 1, 101), method="inverted_cdf")
    points = np.unique(steps)
    edges = np.unique(np.quantile(values, np.linspace(0.1, 0.9, 9)))
    return {
        "kind": "number",
        "edges": edges.tolist(),
        "shares": _binned(values, edges),
        "points": points.tolist(),
        "reached": np.searchsorted(np.sort(values), points, "right").tolist(),
        "count": len(values),
    }


def compare(described: Mapping[str, Any], data: Any) -> dict[str, dict[str, float]]:
    """PSI, KS and the share of missing values of each feature that was described."""
    table = as_table(data)
    columns = {str(name): table[name] for name in table.columns}
    return {
        name: _compared(before, columns[name])
        for name, before in described.items()
        if name in columns
    }


def _compared(before: Mapping[str, Any], values: pd.Series) -> dict[str, float]:
    known = values.dropna()
    found = {"missing": _share(len(values) - len(known), len(values))}
    if before["kind"] == "number" and len(known):
        numbers = known.to_numpy(dtype=float)
        edges = np.asarray(before["edges"])
        found["psi"] = psi(before["shares"], _binned(numbers, edges))
        points = np.asarray(before["points"])
        reached = np.asarray(before["reached"]) / before["count"]
        found["ks"] = ks(points, reached, numbers)
    elif before["kind"] == "category" and len(known):
        texts = known.astype(str)
        shares = before["shares"]
        now = [_share(int((texts == name).sum()), len(texts)) for name in shares]
        expected = [*shares.values(), max(0.0, 1 - sum(shares.values()))]
        found["psi"] = psi(expected, [*now, max(0.0, 1 - sum(now))])
    return found


def psi(expected: Sequence[float], actual: Sequence[float]) -> float:
    """The population stability index: 0 for equal shares; above 0.2 most people look into it."""
    pairs = [
        (max(before, LEAST_SHARE), max(now, LEAST_SHARE))
        for before, now in zip(expected, actual, strict=True)
    ]
    return sum((now - before) * math.log(now / before) for before, now in pairs)


def ks(points: np.ndarray, reached: np.ndarray, values: np.ndarray) -> float:
    """The Kolmogorov-Smirnov distance between a known distribution and values.

    `reached` is the share of the known one up to each of `points`, which are sorted.
    """
    places = np.union1d(points, values)
    before = np.concatenate([[0.0], reached])[np.searchsorted(points, places, "right")]
    now = np.searchsorted(np.sort(values), places, "right") / len(values)
    return float(np.max(np.abs(before - now)))


def append_log(path: str, facts: Mapping[str, Any], features: Any, found: Any) -> None:
    """Add a line of JSON: when, by which model, for how many rows, and how far they are from its training data."""
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "model": facts["name"],
        "file": facts["file_sha256"],
        "rows": len(as_table(features)),
        "features": compare(facts["statistics"], features),
        "predictions": describe(found),
    }
    with Path(path).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\\n")


def _binned(values: np.ndarray, edges: np.ndarray) -> list[float]:
    counts = np.bincount(np.searchsorted(edges, values, "left"), minlength=len(edges) + 1)
    return [_share(int(count), len(values)) for count in counts]


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0
'''


def has_models(subject: Subject) -> bool:
    """Whether the package can save a model."""
    return bool(subject.plan.models)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/drift.py", render=render, when=has_models)
