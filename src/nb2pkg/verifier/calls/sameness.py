"""What differs between two trees, in words. Floats, also those inside texts, may differ in the last digits."""

from __future__ import annotations

import math
import re
from itertools import zip_longest
from typing import Any

RELATIVE, ABSOLUTE = 1e-6, 1e-9
NUMBER = re.compile(r"[-+]?(?:\d[\d,]*\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")


def difference(found: Any, expected: Any, at: str = "") -> str:
    """The first difference; empty if there is none."""
    if isinstance(expected, dict) and expected.get("is") == "hidden":
        return ""  # personal data: never recorded
    if isinstance(found, dict) and isinstance(expected, dict):
        return _of_parts({str(key): part for key, part in found.items()}, expected, at)
    if isinstance(found, list) and isinstance(expected, list):
        if len(found) != len(expected):
            return f"{at}: {len(found)} items instead of {len(expected)}"
        return _of_parts(dict(enumerate(found)), dict(enumerate(expected)), at)
    if isinstance(found, str) and isinstance(expected, str):
        return "" if found == expected or _alike(found, expected) else f"{at}: {found!r} instead of {expected!r}"
    is_same = type(found) is type(expected) and (close(found, expected) if type(found) is float else found == expected)
    return "" if is_same else f"{at}: {found!r} instead of {expected!r}"


def _of_parts(found: dict[Any, Any], expected: dict[Any, Any], at: str) -> str:
    if found.keys() != expected.keys():
        return f"{at}: {sorted(map(str, found))} instead of {sorted(map(str, expected))}"
    parts = (difference(found[key], expected[key], f"{at}/{key}") for key in expected)
    return next((part for part in parts if part), "")


def close(one: float, other: float) -> bool:
    """Equal but for the last digits; NaN is equal to itself."""
    return (one != one and other != other) or math.isclose(one, other, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _alike(found: str, expected: str) -> bool:
    """Same words and whole numbers; floats close to each other, in what white space they ever stand."""
    if " ".join(NUMBER.sub("#", found).split()) != " ".join(NUMBER.sub("#", expected).split()):
        return False
    numbers = zip_longest(NUMBER.findall(found), NUMBER.findall(expected), fillvalue="")
    return all(one == other or _close_texts(one, other) for one, other in numbers)


def _close_texts(one: str, other: str) -> bool:
    if "." not in other or not one:
        return False
    digits = len(other.partition(".")[2])
    step = 10.0 ** -min(digits, 15) if "e" not in other.lower() else 0.0
    first, second = float(one.replace(",", "")), float(other.replace(",", ""))
    return math.isclose(first, second, rel_tol=1e-5, abs_tol=step * 1.01 if digits > 3 else ABSOLUTE)
