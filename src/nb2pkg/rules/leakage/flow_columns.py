"""Columns of frames: choosing, leaving out, making."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_values import (
    ALL,
    Columns,
    Const,
    Data,
    Learning,
    Made,
    Names,
    Seq,
    Site,
    Value,
)

MOST_POSITIONS = 200


def names_in(value: Value) -> frozenset[str] | None:
    """The names of columns that a literal gives, None if they are not all known."""
    if isinstance(value, Const) and isinstance(value.value, str):
        return frozenset({value.value})
    if isinstance(value, Seq):
        known = [item.value for item in value.items if isinstance(item, Const) and isinstance(item.value, str)]
        return frozenset(known) if known and len(known) == len(value.items) else None
    if isinstance(value, Names) and value.columns is not None:
        return value.columns.names
    return None


def kept(learnt: Iterable[tuple[str, Learning]], columns: Columns) -> frozenset[tuple[str, Learning]]:
    """What was learnt and has gone into these columns. Those by position hold most of what has a name."""
    some = columns.without if columns.names is None else columns.names
    by_position = any(name[:1] == "#" for name in some)
    return frozenset(
        (name, one)
        for name, one in learnt
        if name == ALL or columns.holds(name) or (by_position and name[:1] != "#" and not columns.single)
    )


def narrowed(columns: Columns, names: frozenset[str], *, at: Site | None, single: bool = False) -> Columns:
    """Only these columns of them."""
    return replace(columns, names=names, without=frozenset(), at=at, single=single, ahead=None, before=columns.at)


def dropped(columns: Columns, names: frozenset[str], *, at: Site | None) -> Columns:
    """All but these columns of them."""
    if columns.names is not None:
        return replace(columns, names=columns.names - names, at=at)
    return replace(columns, without=columns.without | names, at=at)


def with_columns(data: Data, columns: Columns | None) -> Data:
    """The same rows with these columns only (None: unknown ones)."""
    if columns is None:
        return replace(data, columns=None)
    return replace(data, columns=columns, learnt=kept(data.learnt, columns))


def selected(data: Data, names: frozenset[str] | None, *, at: Site | None, single: bool = False) -> Data:
    """`df[names]`. Unknown names: unknown columns."""
    if names is None:
        return replace(data, columns=None)
    if data.guessed and single:
        data = _with_guesses(data, names)
    if data.columns is None:
        return replace(data, learnt=frozenset(pair for pair in data.learnt if pair[0] == ALL or pair[0] in names))
    return with_columns(data, narrowed(data.columns, names, at=at, single=single))


def _with_guesses(data: Data, names: frozenset[str]) -> Data:
    """The column that holds predictions."""
    found = (one for name, one in data.guessed if name in names)
    return replace(data, guessed=frozenset(), predictions=data.predictions | frozenset(found))


def without(data: Data, names: frozenset[str] | None, *, at: Site | None) -> Data:
    """`df.drop(columns=names)`."""
    if names is None:
        return replace(data, columns=None)
    if data.columns is None:
        return replace(data, learnt=frozenset(pair for pair in data.learnt if pair[0] not in names))
    return with_columns(data, dropped(data.columns, names, at=at))


def with_column(data: Data, name: str, value: Data) -> Data:
    """`df[name] = value`: what the frame holds then."""
    learnt = {pair for pair in data.learnt if pair[0] != name} | {(name, one) for _, one in value.learnt}
    columns = data.columns
    if columns is not None:
        sources = _sources(value, columns)
        ahead = value.columns.ahead if value.columns is not None else None
        made = {made for made in columns.made if made.name != name}
        if sources != {name} or ahead is not None:
            made.add(Made(name, sources - {name}, ahead))
        names = None if columns.names is None else columns.names | {name}
        columns = replace(columns, names=names, without=columns.without - {name}, made=frozenset(made))
    guessed = {pair for pair in data.guessed if pair[0] != name} | {(name, one) for one in value.predictions}
    return replace(
        data,
        guessed=frozenset(guessed),
        learnt=frozenset(learnt),
        columns=columns,
        marks=data.marks | {mark for mark in value.marks if mark.kind != "blend" or not data.predictions},
        varies=data.varies | value.varies,
        rows=data.rows or value.rows,
    )


def _sources(value: Data, columns: Columns) -> frozenset[str]:
    """The columns that a new one is computed from, row by row; empty if unknown."""
    if value.columns is None or value.columns.base != columns.base or value.columns.ahead is not None:
        return frozenset()
    return value.columns.names or frozenset()


def joined(left: Columns | None, right: Columns | None) -> Columns | None:
    """The columns of something computed row by row from both."""
    if left is None or right is None or left.base != right.base or left.names is None or right.names is None:
        return None
    return replace(
        left,
        names=left.names | right.names,
        made=left.made | right.made,
        single=left.single and right.single,
        computed=True,
        ahead=left.ahead or right.ahead,
        at=None,
    )


def at_position(columns: Columns | None, place: int) -> frozenset[str] | None:
    """The column at a place: in the frame, or in what was cut out of it, as in `iloc[:, 8:]`; None if unknown."""
    gone = sorted(int(name[1:]) for name in columns.without if name[:1] == "#") if columns is not None else []
    if columns is None or not gone or place < 0 or columns.names is not None:
        return frozenset({f"#{place}"})
    return frozenset({f"#{place + len(gone)}"}) if gone == list(range(len(gone))) else None


def positions(low: object, high: object) -> tuple[frozenset[str] | None, frozenset[str]]:
    """`iloc[:, low:high]` as (names, without); positions are written `#0`, `#-1`."""
    low = 0 if low is None else low
    if not isinstance(low, int) or not isinstance(high, int | None):
        return frozenset(), frozenset()
    if high is None:
        if low < 0:
            return frozenset(f"#{n}" for n in range(low, 0)), frozenset()
        return None, frozenset(f"#{n}" for n in range(min(low, MOST_POSITIONS)))
    if high < 0:
        first = frozenset(f"#{n}" for n in range(min(max(low, 0), MOST_POSITIONS)))
        return None, first | frozenset(f"#{n}" for n in range(max(high, -MOST_POSITIONS), 0))
    return frozenset(f"#{n}" for n in range(max(low, 0), min(high, MOST_POSITIONS))), frozenset()
