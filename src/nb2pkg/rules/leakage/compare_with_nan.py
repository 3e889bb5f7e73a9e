"""A value is compared with NaN, which is equal to nothing.

`x == np.nan` is False for every x and `x != np.nan` True, so a filter by it keeps nothing or everything, and nobody
is told. Ask whether the value is missing: `df["x"].isna()`, `np.isnan(x)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule

_NANS = frozenset({"numpy.nan", "numpy.NaN", "numpy.NAN", "math.nan", "pandas.NaT", "pandas.NA"})


def _compare(node: ast.AST, place: Place) -> Iterator[Hit]:
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq | ast.NotEq):
        return
    sides = [_is_nan(side, place) for side in (node.left, node.comparators[0])]
    if sum(sides) == 1:  # both: somebody shows what NaN is
        result = "False" if isinstance(node.ops[0], ast.Eq) else "True"
        yield Hit(message=f"a comparison with NaN is always {result}: ask with `isna()`", at=place.at(node))


def _is_nan(node: ast.expr, place: Place) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value=str(text))]):
            return text.lower() == "nan"
        case ast.Attribute():
            return place.qualified(node) in _NANS
        case ast.Name(id="nan" | "NaN"):
            return place.qualified(node) in _NANS
    return False


RULE = Rule(
    code="NB424",
    name="compare-with-nan",
    severity=Severity.ERROR,
    visits={ast.Compare: _compare},
    bad=(
        'import numpy as np\nbad = df[«df["x"] == np.nan»]',
        'import numpy as np\nif «np.nan != value»:\n    print("there")',
        'missing = [v for v in values if «v == float("nan")»]',
    ),
    good=(
        'bad = df[df["x"].isna()]',
        "import numpy as np\nprint(np.nan == np.nan)",
        'df["city"] == "nan"',
        "import numpy as np\nfill = np.nan\nx = fill if y == 0 else y",
    ),
)
