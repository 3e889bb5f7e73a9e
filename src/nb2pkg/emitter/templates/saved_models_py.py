"""`saved_models.py`: fitted models with all that is needed to use and to judge them."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator

from nb2pkg.emitter.template import Subject, Template, has_models
from nb2pkg.emitter.templates.outline import cell_label
from nb2pkg.knowledge.leakage import is_metric
from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.notebook import Cell, Notebook
from nb2pkg.syntax.parse import parse

LONGEST, MOST = 120, 20  # of what a notebook shows beside its scores: characters of a line, lines of a cell

TEXT = '''"""Fitted models: saved with what is needed to use and to judge them, and loaded again."""

import hashlib
import json
import logging
import platform
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import skops.io

from {name} import __version__
from {name}.config import Config
from {name}.profiles import Problem, describe, problems, with_texts

NOTEBOOK = {{
    "file": {notebook!r},
    "code_sha256": "{digest}",  # of its code cells
}}
# What its cells that look at scores had printed when it was converted.
PRINTED: dict[str, list[str]] = {{{printed}}}
# Compiled classes of scikit-learn that skops does not know to be safe. They run no code of the file, but a forged
# file could crash the process.
TRUSTED = {{
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.metrics._dist_metrics.EuclideanDistance64",
    "sklearn.metrics._dist_metrics.ManhattanDistance64",
    "sklearn.metrics._scorer._PassthroughScorer",
    "sklearn.model_selection._split.KFold",
    "sklearn.model_selection._split.StratifiedKFold",
    "sklearn.neighbors._ball_tree.BallTree",
    "sklearn.neighbors._kd_tree.KDTree",
    "sklearn.tree._tree.Tree",
}}
MOST_FEATURES = 500  # more (words of texts, as a rule) are not listed
_log = logging.getLogger(__name__)
_folder: ContextVar[str] = ContextVar("folder", default="")
_settings: ContextVar[Mapping[str, str]] = ContextVar("settings")
_saved: ContextVar[list[str]] = ContextVar("saved")
_training: ContextVar["Training"] = ContextVar("training")
_reading: ContextVar["Reading | None"] = ContextVar("reading", default=None)


@dataclass(kw_only=True)
class Training:
    """What this run has seen of its data so far: descriptions of tables, the last one last, and what was learnt.

    `learnt` are statistics of all rows and columns of categories, by the place where they were computed, in order.
    """

    tables: list[dict[str, Any] | None] = field(default_factory=list)
    learnt: dict[str, list[Any]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SavedModel:
    """A model, what else was fitted with it or learnt for its features, and what is known of its training."""

    model: Any
    preprocessing: Mapping[str, Any]
    learnt: Mapping[str, Sequence[Any]]
    facts: Mapping[str, Any]


@dataclass(kw_only=True)
class Reading:
    """New data on its way to a prediction: `facts` of the model, `stand_in` for what is to be predicted.

    `is_half`: only every second row is read, to see whether that changes anything for these. `table` and `found` are
    set when it is read; `used` counts what was taken of `learnt`.
    """

    facts: Mapping[str, Any]
    learnt: Mapping[str, Sequence[Any]]
    stand_in: Any = None
    is_half: bool = False
    table: pd.DataFrame | None = None
    found: Sequence[Problem] = ()
    used: Counter[str] = field(default_factory=Counter)


def save_models_in(folder: str, config: Config) -> None:
    """Save models in `folder` from now on, nowhere if it is empty, with these settings; no secrets among them."""
    _folder.set(folder)
    _saved.set([])
    _training.set(Training())
    _settings.set({{one.name: repr(getattr(config, one.name)) for one in fields(Config) if one.repr}})


def saved_labels() -> list[str]:
    """The models that this run has saved."""
    return list(dict.fromkeys(_saved.get()))


def training() -> Training:
    """What this run has seen of its data so far."""
    return _training.get(Training())


def go_on_with(seen: Training) -> None:
    """Go on as a run that has seen this of its data."""
    _training.set(seen)


def learnt(label: str, value: Any) -> Any:
    """A statistic of all rows: noted where a model is trained; that of the training where one predicts."""
    reading = _reading.get()
    if reading is None:
        if _folder.get():
            _training.get().learnt.setdefault(label, []).append(_plain(value))
        return value
    number = reading.used[label]
    reading.used[label] += 1
    if number >= len(reading.learnt.get(label, ())):
        raise ValueError(f"what was learnt in training is not known ({{label}})")
    return _restored(reading.learnt[label][number])


def learnt_dummies(label: str, encode: Callable[..., Any], table: Any, **options: Any) -> Any:
    """The columns that `encode` makes of categories. For a prediction they are those of the training."""
    if _reading.get() is None:
        made = encode(table, **options)
        learnt(label, [[str(kind) for kind in made.dtypes], made.columns.to_numpy()])
        return made
    kinds, names = learnt(label, None)
    made = encode(table, **options | {{"drop_first": False}})  # the first one here may be another
    others = {{name: kind for name, kind in zip(names, kinds, strict=True) if name not in made.columns}}
    return made.reindex(columns=names, fill_value=0).astype(others)


def read_for(reading: Reading) -> None:
    """What is read from now on is new data for a prediction."""
    _reading.set(reading)


def checked_input(table: pd.DataFrame) -> pd.DataFrame:
    """The table that was read: described where a model is trained, checked where one predicts.

    For a prediction it gets the columns of the training, in their order; what is to be predicted is a stand-in.
    """
    reading = _reading.get()
    if not isinstance(table, pd.DataFrame):
        return table
    if reading is None:
        if _folder.get():
            _training.get().tables.append(describe(table))
        return table
    if reading.is_half:
        is_numbered = isinstance(table.index, pd.RangeIndex)
        table = table.iloc[::2].reset_index(drop=True) if is_numbered else table.iloc[::2]
    profile, target = reading.facts["input"], reading.facts["target"]
    features = {{name: about for name, about in profile.items() if name != target}}
    table, numbers = with_texts(features, table)
    reading.table = table.drop(columns=[target] if target in table.columns else [])
    reading.found = [*problems(features, reading.table), *numbers]
    if any(problem.is_error for problem in reading.found):
        raise ValueError("the input does not fit the model")
    names = {{str(name): name for name in table.columns}}
    whole = table.copy()
    if target is not None:
        whole[names.get(target, target)] = reading.stand_in
    return whole[[names.get(name, name) for name in profile]]


def keep_model(
    label: str,
    model: Any,
    features: Any,
    target: Any = None,
    *,
    target_column: str = "",
    preprocessing: Mapping[str, Any] | None = None,
) -> None:
    """Save a model that was just fitted as `<label>.skops`, with facts in `<label>.json`, if there is a folder for it.

    What skops cannot save is told in the log; the run goes on.
    """
    if not _folder.get():
        return
    others = {{name: _plain(value) for name, value in (preprocessing or {{}}).items()}}
    try:
        content = skops.io.dumps({{"model": model, "preprocessing": others, "learnt": training().learnt}})
        types = sorted(skops.io.get_untrusted_types(data=content))
        skops.io.loads(content, trusted=types)  # it was just made here
    except (AttributeError, ImportError, TypeError, ValueError) as error:
        _log.warning("the model %s was not saved: %s", label, error)
        return
    profile = training().tables[-1] if training().tables else None
    column = target_column or getattr(target, "name", None)
    facts = {{
        "label": label,
        "class": f"{{type(model).__module__}}.{{type(model).__qualname__}}",
        "saved": datetime.now(UTC).isoformat(timespec="seconds"),
        "notebook": NOTEBOOK,
        "package": {{"{name}": __version__}},
        "versions": versions(model, *others.values()),
        "settings": _settings.get(),
        "parameters": _parameters(model),
        "features": _columns(features, *others.values()),
        "rows": int(np.shape(features)[0]),
        "target": column if profile is not None and column in profile else None,
        "data_sha256": fingerprint(features, target),
        "printed_by_notebook": PRINTED,
        "preprocessing": sorted(others),
        "learnt": sorted(training().learnt),
        "types": types,
        "input": profile,
        "preparation": "it was not checked: `python -m {name}` does that",
        "file_sha256": hashlib.sha256(content).hexdigest(),
    }}
    path = Path(_folder.get()).expanduser() / f"{{label}}.skops"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.with_suffix(".json").write_text(json.dumps(facts, indent=2, default=str) + "\\n", encoding="utf-8")
    _saved.get().append(label)
    _log.info("saved the model %s", path)


def load_model(path: Path, *, trusted: Sequence[str] = ()) -> SavedModel:
    """The model in a file, without running code from it: types that could are an error unless they are `trusted`.

    Raises OSError or ValueError; other versions of libraries than those of its training are a warning in the log.
    """
    facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != facts["file_sha256"]:
        raise ValueError(f"{{path}} is not the file that {{path.stem}}.json tells of")
    types = skops.io.get_untrusted_types(data=content)
    known = TRUSTED | set(trusted)
    unknown = [one for one in types if one not in known and not one.startswith("{name}.")]
    if unknown:
        told = " ".join(f"--trust {{one}}" for one in unknown)
        raise ValueError(f"{{path}} holds types that may run code; if you know where the file is from: {{told}}")
    loaded = skops.io.loads(content, trusted=types)
    others = {{name: _restored(value) for name, value in loaded["preprocessing"].items()}}
    now = versions(loaded["model"], *others.values())
    for library, version in facts["versions"].items():
        if now.get(library, version) != version:
            _log.warning("the model was saved with %s %s, here is %s", library, version, now[library])
    return SavedModel(model=loaded["model"], preprocessing=others, learnt=loaded["learnt"], facts=facts)


def versions(*fitted: Any) -> dict[str, str]:
    """Python and the distributions that the objects come from, with those that tables and files need."""
    modules = {{"numpy", "pandas", "skops", *(type(one).__module__.split(".")[0] for one in fitted)}}
    by_module = metadata.packages_distributions()
    names = sorted({{name for module in modules for name in by_module.get(module, ())}})
    return {{"python": platform.python_version(), **{{name: metadata.version(name) for name in names}}}}


def fingerprint(*data: Any) -> str:
    """SHA-256 of the values of tables and arrays, rows in order."""
    digest = hashlib.sha256()
    for part in data:
        if isinstance(part, pd.DataFrame | pd.Series):
            table = part.to_frame() if isinstance(part, pd.Series) else part
            digest.update(repr([(str(name), str(kind)) for name, kind in table.dtypes.items()]).encode())
            digest.update(pd.util.hash_pandas_object(table.astype(str), index=False).to_numpy().tobytes())
        elif hasattr(part, "tocsr"):  # a sparse matrix
            rows = part.tocsr()
            for array in (rows.data, rows.indices, rows.indptr):
                digest.update(array.tobytes())
        elif part is not None:
            array = np.asarray(part)
            digest.update(f"{{array.dtype}} {{array.shape}}".encode())
            digest.update(repr(array.tolist()).encode() if array.dtype.hasobject else array.tobytes())
    return digest.hexdigest()


def _columns(features: Any, *fitted: Any) -> list[dict[str, str]]:
    if isinstance(features, pd.Series):
        features = features.to_frame()
    if isinstance(features, pd.DataFrame):
        found = [{{"name": str(name), "dtype": str(kind)}} for name, kind in features.dtypes.items()]
    else:
        shape, kind = np.shape(features), str(getattr(features, "dtype", "object"))
        names = _names(shape[1] if len(shape) > 1 else 1, fitted)
        found = [{{"name": name, "dtype": kind}} for name in names]
    return found[:MOST_FEATURES]


def _names(count: int, fitted: Sequence[Any]) -> list[str]:
    """What the transformer calls the columns of an array that gives as many; else their numbers."""
    made = [list(map(str, one.get_feature_names_out())) for one in fitted if hasattr(one, "get_feature_names_out")]
    return next((names for names in reversed(made) if len(names) == count), [str(number) for number in range(count)])


def _parameters(model: Any) -> dict[str, str]:
    return {{key: repr(value) for key, value in model.get_params().items()}} if hasattr(model, "get_params") else {{}}


def _plain(value: Any) -> Any:
    """A series as arrays, a table as series, a time as text: skops saves none of them."""
    if isinstance(value, pd.Series):
        return {{"series": [value.to_numpy(copy=True), value.index.to_numpy(), value.name]}}
    if isinstance(value, pd.DataFrame):
        return {{"table": [_plain(value.iloc[:, number]) for number in range(value.shape[1])]}}
    if isinstance(value, pd.Timestamp):
        return {{"time": value.isoformat()}}
    return value.copy() if isinstance(value, np.ndarray) else value


def _restored(value: Any) -> Any:
    if isinstance(value, dict) and list(value) == ["series"]:
        values, index, name = value["series"]
        return pd.Series(values, index=index, name=name)
    if isinstance(value, dict) and list(value) == ["time"]:
        return pd.Timestamp(value["time"])
    if isinstance(value, dict) and list(value) == ["table"]:
        return pd.concat([_restored(column) for column in value["table"]], axis=1)
    return value
'''


def render(subject: Subject) -> str:
    """The module, with the notebook's name, digest and scores."""
    printed = "".join(f"    {label!r}: {lines!r},\n" for label, lines in _printed(subject.notebook))
    return TEXT.format(
        name=subject.plan.name,
        notebook=subject.plan.source,
        digest=code_digest(subject.notebook),
        printed=f"\n{printed}" if printed else "",
    )


def code_digest(notebook: Notebook) -> str:
    """SHA-256 of the code cells, with a zero byte between them."""
    return hashlib.sha256("\0".join(cell.source for cell in notebook.cells).encode("utf-8", "replace")).hexdigest()


def _printed(notebook: Notebook) -> Iterator[tuple[str, list[str]]]:
    """The stored lines of cells that look at scores; not those in which a secret was hidden."""
    for cell in notebook.cells:
        text = "".join(o.text + "\n" for o in cell.outputs if o.kind == "result" or o.name == "stdout")
        lines = [line.rstrip() for line in text.splitlines() if line.strip()]
        if lines and HIDDEN not in text and len(lines) <= MOST and _looks_at_scores(cell):
            yield cell_label(notebook, cell.index), [line[:LONGEST] for line in lines]


def _looks_at_scores(cell: Cell) -> bool:
    if cell.syntax_error is not None:
        return False
    calls = [node.func for node in ast.walk(parse(cell.python)) if isinstance(node, ast.Call)]
    named = [f.attr if isinstance(f, ast.Attribute) else f.id if isinstance(f, ast.Name) else "" for f in calls]
    return any(name == "score" or is_metric(name) for name in named)


TEMPLATE = Template(path="src/{name}/saved_models.py", render=render, when=has_models)
