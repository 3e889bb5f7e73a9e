"""Tables are joined without saying how often a key may occur.

A key that occurs twice on the right doubles rows of the left without a word, and all sums are wrong. It happens the
day after hand-over, when somebody adds a line to a lookup table. Say what you expect, and pandas checks it:
`a.merge(b, on="id", validate="many_to_one")`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule

_OF_TABLES = frozenset({"on", "how", "left_on", "right_on", "left_index", "right_index"})


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    how = given.get("how")
    is_cross = isinstance(how, ast.Constant) and how.value == "cross"
    if _OF_TABLES & given.keys() and "validate" not in given and None not in given and not is_cross:
        yield Hit(message="a join that does not say how often a key may occur: give `validate=`", at=place.at(call))


RULE = Rule(
    code="NB423",
    name="merge-without-validate",
    severity=Severity.INFO,
    is_default=False,
    calls={".merge": _call},
    bad=(
        'd = «a.merge(b, on="id")»',
        'import pandas as pd\nd = «pd.merge(a, b, how="left", left_on="x", right_on="y")»',
        "d = «a.merge(b, left_index=True, right_index=True)».dropna()",
    ),
    good=(
        'd = a.merge(b, on="id", validate="one_to_one")',
        'd = a.merge(b, how="cross")',
        "repository.merge(branch)",
        "d = a.merge(b, **how)",
    ),
)
