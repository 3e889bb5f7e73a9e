"""Values made from several others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_columns import joined
from nb2pkg.rules.leakage.flow_rows import NO_ROWS, Relation, Rows, RowSet, has_kind, is_untold, relation, share_origin
from nb2pkg.rules.leakage.flow_values import (
    ALL,
    UNKNOWN,
    Columns,
    Const,
    Data,
    Estimator,
    Instance,
    Learning,
    Map,
    Names,
    Seq,
    Site,
    Value,
)

DEEPEST = 4
_CUTS = frozenset({"nanquantile", "percentile", "quantile", "unique"})
COUNTS = frozenset({"argmax", "argmin", "count", "describe", "idxmax", "nunique", "unique", "value_counts"})


def flat(value: Value, depth: int = 0) -> Iterator[Value]:
    """The value, or those that a container holds."""
    if depth > DEEPEST:
        return
    match value:
        case Seq(items=items, origin=origin) if origin is not None and items and all(map(is_bare, items)):
            varies = frozenset(loop for item in items if isinstance(item, Data) for loop in item.varies)
            yield replace(_filled_by_loop(value), varies=varies if depth else frozenset())
        case Seq(items=items):
            for item in items:
                yield from flat(item, depth + 1)
        case Map(items=by_key):
            for item in by_key.values():
                yield from flat(item, depth + 1)
        case Instance(attributes=attributes):
            for item in attributes.values():
                yield from flat(item, max(depth + 1, DEEPEST))
        case _:
            yield value


def _filled_by_loop(some: Seq) -> Data:
    rows = frozenset({Rows(some.origin)})
    if some.copied is None:
        return Data(rows=rows)
    return Data(rows=rows, learnt=frozenset({(ALL, Learning(some.copied, "append", "duplicate", rows))}))


def is_bare(value: Value) -> bool:
    """Whether nothing is known of it."""
    if not isinstance(value, Data):
        return False
    return not (value.rows or value.stats or value.predictions or value.learnt or value.scores)


def data_in(values: Iterable[Value]) -> list[Data]:
    """All data among the values, names of chosen columns included."""
    found = []
    for value in values:
        if value.__class__ is Data:
            found.append(value)
            continue
        for one in flat(value) if value.__class__ is not Const else ():
            if isinstance(one, Data):
                found.append(one)
            elif isinstance(one, Names):
                found.append(Data(stats=one.stats))
    return found


def estimators_in(values: Iterable[Value]) -> list[Estimator]:
    """All estimators among the values."""
    return [one for value in values for one in flat(value) if isinstance(one, Estimator)]


def as_data(value: Value) -> Data:
    """The value as one piece of data."""
    return value if isinstance(value, Data) else combined([value])


def combined(values: Iterable[Value]) -> Data:
    """Something made of all of them, each row of its rows alone. Statistics that meet rows are forgotten.

    Rows of other data than the first are not among the result's: they are what is put beside it, or weights.
    """
    some = data_in(values)
    if len(some) == 1:
        only = some[0]
        return only if only.view is None and only.mask is None else replace(only, view=None, mask=None)
    if not some:
        return UNKNOWN
    first = next((one.rows for one in some if one.rows), NO_ROWS)
    rows = frozenset(row for one in some if share_origin(one.rows, first) for row in one.rows)
    return Data(
        rows=rows,
        learnt=frozenset(pair for one in some for pair in one.learnt),
        stats=frozenset() if rows else frozenset(stat for one in some for stat in one.stats),
        columns=_columns(some),
        marks=frozenset(mark for one in some for mark in one.marks),
        varies=frozenset(loop for one in some for loop in one.varies),
        predictions=frozenset(prediction for one in some for prediction in one.predictions),
        parts=next((one.parts for one in some if one.parts), ()),
        scores=frozenset(prediction for one in some for prediction in one.scores),
    )


def on_top(some: Sequence[Data]) -> Data:
    """The rows of all, one table below the other."""
    parts = tuple(one.rows for one in some)
    rows = frozenset(row for part in parts for row in part)
    return replace(combined(some), rows=rows, parts=parts if all(parts) else (), stats=frozenset(), columns=None)


def _columns(some: list[Data]) -> Columns | None:
    with_rows = [one for one in some if one.rows]
    if not with_rows:
        return None
    found = with_rows[0].columns
    for one in with_rows[1:]:
        found = joined(found, one.columns)
    return None if found is None else replace(found, computed=True)


def one_of(values: Sequence[Value]) -> Value:
    """One of the values, nobody knows which: the last model or container among them, else all in one."""
    made = [one for one in values if isinstance(one, Estimator | Instance | Seq | Map)]
    return made[-1] if made else combined(values)


def absorbed(data: Data, stats: Iterable[Learning], site: Site, *, counts: frozenset[str] = frozenset()) -> Data:
    """`data` after statistics have gone into it, at `site`. Of those that count, only `counts` are features there."""
    known = [stat for stat in stats if stat.what not in COUNTS - counts]
    meant = [stat for stat in known if not data.rows or is_untold(data.rows) or share_origin(data.rows, stat.rows)]
    meant = [stat for stat in meant if not _is_of_other_folds(stat.rows, data.rows) and not _is_chosen(data, stat)]
    if not meant:
        return data
    learnt = frozenset((ALL, _put(stat, site)) for stat in meant)
    return replace(data, learnt=data.learnt | learnt)


def _is_chosen(data: Data, stat: Learning) -> bool:
    """Whether its columns were chosen by the same rating already, of which these are fewer."""
    chosen = [one for _, one in data.learnt if one.kind == "select"]
    return stat.kind == "rate" and any(
        (one.what, one.rows, one.of) == (stat.what, stat.rows, stat.of) for one in chosen
    )


def _is_of_other_folds(learnt: RowSet, rows: RowSet) -> bool:
    """Whether the rows of one fold are given what was learnt from the others, as in target encoding out of fold."""
    pairs = [(a, b) for a in learnt for b in rows]
    return has_kind(learnt, {"cv"}) and all(relation(a, b) is Relation.DISJOINT for a, b in pairs)


def chosen_by(stats: Iterable[Learning]) -> list[Learning]:
    """Those of the statistics that columns are chosen by."""
    return [stat for stat in stats if stat.kind in {"select", "rate"}]


def _put(stat: Learning, site: Site) -> Learning:
    """A selector has done its work where it was fitted; a rating or a mean where somebody makes use of it."""
    if stat.kind == "select":
        return stat
    return stat._replace(site=site, kind="select" if stat.kind == "rate" else stat.kind)


def statistic(data: Data, what: str, site: Site) -> Data:
    """A statistic of `data`: nothing of its rows, but learnt from them."""
    of: frozenset[str] = frozenset()
    if data.columns is not None and data.columns.single and data.columns.names is not None:
        of = data.columns.names
    if what in _CUTS and data.predictions:
        return Data(varies=data.varies)  # thresholds for what a model says
    stats = data.stats if not data.rows else frozenset({Learning(site, what, "statistic", data.rows, of)})
    return Data(stats=stats, varies=data.varies, predictions=data.predictions, scores=data.scores)
