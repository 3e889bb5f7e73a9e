"""What a method gives back is thrown away.

`df.dropna()` alone changes nothing: it gives back a new table. The rest of the notebook goes on with the rows that
were meant to be gone. Keep it: `df = df.dropna()`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.rule import Place, Rule

# Methods of tables that no other common type has.
_METHODS = frozenset(
    "astype bfill drop_duplicates dropna ffill fillna nlargest nsmallest pivot_table reset_index select_dtypes "
    "set_index sort_index sort_values".split()
)
_WITH_KEYWORD = {
    "drop": {"axis", "columns"},
    "rename": {"columns"},
    "merge": {"how", "on", "left_on"},
    "replace": {"regex"},
    "join": {"how", "on"},
}
_FUNCTIONS = frozenset(
    {"pandas.concat", "pandas.get_dummies", "pandas.merge", "pandas.to_datetime", "pandas.to_numeric"}
)
_NAMES_OF_FUNCTIONS = frozenset(name.rpartition(".")[2] for name in _FUNCTIONS)


def _expression(node: ast.AST, place: Place) -> Iterator[Hit]:
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return
    call = node.value
    name = _thrown_away(call, place)
    if name and not _is_last(node, place) and not any(isinstance(one, ast.Try | ast.With) for one in place.parents):
        yield Hit(
            message=f"`{name}` changes nothing in place, and what it gives back is thrown away", at=place.at(call)
        )


def _thrown_away(call: ast.Call, place: Place) -> str:
    if not isinstance(call.func, ast.Attribute):
        return ""
    name = call.func.attr
    is_function = name in _NAMES_OF_FUNCTIONS and place.qualified(call.func) in _FUNCTIONS
    if not (is_function or name in _METHODS or name in _WITH_KEYWORD):
        return ""
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    in_place = given.get("inplace") or given.get("copy")
    if in_place is not None or any(keyword.arg is None for keyword in call.keywords):
        return ""
    return name if is_function or name in _METHODS or _WITH_KEYWORD[name] & given.keys() else ""


def _is_last(node: ast.Expr, place: Place) -> bool:
    """The last expression of a cell is shown: it is there to be seen."""
    from nb2pkg.syntax.parse import parse

    return parse(place.cell.python).body[-1] is node


RULE = Rule(
    code="NB425",
    name="discarded-result",
    severity=Severity.ERROR,
    visits={ast.Expr: _expression},
    bad=(
        "«df.dropna()»\nprint(len(df))",
        'for frame in frames:\n    «frame["x"].fillna(0)»',
        'import pandas as pd\n«pd.to_datetime(df["day"])»\n«df.drop("x", axis=1)»\ndf.head()',
    ),
    good=(
        "df = df.dropna()\ndf.dropna(inplace=True)\nprint(len(df))",
        "x = 1\ndf.dropna()",
        'try:\n    df.astype(int)\nexcept ValueError:\n    print("no")',
        "path.rename(new)\nrepository.merge(branch)\nqueue.drop(3)\nprint(1)",
    ),
)
