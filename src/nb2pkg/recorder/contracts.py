"""Drafts of contracts from the tables that were read: types, what may be missing, bounds wider than what was seen.

No value of the data is told: bounds are rounded, texts have none, and columns of persons have none.
"""

from __future__ import annotations

import ast
import math
import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from nb2pkg.knowledge.personal import is_personal
from nb2pkg.model.plan import PackagePlan
from nb2pkg.model.recording import Column, Contract, Recording
from nb2pkg.recorder.persons import is_secret
from nb2pkg.syntax.names import snake_case, unused_name

KNOWN = re.compile(
    r"u?int\d+|float\d+|bool|object|category|str|string|U?Int\d+|Float\d+|boolean|(datetime|timedelta)64\[[\w/, :+-]+\]"
)
DIGITS = 2  # of a bound
Seen = Mapping[str, Any]


def contracts_of(plan: PackagePlan, recording: Recording) -> tuple[Contract, ...]:
    """One for each file from which a table was read. One that was read in several ways: what they have in common."""
    found: list[Contract] = []
    if any(module.name == "contracts" for module in plan.modules):
        return ()
    settings = _settings(plan)
    for path, tables in sorted(recording.tables.items()):
        if is_secret(path) or any(table["columns"] is None for table in tables):
            continue
        setting = settings.get(posixpath.normpath(path), "")
        stem = snake_case(setting.removesuffix("_path") or posixpath.basename(path).partition(".")[0])
        columns = reduce(_common, ([*map(dict, table["columns"])] for table in tables))
        found.append(
            Contract(
                name=unused_name(stem or "table", {one.name for one in found}),
                path=path,
                setting=setting,
                rows=max(table["rows"] for table in tables),
                columns=tuple(_column(one) for one in columns if not is_secret(str(one["name"]))),
                stages=_stages(plan, tables),
            )
        )
    return tuple(one for one in found if one.columns)


def _stages(plan: PackagePlan, tables: Sequence[Seen]) -> tuple[str, ...]:
    """The stages in whose functions the tables were read."""
    within = {function for table in tables for function in table["within"]}
    return tuple(stage.name for stage in plan.stages if stage.step.function in within)


def _settings(plan: PackagePlan) -> dict[str, str]:
    """The setting that holds a path, by the path."""
    found: dict[str, str] = {}
    for parameter in plan.parameters:
        try:
            value = ast.literal_eval(parameter.default)
        except (ValueError, SyntaxError):
            continue
        if isinstance(value, str) and value:
            found.setdefault(posixpath.normpath(value.replace("\\", "/")), parameter.name)
    return found


def _common(one: Sequence[dict[str, Any]], other: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns that two tables share, each as wide as both."""
    by_name = {column["name"]: column for column in other}
    return [_merged(column, by_name[column["name"]]) for column in one if column["name"] in by_name]


def _merged(one: dict[str, Any], other: Seen) -> dict[str, Any]:
    if one["dtype"] != other["dtype"]:
        return one | {"dtype": "", "missing": one["missing"] or other["missing"], "low": None, "high": None}
    lows = [seen["low"] for seen in (one, other) if seen["low"] is not None]
    highs = [seen["high"] for seen in (one, other) if seen["high"] is not None]
    is_bounded = one.get("is_bounded", True) and other.get("is_bounded", True)
    return one | {
        "missing": one["missing"] or other["missing"],
        "low": min(lows, default=None),
        "high": max(highs, default=None),
        "is_bounded": is_bounded,
    }


def _column(seen: Seen) -> Column:
    dtype = seen["dtype"] if KNOWN.fullmatch(seen["dtype"]) else ""
    low, high = _bounds(seen) if dtype and not is_personal(str(seen["name"])) else (None, None)
    return Column(name=seen["name"], dtype=dtype, is_nullable=seen["missing"], low=low, high=high)


def _bounds(seen: Seen) -> tuple[int | float | str | None, int | float | None]:
    low, high = seen["low"], seen["high"]
    if low is None or not seen.get("is_bounded", True):
        return None, None
    if high is None:
        return f"{low - 1:04}-01-01", None  # of dates there will be later ones
    margin = (high - low) / 2 or abs(high) / 2 or 1
    least = low - margin if low < 0 else max(0, low - margin)
    most = high + margin if high > 0 or not low else min(0, high + margin)
    return _rounded(least, type(low), math.floor), _rounded(most, type(high), math.ceil)


def _rounded(value: float, kind: type[int] | type[float], outwards: Any) -> int | float:
    """The value with two digits, away from what was seen; whole for whole numbers."""
    if not value:
        return kind(0)
    places = DIGITS - 1 - math.floor(math.log10(abs(value)))
    if kind is int:
        places = min(places, 0)
    if places > 300:
        return kind(0) if (value > 0) == (outwards is math.floor) else value
    scaled = outwards(value * 10**places) if places >= 0 else outwards(value / 10**-places)
    return int(scaled) * 10**-places if kind is int else float(f"{scaled}e{-places}")
