"""A loop goes over the rows of a table.

`iterrows` makes an object of every row, a hundred times slower than work on whole columns, and turns integers into
floats where types are mixed. On production's row counts that is hours. Work on columns (`df["a"] * df["b"]`), or
use `itertuples`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    if not call.args and not call.keywords:
        yield Hit(message="a loop over rows: work on whole columns, or use `itertuples`", at=place.at(call))


RULE = Rule(
    code="NB422",
    name="iterrows",
    severity=Severity.INFO,
    is_default=False,
    calls={".iterrows": _call},
    bad=(
        "for i, row in «df.iterrows()»:\n    print(row.x)",
        'names = [row["name"] for _, row in «df.head(10).iterrows()»]',
        "def f(frame):\n    for _, r in «frame.iterrows()»:\n        yield r.a + r.b",
    ),
    good=(
        "for row in df.itertuples():\n    print(row.x)",
        "for name, column in df.items():\n    print(name)",
        'total = df["a"] * df["b"]',
        'print("iterrows")',
    ),
)
