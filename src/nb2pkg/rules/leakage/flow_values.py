"""What the analysis knows of a value: the rows and columns that it holds, and what was learnt from data on its way."""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import NamedTuple

from msgspec import Struct, field

from nb2pkg.rules.leakage.flow_rows import NO_ROWS, RowSet

PREPARED = "prepared"  # marks, in `varies`, with which parameters data was transformed
COUNT = "count"
LENGTH = "length"  # how many rows there are, and how many less: `len(X) - 500`
SHAPE = "shape"
SET = "set"
HISTORY = "history"  # of the scores that training has watched
WATCHED = "watched"  # those of the rows to validate on, by epoch
RESAMPLED = "resampled"  # the same of rows: other rows each time
DRAWN = "drawn"  # the same of a number that is drawn by chance in each round: a parameter, or noise
PICKED = "picked"  # the same of columns of which only their number or place in an order is known
STAGE = "stage"  # the same of predictions after one of the rounds of a fitted model
ALL = "*"  # instead of a column's name: the value as a whole


class Site(NamedTuple):
    """A node in a cell; `outer` is the call at the top level of a cell that led there (the node itself outside)."""

    cell: int
    node: ast.expr | ast.stmt
    outer_cell: int
    outer: ast.expr | ast.stmt


class Learning(NamedTuple):
    """Something learnt from rows that has gone into values. `kind` as in the knowledge; `of`: the columns, if known."""

    site: Site
    what: str
    kind: str
    rows: RowSet
    of: frozenset[str] = frozenset()
    by_target: bool = False


class Mark(NamedTuple):
    """A hint at an order in time or at groups of rows. `kind`: time, lag, window, sorted, future, entity, date.

    Of weights that solve equations or come down a gradient it is `weights`, of a sum over rows `sum`, of the mean of
    several predictions `blend`, of rows whose index was made anew `renumbered`.
    """

    kind: str
    site: Site
    detail: str


class Made(NamedTuple):
    """A column that the notebook made: from which other columns of the same row, and whether it looks ahead."""

    name: str
    sources: frozenset[str]
    ahead: Site | None = None


class Columns(Struct, frozen=True, kw_only=True):
    """Columns of the frame `base`: those in `names` (None: all), but those in `without`.

    `computed`: the values were changed since (by something that acts on each row alone).
    """

    base: Hashable
    names: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    made: frozenset[Made] = frozenset()
    single: bool = False
    computed: bool = False
    ahead: Site | None = None
    at: Site | None = None
    before: Site | None = None  # `at`, of the columns that these were taken from

    def holds(self, name: str) -> bool:
        """Whether the column is among them, for certain. A position counted from the other end may be any name."""
        if self.names is not None:
            return name in self.names
        return name not in self.without and all(_sort(other) == _sort(name) for other in self.without)


def _sort(name: str) -> str:
    """How a column is named: by a name, by its position from the left, or from the right."""
    return "" if name[:1] != "#" else name[:2] if name[:2] == "#-" else "#"


class View(NamedTuple):
    """A value that is only a way to look at data: `df.groupby(...)`, `.rolling(...)`, `.resample(...)`, a row.

    Or the number of a loop's round (`kind` is COUNT, the only key the number): which of several parts an index means.
    Or how many rows there are (LENGTH; the key is a number, or a text, to be counted from the end), or SHAPE.
    """

    kind: str
    keys: tuple[str, ...] = ()


class Fit(NamedTuple):
    """A model was fitted. `signature` tells apart fits of one model on different preparations of the data.

    `settings`: the literals of the loops around, which may have changed what nothing else tells of.
    """

    site: Site
    label: str
    rows: RowSet
    learnt: frozenset[tuple[str, Learning]]
    signature: Hashable
    has_target: bool
    of: frozenset[str]  # the columns that are the target, if known
    settings: tuple[str, ...] = ()


class Prediction(NamedTuple):
    """A fitted model met rows. `model` identifies it by class and parameters."""

    site: Site
    model: Hashable
    class_name: str
    label: str
    fit: Fit
    tested: RowSet
    learnt: frozenset[tuple[str, Learning]]


class Data(Struct, frozen=True, kw_only=True):
    """A table, an array, a column, a number, or anything else that nothing is known about.

    `learnt` has gone into it, by column; `stats` it is itself (a mean, a list of chosen features), not yet put into
    rows.
    `parts`: the rows of each table that it was concatenated from. `varies`: the loops whose rounds change it.
    `scores`: the predictions that it says the quality of. `guessed`: by column, those that a table keeps.
    """

    rows: RowSet = NO_ROWS
    learnt: frozenset[tuple[str, Learning]] = frozenset()
    stats: frozenset[Learning] = frozenset()
    columns: Columns | None = None
    marks: frozenset[Mark] = frozenset()
    varies: frozenset[Hashable] = frozenset()
    predictions: frozenset[Prediction] = frozenset()
    parts: tuple[RowSet, ...] = ()
    scores: frozenset[Prediction] = frozenset()
    guessed: frozenset[tuple[str, Prediction]] = frozenset()
    view: View | None = None
    mask: tuple[str, Hashable, Hashable] | None = None  # as the limit that filtering by it sets


UNKNOWN = Data()


class Const(Struct, frozen=True):
    """A literal."""

    value: object


class Names(Struct, frozen=True):
    """Names of columns. `stats`: what they were chosen by; `varies`: how many of them, where no more is known."""

    columns: Columns | None
    stats: frozenset[Learning] = frozenset()
    varies: frozenset[Hashable] = frozenset()


class Seq(Struct, eq=False):
    """A list, tuple or set.

    `origin`: of the rows that it is, when a loop has filled it with things of which nothing is known. `copied`: where
    the loop has appended copies of these.
    """

    items: list[Value]
    origin: Hashable = None
    copied: Site | None = None


class Map(Struct, eq=False):
    """A dict with known keys."""

    items: dict[Hashable, Value]


class Estimator(Struct, eq=False):
    """An object with `fit`. `role`: model, transformer, resampler, search, other; `kind`: what a transformer learns."""

    role: str
    name: str
    kind: str
    site: Site
    params: dict[str, Value] = field(default_factory=dict)
    parts: list[Estimator] = field(default_factory=list)
    label: str = ""
    fit: Fit | None = None
    learnings: tuple[Learning, ...] = ()
    given: Data = UNKNOWN  # data handed to the constructor (statsmodels), and the target before it
    given_target: Data = UNKNOWN
    watched: Data = UNKNOWN  # data handed to the constructor to be judged on
    transform_predicts: bool = False  # as in Spark
    is_given_all: bool = False  # the target is in the table that it is fitted to
    version: int = 0
    goes_on: bool = False  # as networks do: another `fit` begins with the weights that there are
    learnt_rows: RowSet = NO_ROWS  # that these weights come from
    made_within: int = 0  # how many loops: it goes on in the rounds of those that it is older than


class Splitter(Struct, frozen=True):
    """A cross-validation splitter. `kind`: plain, shuffled, grouped or ordered; `once`: it makes a single split.

    `is_given`: which rows it holds out was laid down before.
    """

    kind: str
    site: Site
    key: Hashable
    once: bool
    is_given: bool = False


class Folds(Struct, frozen=True):
    """What `splitter.split(X)` gives: pairs of indices."""

    train: Data
    test: Data


class Module(Struct, frozen=True):
    """A module, or something of one, by its dotted name; also any name that nothing binds."""

    dotted: str


class Function(Struct, frozen=True):
    """A function or lambda of the notebook and the cell that it stands in."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    cell: int
    owner: Instance | None = None
    closure: tuple[dict[str, Value], ...] = ()


class Class(Struct, frozen=True):
    """A class of the notebook."""

    node: ast.ClassDef
    cell: int


class Instance(Struct, eq=False):
    """An object of a class of the notebook."""

    of: Class
    attributes: dict[str, Value] = field(default_factory=dict)


Value = Data | Const | Names | Seq | Map | Estimator | Splitter | Folds | Module | Function | Class | Instance
