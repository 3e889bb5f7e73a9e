"""Functions of libraries, by the last part of their names."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.knowledge.leakage import is_metric, kind_of_function, splitter_kind, words
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_adoption import born
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_bounds import ranged
from nb2pkg.rules.leakage.flow_builtins import BUILTINS, OPTIMISING, tried
from nb2pkg.rules.leakage.flow_by_hand import SOLVING, product, projected, solved, summed
from nb2pkg.rules.leakage.flow_clones import cloned, copied
from nb2pkg.rules.leakage.flow_columns import names_in, selected
from nb2pkg.rules.leakage.flow_combine import absorbed, as_data, combined, data_in, estimators_in, statistic
from nb2pkg.rules.leakage.flow_constructors import (
    DATA_WRAPPERS,
    FORMULA_MODELS,
    PIPELINE_MAKERS,
    constructed,
)
from nb2pkg.rules.leakage.flow_copies import REPEATING, repeated
from nb2pkg.rules.leakage.flow_curves import curve_call
from nb2pkg.rules.leakage.flow_datasets import downloaded, from_directory, is_spark_read, loaded, spark_read
from nb2pkg.rules.leakage.flow_draws import DRAWING, LEAVING, ONE_BY_CHANCE, drawn, left_over, one_drawn
from nb2pkg.rules.leakage.flow_estimators import cross_evaluated, fitted, predicted, rated_by_function
from nb2pkg.rules.leakage.flow_evaluate import averaged, blended, judge
from nb2pkg.rules.leakage.flow_frames import STATISTICS, by_rows
from nb2pkg.rules.leakage.flow_judging import judged_by, shown
from nb2pkg.rules.leakage.flow_polars import EXPRESSIONS, expression
from nb2pkg.rules.leakage.flow_rounds import BEST_OF, best_round
from nb2pkg.rules.leakage.flow_rows import Limit, Rows, is_within, limited
from nb2pkg.rules.leakage.flow_splits import split_once, splitter
from nb2pkg.rules.leakage.flow_subscripts import rows_by
from nb2pkg.rules.leakage.flow_tables import (
    CUTTING,
    dummies,
    factorized,
    merge,
    put_beside,
    put_together,
    random_split,
    resample,
    shuffle,
    to_datetime,
    where,
)
from nb2pkg.rules.leakage.flow_values import (
    ALL,
    UNKNOWN,
    Columns,
    Data,
    Estimator,
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

_PLOTTING = frozenset("matplotlib seaborn plotly plt sns px go bokeh altair missingno graphviz".split())
_ROW_LIBRARIES = frozenset("numpy pandas scipy math torch tensorflow np pd tf keras jax dask".split())
_READING = tuple("read_ scan_ load fetch_ make_ import_ get_data download genfromtxt DataReader open_".split())
_SERIES_SOURCES = frozenset("DataReader get_data_yahoo get_data_fred".split())
_DATASET_LIBRARIES = frozenset("torchvision torchtext torchaudio torch_geometric medmnist".split())
_GENERATORS = frozenset({"default_rng", "RandomState", "Generator", "seed"})
_SIDE_BY_SIDE = frozenset("hstack column_stack dstack".split())
_ON_TOP = frozenset("concat concatenate vstack append concatenate_datasets ConcatDataset cat".split())

_ASSOCIATIONS = frozenset("pearsonr spearmanr".split())  # of a feature and the target, or of guess and truth
_FROM_ELSEWHERE = frozenset({"from_records", "from_dict"})
_PLAIN = ast.Dict | ast.List | ast.Tuple | ast.UnaryOp | ast.USub | ast.expr_context
_LIMITING = frozenset("clip cut digitize maximum minimum nan_to_num".split())
_LEFT_SIDE = pattern_of(r"\s*(?:[\w.]+\()?\s*(\w+)\s*\)?\s*~")  # of a formula: `np.log(price) ~ area`

Handler = Callable[["Machine", ast.Call, Arguments], Value]


def library_call(machine: Machine, node: ast.Call, dotted: str, arguments: Arguments) -> Value:
    """What a function or class of a library gives back, and the events that come with it."""
    root, _, rest = dotted.partition(".")
    name = dotted.rpartition(".")[2]
    if (not rest or name.startswith("tqdm")) and name in BUILTINS:
        return BUILTINS[name](machine, node, arguments)
    if root in _PLOTTING and not (name == "load_dataset" or ".data." in dotted):
        return UNKNOWN
    if name in {"load", "load_model"} and (path := arguments.constant("filepath", 0)) in machine.saved:
        return machine.saved[path]
    handler = _HANDLERS.get(name)
    if handler is not None:
        return handler(machine, node, arguments)
    curve = curve_call(machine, node, dotted, arguments)
    return curve if curve is not None else _by_kind(machine, node, dotted, name, arguments)


def _by_kind(machine: Machine, node: ast.Call, dotted: str, name: str, arguments: Arguments) -> Value:
    if name in _GENERATORS:
        return UNKNOWN if name == "seed" else Module("numpy.random")
    if splitter_kind(name) is not None:
        return splitter(machine, node, name, arguments)
    if name in words("cross_validation"):
        return cross_evaluated(machine, node, arguments)
    if name in words("on_estimator"):
        return shown(machine, node, arguments)
    if name in words("rating_functions"):
        return rated_by_function(machine, node, arguments, name)
    if name in _ASSOCIATIONS and not any(one.predictions for one in data_in(arguments.all)):
        return rated_by_function(machine, node, arguments, name)
    if is_metric(name):
        return judged_by(machine, node, arguments, dotted)
    if kind_of_function(name) is not None or (name == "normalize" and _is_by_column(arguments)):
        return _learnt(machine, node, arguments, name)
    if name in _LIMITING:
        return _limited(machine, node, arguments)
    if name in FORMULA_MODELS and dotted.partition(".")[0] in {"statsmodels", "smf", "sm", "pm", "pmdarima", name}:
        return _formula(machine, node, dotted, arguments)
    if name in OPTIMISING:
        return tried(machine, node, arguments)
    return _of_arrays(machine, node, dotted, name, arguments)


def _of_arrays(machine: Machine, node: ast.Call, dotted: str, name: str, arguments: Arguments) -> Value:
    """Functions of numpy and the like."""
    root = dotted.partition(".")[0]
    if name == "arange" or dotted == "tensorflow.range":
        return ranged(machine, node, arguments)
    if name in DRAWING and root in {"numpy", "np", "random"}:
        return drawn(machine, node, name, arguments)
    if name in ONE_BY_CHANCE and root in {"numpy", "np", "random"}:
        return one_drawn(machine, node, name, arguments)
    if name in LEAVING and root in {"numpy", "np"}:
        return left_over(arguments)
    if name in {"dot", "matmul"} and len(arguments.positional) > 1:
        first, second = (as_data(value) for value in arguments.positional[:2])
        found = product(machine, first, second, combined([first, second]), at=node)
        return summed(machine, node.args[0], projected(found, second, machine.site(node)), at=node)
    if name in SOLVING and root in {"numpy", "np", "scipy"}:
        found = solved(machine, node, combined(arguments.all))
        return Seq([found, UNKNOWN, UNKNOWN, UNKNOWN]) if name == "lstsq" else found
    if name == "svd":
        axes = statistic(combined(arguments.positional[:1]), name, machine.site(node))
        return Seq([combined(arguments.positional[:1]), axes, axes])
    if name in BEST_OF and arguments.positional:
        best_round(machine, node, arguments.positional[0])
    if root in {"numpy", "np"} and name in CUTTING:
        return random_split(machine, node, arguments)
    return _by_source(machine, node, dotted, name, arguments)


def _by_source(machine: Machine, node: ast.Call, dotted: str, name: str, arguments: Arguments) -> Value:
    """Where data come from, or what holds them; then what makes models."""
    root = dotted.partition(".")[0]
    if name in _FROM_ELSEWHERE and ".DataFrame." in dotted:
        return _wrapped(machine, node, arguments, "DataFrame")
    if root == "rdkit":  # its functions are named like classes
        return combined(arguments.all)
    if name in DATA_WRAPPERS:
        return _wrapped(machine, node, arguments, name)
    if dotted == "datasets.load_dataset":
        return loaded(machine, node, arguments)
    if name.endswith("_dataset_from_directory"):
        return from_directory(machine, node, arguments)
    is_of_tables = root in {"polars", "pl"} or dotted.startswith("pyspark.sql.functions.")
    if is_of_tables and name in EXPRESSIONS:
        return expression(arguments)
    if is_of_tables and name == "when":
        return _limited(machine, node, arguments)
    if is_of_tables and name in STATISTICS and names_in(Seq(arguments.positional)):  # `pl.mean("a")`, `F.mean("a")`
        return statistic(expression(arguments), name, machine.site(node))
    if isinstance(node.func, ast.Attribute) and is_spark_read(node.func):
        return spark_read(machine, node)
    if name == "from_pretrained" and "Model" in dotted:
        return constructed(machine, node, dotted, arguments)
    if root in {"torchvision", "timm"} and (".models." in dotted or name == "create_model"):
        return constructed(machine, node, dotted, arguments)
    if root in _DATASET_LIBRARIES and ".datasets." in dotted:
        return downloaded(machine, node, dotted, arguments)
    if name[:1].isupper() or name in PIPELINE_MAKERS or name in words("stopping_callbacks"):
        return _constructed(machine, node, dotted, arguments)
    if name in STATISTICS and dotted.partition(".")[0] in {"numpy", "np", "statistics", "scipy"}:
        data = combined(arguments.positional[:1])
        of_rows = by_rows(arguments.constant("axis", 1)) or data.view or _are_of_one_row(arguments)
        found = data if of_rows else statistic(data, name, machine.site(node))
        some = data_in(arguments.positional[:1])
        return averaged(machine, blended(machine, found, some, at=node), at=node) if found.predictions else found
    return _anything(machine, node, dotted, name, arguments)


def _constructed(machine: Machine, node: ast.Call, dotted: str, arguments: Arguments) -> Value:
    """An estimator; those of gensim learn from what they are made with."""
    made = constructed(machine, node, dotted, arguments)
    if made.name in words("learn_when_made"):
        given = next((one for one in data_in(arguments.all) if one.rows), UNKNOWN)
        if given.rows:
            fitted(machine, node, made, Arguments([given], {}))
    return made


def _are_of_one_row(arguments: Arguments) -> bool:
    """Whether the mean of these is one of parts of a single row: `np.mean([vectors[word] for word in text])`."""
    some = [one for one in data_in(arguments.positional[:1]) if one.rows]
    return bool(some) and all(one.view is not None and one.view.kind == "row" for one in some)


def _anything(machine: Machine, node: ast.Call, dotted: str, name: str, arguments: Arguments) -> Value:
    """A function of which nothing is known: its result comes from its arguments."""
    data = data_in(arguments.all)
    with_rows = [one for one in data if one.rows]
    models = [one for one in estimators_in(arguments.all) if one.fit is not None]
    root = dotted.partition(".")[0]
    if not with_rows:
        is_source = name.startswith(_READING) or ".random." in dotted or "data" in name.lower()
        return _source(machine, node, name, arguments) if is_source else combined(arguments.all)
    if root in _ROW_LIBRARIES:
        return combined(arguments.all)
    for model in models:
        for one in with_rows:
            if not one.predictions and model.fit is not None and not is_within(one.rows, model.fit.rows):
                predicted(machine, node, model, one)
    guesses = [one for one in with_rows if one.predictions]
    if guesses and len(guesses) < len(with_rows):
        judge(machine, guesses, at=node, truths=[one for one in with_rows if not one.predictions], by_name=False)
    parts = tuple(one.rows for one in with_rows) if len(with_rows) > 1 else ()
    return replace(combined(arguments.all), parts=parts, columns=None)


def _source(machine: Machine, node: ast.Call, name: str, arguments: Arguments) -> Value:
    """Data that begins its life here. The same file read twice is the same data."""
    path = arguments.constant("path", 0)
    is_file = isinstance(path, str) and name.startswith(("read_", "scan_"))
    key = ("file", path) if is_file else machine.key(node)
    marks = set()
    is_series = name in _SERIES_SOURCES or (name == "download" and isinstance(node.func, ast.Attribute))
    if is_series or ("parse_dates" in arguments.named and "index_col" in arguments.named):
        marks.add(Mark("time", machine.site(node), "its index is a time"))
    dates = names_in(arguments.named.get("parse_dates", UNKNOWN)) or ()
    marks |= {Mark("date", machine.site(node), name) for name in dates}
    return Data(rows=frozenset({Rows(key)}), columns=Columns(base=key), marks=frozenset(marks))


_OF_ONE_NUMBER = frozenset({"boxcox", "yeojohnson"})


def _learnt(machine: Machine, node: ast.Call, arguments: Arguments, name: str) -> Value:
    data = combined(arguments.positional[:1])
    if not data.rows or data.view is not None or data.predictions or by_rows(arguments.constant("axis")):
        return data  # deciles of what a model says of rows are no preparation of them
    if name in _OF_ONE_NUMBER and arguments.get("lmbda", 1) is not None:
        return data  # the number that they find is given
    learning = Learning(machine.site(node), name, kind_of_function(name) or "scale", data.rows)
    return replace(data, learnt=data.learnt | {(ALL, learning)}, columns=data.columns)


def _is_by_column(arguments: Arguments) -> bool:
    return 0 in (arguments.constant("axis"), arguments.constant("dim"))


def _limited(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`np.clip(X, low, high)`, `pd.cut(ages, bins)`, `F.when(missing, mean)`: statistics that go into the rows."""
    first, *others = [*arguments.all, UNKNOWN]
    stats = [stat for one in data_in(others) for stat in one.stats]
    return absorbed(replace(combined([first]), mask=None), stats, machine.site(node))


def _formula(machine: Machine, node: ast.Call, dotted: str, arguments: Arguments) -> Value:
    """`smf.ols("y ~ x", data=df)`, `auto_arima(train)`."""
    model = constructed(machine, node, dotted, arguments)
    given = [one for one in data_in(arguments.all) if one.rows]
    model.role, model.given = "model", given[0] if given else UNKNOWN
    formula = arguments.constant("formula", 0)
    if given and isinstance(formula, str) and (target := _LEFT_SIDE.match(formula)):
        model.given = replace(given[0], columns=None)
        model.given_target = selected(given[0], frozenset({target[1]}), at=None, single=True)
    if dotted.endswith("auto_arima"):
        fitted(machine, node, model, Arguments([], {}))
    return model


def _wrapped(machine: Machine, node: ast.Call, arguments: Arguments, name: str) -> Value:
    first = arguments.positional[:1] or [arguments.named[key] for key in ("data", "dataset") if key in arguments.named]
    data = combined(first)
    if name == "DataFrame" and data == UNKNOWN and not _is_literal(node):
        return born(machine, node)
    if name == "DataLoader" and isinstance(sampler := arguments.named.get("sampler"), Data) and sampler.rows:
        return _chosen(data, rows_by(machine, data, sampler, node))
    if name == "Subset" and (index := arguments.get("indices", 1)) is not None:
        by = as_data(index)
        if by.rows or by.mask is not None:
            return _chosen(data, rows_by(machine, data, by, node))
        return replace(data, rows=limited(data.rows, Limit("subset", machine.key(node), 0)), columns=None)
    if first and isinstance(first[0], Map) and not data.predictions:
        return replace(data, columns=Columns(base=machine.key(node)) if data.rows else None)
    return replace(data, columns=data.columns if name in {"DataFrame", "Series"} else None)


def _is_literal(node: ast.Call) -> bool:
    """Whether a table is written down here: an example to predict, or data that somebody will fit a model to."""
    return all(isinstance(one, ast.Constant | _PLAIN) for argument in node.args[:1] for one in walk(argument))


def _chosen(data: Data, some: Data) -> Data:
    """A dataset made of some rows of another by their numbers: that is for a purpose, as a slice need not be."""
    known = {limit for row in data.rows for limit in row.limits}
    rows = frozenset(
        Rows(row.origin, frozenset(limit if limit in known else _as_subset(limit) for limit in row.limits))
        for row in some.rows
    )
    return replace(some, rows=rows)


def _as_subset(limit: Limit) -> Limit:
    return limit._replace(kind="subset") if limit.kind == "slice" else limit


def _train(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`xgb.train(params, dtrain, ...)`, `lgb.train(...)`."""
    settings = arguments.get("params", 0)
    data = arguments.get("dtrain", 1) or arguments.get("train_set", 1) or UNKNOWN
    model = Estimator("model", "booster", "", machine.site(node), {"params": settings or UNKNOWN})
    rounds = {"num_boost_round": arguments.get("num_boost_round", 2) or UNKNOWN}
    model.params |= rounds
    watched = {"evals": arguments.positional[3]} if len(arguments.positional) > 3 else {}
    fitted(machine, node, model, Arguments([data], watched | arguments.named))
    return model


def _dump(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`joblib.dump(model, path)`."""
    if (path := arguments.constant("filename", 1)) and arguments.positional:
        machine.saved[path] = arguments.positional[0]
    return UNKNOWN


def _delayed(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`delayed(function)` of joblib and dask, called with what the function is given."""
    return arguments.positional[0] if arguments.positional else UNKNOWN


_HANDLERS: dict[str, Handler] = {
    "train_test_split": split_once,
    "random_split": random_split,
    "random_train_test_split": split_once,
    "train": _train,
    "dump": _dump,
    "resample": resample,
    "shuffle": shuffle,
    "merge": merge,
    "where": where,
    "to_datetime": to_datetime,
    "date_range": to_datetime,
    "get_dummies": dummies,
    "add_constant": dummies,
    "factorize": factorized,
    "delayed": _delayed,
    "clone": cloned,
    "deepcopy": copied,
    "clone_model": cloned,
    **dict.fromkeys(REPEATING, repeated),
    **dict.fromkeys(_ON_TOP, put_together),
    **dict.fromkeys(_SIDE_BY_SIDE, put_beside),
}
