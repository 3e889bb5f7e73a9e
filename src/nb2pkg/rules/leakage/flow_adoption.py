"""Values of which nothing is known become data of their own where somebody uses them as data."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_rows import Rows
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Columns, Data, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

# Methods that give a table, of connections, clients and tables of other libraries.
GIVING_TABLES = frozenset(
    "df fetchdf fetch_df fetchnumpy to_dataframe to_pandas toPandas to_df parse history as_dataframe".split()
)
# Methods that hardly anything but a table has.
_OF_TABLES = frozenset(
    "corr corrwith describe drop drop_duplicates dropna fillna groupby head info isna isnull nunique reset_index "
    "select_dtypes set_index sort_values tail".split()
)
_FOR_TESTS = pattern_of(r"(?i)test|val|hold|eval|_te$")


def born(machine: Machine, node: ast.expr) -> Data:
    """Data that begins its life here."""
    key = machine.key(node)
    return Data(rows=frozenset({Rows(key)}), columns=Columns(base=key))


def adopted(machine: Machine, node: ast.expr, value: Value) -> Value:
    """The value, or data of its own if it is a name of which nothing is known; the name stands for it from now on."""
    if not isinstance(node, ast.Name) or value != UNKNOWN:
        return value
    found = born(machine, node)
    holder = next((scope for scope in reversed(machine.scopes) if node.id in scope), machine.scopes[-1])
    holder[node.id] = found
    return found


def all_adopted(machine: Machine, node: ast.Call, arguments: Arguments) -> Arguments:
    """The arguments of a call that is given data."""
    if len(node.args) != len(arguments.positional) or UNKNOWN not in arguments.all:
        return arguments
    positional = [adopted(machine, *pair) for pair in zip(node.args, arguments.positional, strict=True)]
    by_name = {keyword.arg: keyword.value for keyword in node.keywords}
    named = {
        name: adopted(machine, by_name[name], value) if name in {"X", "y", "x"} and name in by_name else value
        for name, value in arguments.named.items()
    }
    return Arguments(positional, named)


def tests_adopted(machine: Machine, node: ast.Call, arguments: Arguments) -> Arguments:
    """Those of a prediction: rows that are new are not adopted, since nothing is learnt from what is said of them."""
    names = [one.id for one in node.args if isinstance(one, ast.Name)]
    return all_adopted(machine, node, arguments) if any(map(_FOR_TESTS.search, names)) else arguments


def as_table(machine: Machine, holder: ast.expr, owner: Data, name: str) -> Data:
    """The owner of a method; data of its own if the method is one of tables."""
    found = adopted(machine, holder, owner) if name in _OF_TABLES else owner
    assert isinstance(found, Data)
    return found
