"""Groups, windows and steps in time: `groupby`, `rolling`, `shift`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_columns import names_in
from nb2pkg.rules.leakage.flow_rows import Rows
from nb2pkg.rules.leakage.flow_values import ALL, UNKNOWN, Columns, Const, Data, Function, Learning, Mark, Value, View
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

# Who or what has several rows, and looks alike in them.
ENTITY = pattern_of(
    r"(?i)^(patient|subject|user|customer|client|person|participant|driver|speaker|rider|student|member|household|animal|"
    r"device|machine|engine|unit|sensor|well|account|player|session|case|individual|donor|author|card|mouse|"
    r"vehicle|turbine|employee|passenger|writer|site|farm|plant|asset)s?"
    r"([_ ]?(id|ids|no|nr|num|number|name|key|code|uuid|guid))?$"
)
# Of these a model is hardly ever meant for those that it knows.
PERSON = pattern_of(
    r"(?i)^(patient|subject|participant|person|speaker|individual|donor|animal|mouse|driver|rider|volunteer)s?"
    r"([_ ]?(id|ids|no|nr|num|number|name|code|uuid))?$"
)
_PER_ROW = frozenset(
    "cumcount cumsum cummax cummin cumprod shift diff pct_change ffill bfill rank rolling expanding ewm".split()
)
_COUNTING = frozenset({"count", "size", "nunique", "cumcount"})
_SAME_ROWS = frozenset({"head", "tail", "nth", "filter", "sample", "apply", "fillna", "ngroup"}) | _PER_ROW


def windowed(data: Data, kind: str, keys: tuple[str, ...] = ()) -> Data:
    """The data seen in groups, windows or rows."""
    return replace(data, view=View(kind, keys), mask=None)


def grouping(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.groupby(...)`, `df.resample(...)`."""
    assert isinstance(node.func, ast.Attribute)
    keys = tuple(sorted(names_in(arguments.get("by", 0) or UNKNOWN) or ()))
    if node.func.attr == "groupby":
        return windowed(owner, "group", keys)
    mark = Mark("time", machine.site(node), "it is resampled in time")
    return windowed(replace(owner, marks=owner.marks | {mark}), "resample")


def grouped_method(machine: Machine, node: ast.Call, owner: Data, name: str, arguments: Arguments) -> Value:
    """A method of what `groupby` gives: rows as they were, or one for each group."""
    assert owner.view is not None
    if name in _SAME_ROWS or name == "transform":
        return _per_row(machine, node, owner, name, arguments)
    learning = Learning(machine.site(node), f"groupby.{name}", "group_statistic", owner.rows, _of(owner))
    if name in _COUNTING and owner.view.kind == "group":
        marks = [Mark("entity", machine.site(node), key) for key in owner.view.keys if PERSON.match(key)]
        machine.story.groups_counted += [(owner.rows, mark) for mark in marks]
    stats = frozenset() if name in _COUNTING or owner.view.kind == "resample" else frozenset({learning})
    key = machine.key(node)
    origin = Rows(("groups", key))
    times = frozenset(
        mark for mark in owner.marks if mark.kind in {"time", "datetime"} and owner.view.kind == "resample"
    )
    return replace(
        owner, rows=frozenset({origin}), stats=stats, view=None, columns=Columns(base=key), parts=(), marks=times
    )


def _of(data: Data) -> frozenset[str]:
    return (data.columns.names if data.columns is not None else None) or frozenset()


def _per_row(machine: Machine, node: ast.Call, owner: Data, name: str, arguments: Arguments) -> Data:
    """Something for each row out of its group. It shows that an entity has several rows."""
    assert owner.view is not None
    site = machine.site(node)
    function = arguments.get("func", 0)
    is_mean = isinstance(function, Const) and function.value in {"mean", "median"}  # known of known users only
    entities = [key for key in owner.view.keys if (PERSON if is_mean else ENTITY).match(key)]
    marks = owner.marks | {Mark("entity", site, key) for key in entities}
    plain = replace(owner, view=None, columns=None, marks=marks, mask=None)
    counts = isinstance(function, Const) and function.value in _COUNTING
    if name != "transform" or counts or _is_per_row(function):
        return plain
    learning = Learning(site, "groupby.transform", "group_statistic", owner.rows, _of(owner))
    return replace(plain, learnt=plain.learnt | {(ALL, learning)})


def _is_per_row(function: Value | None) -> bool:
    """`lambda s: s.shift(7)`: for each row something of the rows before it."""
    if not isinstance(function, Function):
        return False
    return any(isinstance(one, ast.Attribute) and one.attr in _PER_ROW for one in walk(function.node))


def rolling(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`rolling`, `ewm`, `expanding`; `shift`, `diff`, `pct_change`: values of other rows in time."""
    assert isinstance(node.func, ast.Attribute)
    name, site = node.func.attr, machine.site(node)
    if name in {"rolling", "ewm", "expanding"}:
        looks_ahead = arguments.constant("center") is True
        columns = owner.columns
        if looks_ahead and columns is not None:
            columns = replace(columns, ahead=site)
        return windowed(replace(owner, columns=columns), "rolling")
    mark = Mark("lag", site, f"`{name}` puts other times beside each row")
    shifted = replace(owner, marks=owner.marks | {mark}, view=None, mask=None)
    periods = arguments.constant("periods", 0)
    columns = owner.columns
    if isinstance(periods, int) and periods < 0 and columns is not None:
        return replace(shifted, columns=replace(columns, names=frozenset(), ahead=site, computed=True))
    return replace(shifted, columns=None)


def rolled(machine: Machine, node: ast.Call, owner: Data) -> Data:
    """A statistic of a moving window, for each row."""
    mark = Mark("lag", machine.site(node), "a moving window puts other times beside each row")
    columns: Columns | None = None if owner.columns is None else replace(owner.columns, computed=True)
    return replace(owner, marks=owner.marks | {mark}, view=None, columns=columns, mask=None)
