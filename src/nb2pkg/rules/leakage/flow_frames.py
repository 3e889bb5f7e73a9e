"""Methods of tables, series and arrays."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_adoption import GIVING_TABLES, as_table, born
from nb2pkg.rules.leakage.flow_arguments import Arguments, arguments_of
from nb2pkg.rules.leakage.flow_assign import assign, changed_in_place, indexed_by
from nb2pkg.rules.leakage.flow_builtins import OPTIMISING, tried
from nb2pkg.rules.leakage.flow_chosen_rows import among, deduplicated, ends, queried, renumbered, sampled
from nb2pkg.rules.leakage.flow_columns import names_in, selected, with_column, without
from nb2pkg.rules.leakage.flow_combine import absorbed, as_data, chosen_by, combined, data_in, statistic
from nb2pkg.rules.leakage.flow_constructors import guessed
from nb2pkg.rules.leakage.flow_copies import REPEATING, repeated_self, stacked
from nb2pkg.rules.leakage.flow_datasets import in_parts, is_spark_read, random_parts, spark_read
from nb2pkg.rules.leakage.flow_draws import DRAWING, drawn, without_rows
from nb2pkg.rules.leakage.flow_estimators import PREDICTING, SCORING, estimator_method, used_by_one_of
from nb2pkg.rules.leakage.flow_evaluate import averaged, trained_further
from nb2pkg.rules.leakage.flow_functions import enter
from nb2pkg.rules.leakage.flow_groups import grouped_method, grouping, rolled, rolling, windowed
from nb2pkg.rules.leakage.flow_learning import imputed
from nb2pkg.rules.leakage.flow_pairs import correlated, equalled, multiplied
from nb2pkg.rules.leakage.flow_picks import PICKING, picked_by
from nb2pkg.rules.leakage.flow_polars import filtered, over_groups, unnamed_table, with_expressions
from nb2pkg.rules.leakage.flow_rows import Limit, is_untold, limited
from nb2pkg.rules.leakage.flow_values import (
    ALL,
    UNKNOWN,
    Columns,
    Const,
    Data,
    Estimator,
    Function,
    Learning,
    Map,
    Mark,
    Module,
    Seq,
    Value,
)
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

STATISTICS = frozenset(
    "mean median mode std var min max sum count quantile corr nunique sem skew kurt describe value_counts cov idxmax "
    "avg stddev stddev_pop stddev_samp agg aggregate average "
    "nanmean nanmedian nanstd ptp percentile amax amin argmax argmin unique kurtosis".split()
)
_LEAVING = frozenset({"anti", "leftanti", "left_anti"})  # joins that keep the rows that the other does not hold
_FILLING = frozenset("fillna fill_null fill_nan replace clip where mask sub div subtract divide then otherwise".split())
_FILLED_BY_ALL = frozenset({"mean", "min", "max"})  # strategies of polars
_OF_EACH_GROUP = frozenset("sample head tail nth apply".split())
_OF_SETTINGS = frozenset({"apply", "map"})  # of a series that holds no rows: `pd.Series([1, 3, 5]).map(score)`
_OF_TABLES = frozenset("with_columns select filter group_by sort".split())
_RESHAPING = frozenset(
    "rename melt pivot pivot_table stack unstack explode transpose crosstab add_prefix add_suffix".split()
)
_ESTIMATING = frozenset(
    "fit fit_transform fit_resample fit_sample fit_predict partial_fit predict predict_proba decision_function".split()
)
_SAME_COLUMNS = frozenset(
    "copy astype dropna reset_index sort_index drop_duplicates infer_objects ffill bfill pad backfill interpolate "
    "to_frame to_numpy ravel reshape flatten squeeze convert_dtypes view tolist to_list tz_localize cuda to float "
    "long double cpu numpy asfreq batch prefetch shuffle cache compute persist toarray todense".split()
)
_CHANGED_COLUMNS = frozenset("abs round eq ne gt lt ge le lower upper strip contains len between".split())
_TIMELIKE = pattern_of(
    r"(?i)(^|_)(date|datetime|time|timestamp|ds|saledate|day|period|month_year)s?$|[a-z](Date|Time)$|date$"
)

Method = Callable[["Machine", ast.Call, Data, Arguments], Value]


def frame_method(machine: Machine, node: ast.Call, owner: Data, name: str) -> Value:
    """`data.name(...)`."""
    assert isinstance(node.func, ast.Attribute)
    arguments = arguments_of(machine, node)
    if not owner.rows and is_spark_read(node.func):
        return spark_read(machine, node)
    if name in PREDICTING or name in SCORING:
        used_by_one_of(machine, node, arguments)
    if name in _ESTIMATING and not owner.columns:
        return _promoted(machine, node, node.func.value, name, arguments)
    if name in DRAWING and not owner.rows:
        return drawn(machine, node, name, arguments)
    if name == "backward":
        trained_further(machine, owner)
        return UNKNOWN
    if name in OPTIMISING and not owner.rows:
        return tried(machine, node, arguments)
    if not owner.rows and name == "over" and any(is_untold(stat.rows) for stat in owner.stats):
        return over_groups(machine, node, owner)
    owner = as_table(machine, node.func.value, owner, name)
    if not owner.rows and name in GIVING_TABLES and not owner.stats:
        return born(machine, node)
    if not owner.rows and name in _OF_TABLES and any(is_untold(one.rows) for one in data_in(arguments.all)):
        owner = unnamed_table(machine, node)
    if not owner.rows:
        if name in _OF_SETTINGS:
            tried(machine, node, arguments)
        found = combined([owner, *arguments.all])
        return replace(found, varies=found.varies | picked_by(arguments.all)) if name in PICKING else found
    result = _method(machine, node, owner, name, arguments)
    if arguments.constant("inplace") is True:
        changed_in_place(machine, node.func.value, owner, as_data(result))
        return Const(None)
    return result


def _promoted(machine: Machine, node: ast.Call, holder: ast.expr, name: str, arguments: Arguments) -> Value:
    """Something unknown is fitted: it is an estimator."""
    label = holder.id if isinstance(holder, ast.Name) else holder.attr if isinstance(holder, ast.Attribute) else ""
    estimator = guessed(machine, node, label)
    if isinstance(holder, ast.Name | ast.Attribute):
        assign(machine, holder, estimator, source=None)
    return estimator_method(machine, node, estimator, name, arguments)


def _method(machine: Machine, node: ast.Call, owner: Data, name: str, arguments: Arguments) -> Value:
    if owner.view is not None and owner.view.kind == "group" and name in _OF_EACH_GROUP:
        return _some_of_groups(machine, node, owner, name, arguments)
    if owner.view is not None and owner.view.kind in {"group", "resample"}:
        return grouped_method(machine, node, owner, name, arguments)
    if owner.view is not None and owner.view.kind == "rolling":
        return rolled(machine, node, owner)
    if owner.view is not None and owner.view.kind == "parts":
        return owner
    handler = _HANDLERS.get(name)
    if handler is not None:
        return handler(machine, node, owner, arguments)
    if name == "agg" and any(is_untold(stat.rows) for one in data_in(arguments.all) for stat in one.stats):
        return with_expressions(machine, node, owner, arguments)
    if name in STATISTICS:
        if owner.view is not None or by_rows(arguments.constant("axis", 0)):
            return averaged(machine, replace(combined([owner]), columns=None), at=node)
        return averaged(machine, statistic(owner, name, machine.site(node)), at=node)
    if name in _FILLING:
        return _filled(machine, node, owner, arguments)
    if name in _RESHAPING:
        columns = Columns(base=machine.key(node)) if owner.columns is not None else None
        return replace(owner, columns=columns, view=None, mask=None)
    result = combined([owner, *arguments.all])
    columns = owner.columns if name in _SAME_COLUMNS else computed(owner) if name in _CHANGED_COLUMNS else None
    return replace(result, columns=columns, rows=owner.rows, parts=owner.parts, mask=None)


def _some_of_groups(machine: Machine, node: ast.Call, owner: Data, name: str, arguments: Arguments) -> Value:
    """`df.groupby("y").sample(99)`, `.head(3)`, or a function that chooses some rows of each group."""
    plain = replace(owner, view=None)
    if name == "sample":
        return sampled(machine, node, plain, arguments)
    function = arguments.get("func", 0)
    kept = as_data(grouped_method(machine, node, owner, name, arguments))
    if name == "apply" and isinstance(function, Function):
        found = as_data(enter(machine, node, function, Arguments([plain], {})))
        return replace(kept, rows=found.rows or kept.rows, learnt=kept.learnt | found.learnt)
    part = Limit("part", machine.key(node), 0)
    return kept if name == "apply" else replace(kept, rows=limited(kept.rows, part), parts=())


def by_rows(axis: object) -> bool:
    """Whether an axis means: within each row."""
    return axis in (1, -1, "columns") and axis is not True


def merged(machine: Machine, node: ast.Call, left: Data, right: Data) -> Data:
    """Two tables joined: the rows of the left, the columns of both."""
    both = replace(
        left, learnt=left.learnt | right.learnt, marks=left.marks | right.marks, rows=left.rows or right.rows
    )
    columns = Columns(base=machine.key(node))
    return absorbed(replace(both, columns=columns, view=None, mask=None), right.stats, machine.site(node))


def _filled(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Data:
    """`df.fillna(value)` and others that put a value, or a statistic, into rows."""
    assert isinstance(node.func, ast.Attribute)
    given = data_in(arguments.all)
    learnt = owner.learnt | {pair for one in given for pair in one.learnt}
    if arguments.constant("strategy", 1) in _FILLED_BY_ALL:
        learnt |= {(ALL, Learning(machine.site(node), node.func.attr, "impute", owner.rows))}
    filled = replace(owner, learnt=frozenset(learnt), view=None, mask=None)
    if owner.view is not None:
        return filled
    filled = replace(filled, learnt=filled.learnt.union(*(imputed(machine, one, at=node) for one in given)))
    return absorbed(filled, [stat for one in given for stat in one.stats], machine.site(node))


def _mapped(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`series.map(...)`: by a table, a statistic by group, or a function."""
    first = arguments.get("arg", 0)
    if isinstance(first, Data) and first.stats:
        how_often = frozenset({"value_counts"})  # a feature made of how often each value comes
        return absorbed(replace(owner, columns=None, mask=None), first.stats, machine.site(node), counts=how_often)
    if isinstance(first, Function):
        return _applied(machine, node, owner, arguments)
    keeps = isinstance(first, Map)
    return replace(owner, columns=computed(owner) if keeps else None, mask=None)


def computed(data: Data) -> Columns | None:
    """The columns, their values changed row by row."""
    return None if data.columns is None else replace(data.columns, computed=True)


def _applied(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`data.apply(function)`: on whole columns of a frame, on single values of a series, on rows for axis=1."""
    by_value = by_rows(arguments.constant("axis", 1)) or (owner.columns is not None and owner.columns.single)
    function, argument = arguments.get("func", 0), node.args[0] if node.args else None
    if isinstance(argument, ast.Attribute) and argument.attr == "fit_transform":
        estimator = machine.eval(argument.value)
        if isinstance(estimator, Estimator):
            return estimator_method(machine, node, estimator, argument.attr, Arguments([owner], {}))
    if isinstance(function, Function):
        given = windowed(owner, "row") if by_value else owner
        found = as_data(enter(machine, node, function, Arguments([given], {})))
        plain = isinstance(function.node, ast.Lambda) and not any(
            isinstance(one, ast.Call) for one in walk(function.node)
        )
        columns = computed(owner) if plain and by_value else None
        learnt = owner.learnt | found.learnt
        return replace(owner, learnt=learnt, columns=columns, view=None, mask=None)
    if isinstance(function, Module) and function.dotted.endswith("zscore"):
        learning = Learning(machine.site(node), "zscore", "scale", owner.rows)
        return replace(owner, learnt=owner.learnt | {(ALL, learning)}, mask=None)
    return replace(owner, columns=None, mask=None)


def _dropped(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.drop(...)`: columns, or the rows of another table."""
    left = without_rows(owner, data_in([arguments.named["index"]])) if "index" in arguments.named else owner
    labels = arguments.get("columns") or arguments.get("labels", 0)
    if labels is None:
        return replace(left, mask=None)
    if "columns" in arguments.named or by_rows(arguments.constant("axis", 1)):
        kept = without(replace(left, view=None, mask=None), names_in(labels), at=machine.site(node))
        return absorbed(kept, chosen_by(stat for one in data_in([labels]) for stat in one.stats), machine.site(node))
    return without_rows(owner, data_in([labels]))


def _difference(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.index.difference(train.index)`."""
    return replace(without_rows(owner, data_in(arguments.positional)), view=None)


def _popped(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.pop("y")` takes the column out."""
    assert isinstance(node.func, ast.Attribute)
    names = names_in(arguments.positional[0]) if arguments.positional else None
    found = selected(owner, names, at=machine.site(node), single=True)
    changed_in_place(machine, node.func.value, owner, without(owner, names, at=machine.site(node)))
    return found


def _assigned(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.assign(name=value)`."""
    result = replace(owner, mask=None)
    for name, value in arguments.named.items():
        found = enter(machine, node, value, Arguments([result], {})) if isinstance(value, Function) else value
        result = with_column(result, name, as_data(found))
    return result


def _inserted(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    assert isinstance(node.func, ast.Attribute)
    name = arguments.constant("column", 1)
    if isinstance(name, str):
        value = as_data(arguments.get("value", 2) or UNKNOWN)
        changed_in_place(machine, node.func.value, owner, with_column(owner, name, value))
    return Const(None)


def _filtered(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.filter(["a"])`; of polars `filter(condition)`, of a tf dataset `filter(function)`."""
    first = arguments.get("items", 0) or UNKNOWN
    return filtered(owner, first) or selected(owner, names_in(first), at=machine.site(node))


def _indexed(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.set_index("date")`: a table in time."""
    names = names_in(arguments.get("keys", 0) or UNKNOWN) or frozenset()
    marks = set(owner.marks) | indexed_by(owner)
    if len(names) == 1 and any(_TIMELIKE.search(name) for name in names):
        marks.add(Mark("time", machine.site(node), "its index is a time"))
    return without(replace(owner, marks=frozenset(marks), mask=None), names, at=None)


def _sorted(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    by = arguments.get("by", 0)
    first = names_in(by.items[0] if isinstance(by, Seq) and by.items else by or UNKNOWN) or frozenset()
    dates = {mark.detail for mark in owner.marks if mark.kind == "date"}
    if any(name in dates or _TIMELIKE.search(name) for name in first):
        return replace(
            owner, marks=owner.marks | {Mark("sorted", machine.site(node), "it is sorted by time")}, mask=None
        )
    return replace(owner, mask=None)


def _merged(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    other = arguments.get("right", 0) or arguments.get("other", 0) or UNKNOWN
    if arguments.constant("how", 2) in _LEAVING:
        return without_rows(owner, data_in([other]))
    return merged(machine, node, owner, combined([other]))


def _appended(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`df.append(other)` puts other rows below."""
    assert isinstance(node.func, ast.Attribute)
    return stacked(machine, node, [owner, *data_in(arguments.positional)], node.func.attr)


def _piped(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    function = arguments.positional[0] if arguments.positional else UNKNOWN
    if isinstance(function, Function):
        return enter(machine, node, function, Arguments([owner, *arguments.positional[1:]], arguments.named))
    return replace(owner, columns=None, mask=None)


def _ranked(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """The rank among all rows depends on all rows, as do bins of equal size."""
    assert isinstance(node.func, ast.Attribute)
    if owner.view is not None:
        return owner
    name = node.func.attr
    learning = Learning(machine.site(node), name, "bins" if name == "qcut" else "statistic", owner.rows)
    return replace(owner, learnt=owner.learnt | {(ALL, learning)}, columns=None, mask=None)


def _converted(machine: Machine, node: ast.Call, owner: Data, arguments: Arguments) -> Value:
    """`iterrows`, `items`: pairs of a label and what it stands for."""
    return Seq([Seq([UNKNOWN, replace(owner, columns=None, mask=None, varies=owner.varies | {machine.key(node)})])])


_HANDLERS: dict[str, Method] = {
    "groupby": grouping,
    "reset_index": renumbered,
    "resample": grouping,
    "rolling": rolling,
    "expanding": rolling,
    "ewm": rolling,
    "shift": rolling,
    "diff": rolling,
    "pct_change": rolling,
    "apply": _applied,
    "map": _mapped,
    "transform": _applied,
    "pipe": _piped,
    "drop": _dropped,
    "pop": _popped,
    "difference": _difference,
    "sample": sampled,
    "query": queried,
    "drop_duplicates": deduplicated,
    "isin": among,
    "with_columns": with_expressions,
    "select": with_expressions,
    "randomSplit": random_parts,
    "train_test_split": in_parts,
    "assign": _assigned,
    "insert": _inserted,
    "filter": _filtered,
    "set_index": _indexed,
    "sort_values": _sorted,
    "merge": _merged,
    "join": _merged,
    "append": _appended,
    "concatenate": _appended,
    "union": _appended,
    "unionAll": _appended,
    "unionByName": _appended,
    "dot": multiplied,
    "matmul": multiplied,
    "corrwith": correlated,
    "corr": correlated,
    "rank": _ranked,
    "qcut": _ranked,
    "eq": equalled,
    "ne": equalled,
    "items": _converted,
    "iterrows": _converted,
    **dict.fromkeys(REPEATING, repeated_self),
    **dict.fromkeys(("tail", "head", "take", "skip", "slice"), ends),
}
