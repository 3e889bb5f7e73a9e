"""`profiles.py`: what the table was like that a model was trained on, and how new tables compare with it."""

from nb2pkg.emitter.template import Template, has_models, same_for_all

TEXT = '''"""What the table was like that a model was trained on; whether a new one fits, and how far it is from it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

MOST_CATEGORIES = 200
TEXTS = ("object", "str", "string")  # types of columns
LEAST_SHARE = 1e-4  # stands for none in PSI, whose logarithm has no value there
Profile = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with a column of a new table; `is_error`: no prediction can be made."""

    column: str
    text: str
    is_error: bool


def describe(table: pd.DataFrame) -> dict[str, Any] | None:
    """Types, ranges, categories and distributions by column; None where columns share a name.

    `ordinary` are two values of the column that are no outliers, or one where it has no other.
    """
    names = [str(name) for name in table.columns]
    if len(set(names)) < len(names):
        return None
    return {name: _described(table[column]) for name, column in zip(names, table.columns, strict=True)}


def problems(profile: Profile, table: pd.DataFrame) -> Iterator[Problem]:
    """How a new table differs from what the profile tells: errors first, then warnings."""
    columns = {str(name): table[name] for name in table.columns}
    for name in profile:
        if name not in columns:
            yield Problem(column=name, text="is missing", is_error=True)
    both = [(name, profile[name], values) for name, values in columns.items() if name in profile]
    for name, before, values in both:
        kind = _kind(values)
        if values.notna().any() and "number" in (kind, before["kind"]) and kind != before["kind"]:
            text = f"holds {values.dtype}, was {before['dtype']} in training"
            yield Problem(column=name, text=text, is_error=True)
    for name in columns:
        if name not in profile:
            yield Problem(column=name, text="was not there in training: left out", is_error=False)
    for name, before, values in both:
        for text in _oddities(before, values):
            yield Problem(column=name, text=text, is_error=False)


def with_texts(profile: Profile, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """The table with numbers as texts where training had texts: a few rows may hold nothing but numbers there."""
    texts: dict[Any, pd.Series] = {}
    for name in table.columns:
        values, before = table[name], profile.get(str(name), {"dtype": ""})
        if before["dtype"] in TEXTS and _kind(values) == "number" and values.notna().any():
            texts[name] = values.astype(str).astype(object).where(values.notna(), None)
    said = "holds numbers alone, and texts in training: they are taken as texts"
    return table.assign(**texts), [Problem(column=str(name), text=said, is_error=False) for name in texts]


def compare(profile: Profile, table: pd.DataFrame) -> pd.DataFrame:
    """One row a column: PSI and KS between training and now, and the shares of missing values."""
    columns = {str(name): table[name] for name in table.columns}
    rows = [
        {"column": name, "kind": profile[name]["kind"], **_compared(profile[name], columns[name])}
        for name in profile
        if name in columns
    ]
    return pd.DataFrame(rows, columns=["column", "kind", "psi", "ks", "missing_before", "missing_now"])


def psi(expected: Sequence[float], actual: Sequence[float]) -> float:
    """The population stability index of two lists of shares: 0 where they are equal."""
    pairs = [
        (max(before, LEAST_SHARE), max(now, LEAST_SHARE)) for before, now in zip(expected, actual, strict=True)
    ]
    return sum((now - before) * math.log(now / before) for before, now in pairs)


def ks(points: np.ndarray, reached: np.ndarray, values: np.ndarray) -> float:
    """The Kolmogorov-Smirnov distance between a distribution and values.

    `reached` is the share of the distribution up to each of `points`, which are sorted: where those are fewer than the
    values that it was made of, the distance is looked at there alone.
    """
    now = np.searchsorted(np.sort(values), points, "right") / len(values)
    return float(np.max(np.abs(reached - now)))


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return "number"
    return "other"


def _described(values: pd.Series) -> dict[str, Any]:
    known = values.dropna()
    found: dict[str, Any] = {"dtype": str(values.dtype), "missing": _share(len(values) - len(known), len(values))}
    if _kind(values) == "number":
        if not len(known):
            return {**found, "kind": "number", "ordinary": []}
        ordinary = [np.quantile(known.to_numpy(), share, method="inverted_cdf").item() for share in (0.4, 0.6)]
        return {**found, "kind": "number", "ordinary": ordinary, **_numbers(known.to_numpy(dtype=float))}
    texts = known.astype(str)
    counts = texts.value_counts()
    if len(counts) > min(MOST_CATEGORIES, max(2, len(texts) // 2)):
        return {**found, "kind": "text"}
    shares = {str(name): _share(int(number), len(texts)) for name, number in counts.items()}
    ordinary = [getattr(value, "item", lambda value=value: value)() for value in known.value_counts().index[:2]]
    return {**found, "kind": "category", "ordinary": ordinary, "shares": shares}


def _numbers(values: np.ndarray) -> dict[str, Any]:
    points = np.unique(np.quantile(values, np.linspace(0, 1, 101), method="inverted_cdf"))
    edges = np.unique(np.quantile(values, np.linspace(0.1, 0.9, 9)))
    return {
        "least": float(values.min()),
        "most": float(values.max()),
        "edges": edges.tolist(),
        "shares": _binned(values, edges),
        "points": points.tolist(),
        "reached": (np.searchsorted(np.sort(values), points, "right") / len(values)).tolist(),
    }


def _oddities(before: Profile, values: pd.Series) -> Iterator[str]:
    known = values.dropna()
    if len(known) < len(values) and not before["missing"]:
        yield f"misses {len(values) - len(known)} values, none in training"
    if before["kind"] == "category":
        unseen = sorted(set(known.astype(str)) - set(before["shares"]))
        if unseen:
            more = ", ..." if len(unseen) > 5 else ""
            yield f"has categories that training had not: {', '.join(unseen[:5])}{more}"
    if before["kind"] == "number" and "least" in before and _kind(values) == "number":
        outside = int(((known < before["least"]) | (known > before["most"])).sum())
        if outside:
            yield f"has {outside} values outside of {before['least']:g} to {before['most']:g}, the range in training"


def _compared(before: Profile, values: pd.Series) -> dict[str, float]:
    known = values.dropna()
    found = {"missing_before": before["missing"], "missing_now": _share(len(values) - len(known), len(values))}
    if not len(known):
        return found
    if before["kind"] == "number" and "edges" in before and _kind(values) == "number":
        numbers = known.to_numpy(dtype=float)
        found["psi"] = psi(before["shares"], _binned(numbers, np.asarray(before["edges"])))
        found["ks"] = ks(np.asarray(before["points"]), np.asarray(before["reached"]), numbers)
    elif before["kind"] == "category":
        texts, shares = known.astype(str), before["shares"]
        now = [_share(int((texts == name).sum()), len(texts)) for name in shares]
        found["psi"] = psi([*shares.values(), 0.0], [*now, max(0.0, 1 - sum(now))])
    return found


def _binned(values: np.ndarray, edges: np.ndarray) -> list[float]:
    counts = np.bincount(np.searchsorted(edges, values, "left"), minlength=len(edges) + 1)
    return [_share(int(count), len(values)) for count in counts]


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0
'''

TEMPLATE = Template(path="src/{name}/profiles.py", render=same_for_all(TEXT), when=has_models)
