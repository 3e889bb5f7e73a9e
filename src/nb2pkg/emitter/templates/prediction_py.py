"""`prediction.py`: predictions for new data by a saved model, from the command line."""

from nb2pkg.emitter.template import Subject, Template, has_models

TEXT = '''"""Predictions for new data by a saved model: `python -m {name} predict --help`."""

import argparse
import contextlib
import io
import json
import logging
import sys
{temporary}from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from {name}.config import Config
{figures}from {name}.new_features import IN_THE_WAY, PREPARE, SETTINGS, SOURCES
from {name}.profiles import compare
from {name}.saved_models import Reading, SavedModel, load_model, read_for, saved_labels

CHECKED = "checked"
MUCH = 0.2  # of PSI: most people look into it
TOLERANCE = 1e-9


def main(arguments: Sequence[str] | None = None) -> int:
    """Predict; the exit code is 0 when it went through, 2 when something must be mended first."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level="WARNING", format="%(message)s", stream=sys.stderr)
    reading: Reading | None = None
    try:
        saved = load_model(_model_file(options), trusted=options.trust)
        reading = Reading(facts=saved.facts, learnt=saved.learnt)
        found = predict(saved, options.input, Config.load(options.config), reading)
    except KeyError as error:
        print(f"error: the preparation asks for {{error}}, which is not there", file=sys.stderr)
        return 2
    except (OSError, TypeError, ValueError) as error:
        _tell(reading)
        print(f"error: {{error}}", file=sys.stderr)
        return 2
    _tell(reading)
    found.to_csv(options.out, index_label="row")
    if reading.table is not None and len(found) < len(reading.table):
        count = len(reading.table)
        print(f"warning: the preparation leaves out {{count - len(found)}} of {{count}} rows", file=sys.stderr)
    if options.drift and reading.table is not None:
        _write_drift(compare(saved.facts["input"], reading.table), options.drift)
    return 0


def predict(saved: SavedModel, path: str, config: Config, reading: Reading) -> pd.DataFrame:
    """A row for each row of the file that the preparation keeps: the prediction, and the probability of each class.

    Raises ValueError where no prediction can be made; `reading` then tells what was found in the file.
    """
    facts = saved.facts
    label = facts["label"]
    if label not in PREPARE:
        reasons = "\\n  ".join(IN_THE_WAY.get(label, ("this package fits no such model",)))
        raise ValueError(f"features for `{{label}}` cannot be made of new data alone; in the way:\\n  {{reasons}}")
    for name in SETTINGS[label]:
        before, now = facts["settings"].get(name), repr(getattr(config, name))
        if before != now:
            raise ValueError(f"the setting `{{name}}` was {{before}} in training, and is {{now}}: see --config")
    if facts["preparation"] != CHECKED:
        raise ValueError(f"no features for new data: {{facts['preparation']}}")
    reading.stand_in = _stand_ins(facts)[0]
    features, whole = _prepared(saved, path, config, reading)
    rows = _rows(features, whole, reading)
    found = pd.DataFrame({{"prediction": saved.model.predict(features)}}, index=rows)
    if hasattr(saved.model, "predict_proba"):
        shares = saved.model.predict_proba(features)
        for name, column in zip(saved.model.classes_, shares.T, strict=True):
            found[f"probability_{{name}}"] = column
    return found


def check_preparations(folder: str, config: Config) -> None:
    """Note with each model that was just saved whether features are the same for a row whatever else is in the file."""
    for label in saved_labels():
        if label in PREPARE:
            path = Path(folder).expanduser() / f"{{label}}.skops"
            facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            saved = load_model(path, trusted=facts["types"])  # it is of this run
            logging.disable(logging.WARNING)  # what cells showed was shown in the run
            facts["preparation"] = _trouble(saved, config) or CHECKED
            logging.disable(logging.NOTSET)
            path.with_suffix(".json").write_text(json.dumps(facts, indent=2) + "\\n", encoding="utf-8")
            if facts["preparation"] != CHECKED:
                logging.getLogger(__name__).warning("%s cannot predict: %s", label, facts["preparation"])


def _trouble(saved: SavedModel, config: Config) -> str:
    """What is wrong with the preparation, tried on the training file; empty if nothing is.

    What is to be predicted must not matter, nor which other rows there are.
    """
    if saved.facts["input"] is None:
        return "its table is not described: two columns share a name, or it was read in a run that saved no models"
    if not _stand_ins(saved.facts):
        return f"no value is known that could stand for `{{saved.facts['target']}}`, which is to be predicted"
    path = getattr(config, SOURCES[saved.facts["label"]])
    readings = [Reading(facts=saved.facts, learnt=saved.learnt, stand_in=one) for one in _stand_ins(saved.facts)]
    half = Reading(facts=saved.facts, learnt=saved.learnt, stand_in=readings[0].stand_in, is_half=True)
    try:
        made = [_prepared(saved, path, config, reading) for reading in (*readings, half)]
        rows = _rows(*made[0], readings[0])
        kept = _rows(*made[-1], half)
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        return f"the preparation cannot be repeated: {{type(error).__name__}}: {{error}}"
    if any(not _is_same(made[0][0], features) for features, _ in made[1:-1]):
        return f"the features depend on `{{saved.facts['target']}}`, which is to be predicted"
    if half.table is None or readings[0].table is None:
        return "the preparation does not read the table"
    given = readings[0].table.index
    if not given.is_unique:
        return "rows of the table share an index"
    origin = given[::2][half.table.index.get_indexer(kept)]
    places = rows.get_indexer(origin)
    other = origin[places < 0].union(rows[rows.isin(given[::2]) & ~rows.isin(origin)])
    if not other.isin(given[readings[0].table.duplicated(keep=False)]).all():  # of equal rows one is enough
        return "whether a row is left out depends on which other rows are in the file"
    if not _is_same(_taken(made[0][0], places[places >= 0]), _taken(made[-1][0], np.flatnonzero(places >= 0))):
        return "the features of a row depend on which other rows are in the file"
    return ""


def _stand_ins(facts: Mapping[str, Any]) -> list[Any]:
    """Ordinary values of what is to be predicted, if it is a column of the file."""
    target = facts["target"]
    return [None] if target is None else list(facts["input"][target].get("ordinary", []))


def _taken(features: Any, places: Any) -> Any:
    if hasattr(features, "iloc"):
        return features.iloc[places]
    return features[places] if hasattr(features, "shape") else np.asarray(features)[places]


def _is_same(one: Any, other: Any) -> bool:
    """Up to the rounding that the size of a matrix brings."""
    if hasattr(one, "tocsr"):
        return one.shape == other.shape and (not one.nnz + other.nnz or abs(one - other).max() <= TOLERANCE)
    left, right = pd.DataFrame(one), pd.DataFrame(other)
    if left.shape != right.shape or list(left.columns) != list(right.columns):
        return False
    return all(_is_same_column(left.iloc[:, n], right.iloc[:, n]) for n in range(left.shape[1]))


def _is_same_column(one: pd.Series, other: pd.Series) -> bool:
    if pd.api.types.is_numeric_dtype(one) and pd.api.types.is_numeric_dtype(other):
        pair = one.to_numpy(dtype=float, na_value=np.nan), other.to_numpy(dtype=float, na_value=np.nan)
        return bool(np.allclose(*pair, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True))
    return one.astype(str).tolist() == other.astype(str).tolist()


def _prepared(saved: SavedModel, path: str, config: Config, reading: Reading) -> tuple[Any, Any]:
    read_for(reading)
{prepare}

def _rows(features: Any, whole: Any, reading: Reading) -> pd.Index:
    """Which rows of the file the features are of, by its index."""
    count = features.shape[0] if hasattr(features, "shape") else len(features)
    given = reading.table.index if reading.table is not None else pd.RangeIndex(count)
    kept = next((table.index for table in (features, whole) if hasattr(table, "iloc") and len(table) == count), None)
    if kept is None or kept.equals(given):
        if count != len(given):
            raise ValueError("the preparation leaves out rows, and which ones cannot be told")
        return given
    if not given.is_unique or not kept.isin(given).all() or kept.equals(pd.RangeIndex(count)):
        raise ValueError("the preparation numbers the rows anew: which prediction is for which row cannot be told")
    return kept


def _model_file(options: argparse.Namespace) -> Path:
    """The model that was asked for, or the only one there is."""
    if options.model:
        return Path(options.model)
    found = sorted(Path(options.models).glob("*.skops"))
    if len(found) != 1:
        names = ", ".join(map(str, found)) or "none: `python -m {name}` fits and saves them"
        raise ValueError(f"say with --model which model; in {{options.models}} there are {{names}}")
    return found[0]


def _tell(reading: Reading | None) -> None:
    for problem in reading.found if reading is not None else ():
        word = "error" if problem.is_error else "warning"
        print(f"{{word}}: column `{{problem.column}}` {{problem.text}}", file=sys.stderr)


def _write_drift(report: pd.DataFrame, path: str) -> None:
    report.to_csv(path, index=False)
    for row in report[report["psi"] > MUCH].itertuples():
        print(f"drift: column `{{row.column}}` has a PSI of {{row.psi:.2f}}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m {name} predict", description="Predictions by a saved model")
    parser.add_argument("input", metavar="INPUT", help="new data, in the format of the file that it was trained on")
    parser.add_argument("--out", required=True, metavar="FILE", help="where the predictions go, as CSV")
    parser.add_argument("--model", metavar="FILE", help="<name>.skops, with <name>.json beside it")
    parser.add_argument("--models", default="models", metavar="DIR", help="the folder of the only model (models)")
    parser.add_argument("--drift", metavar="FILE", help="how far the input is from the training data, as CSV")
    parser.add_argument("--trust", action="append", default=[], metavar="TYPE", help="a type that may be loaded")
    parser.add_argument("--config", metavar="FILE", help="settings as TOML or JSON")
    return parser
'''
PREPARE = """    with contextlib.redirect_stdout(io.StringIO()):  # what is printed on the way is of no use here
        return PREPARE[saved.facts["label"]](path, config, saved.preprocessing)
"""
PREPARE_WITH_FIGURES = """    with (  # what is printed and drawn on the way is of no use here
        contextlib.redirect_stdout(io.StringIO()),
        tempfile.TemporaryDirectory() as folder,
    ):
        set_figure_folder(folder)
        return PREPARE[saved.facts["label"]](path, config, saved.preprocessing)
"""


def render(subject: Subject) -> str:
    """The module, with the package's name."""
    name = subject.plan.name
    saves_figures = any(("figures", "save_figures") in module.runtime for module in subject.plan.modules)
    return TEXT.format(
        name=name,
        temporary="import tempfile\n" if saves_figures else "",
        figures=f"from {name}.figures import set_figure_folder\n" if saves_figures else "",
        prepare=PREPARE_WITH_FIGURES if saves_figures else PREPARE,
    )


TEMPLATE = Template(path="src/{name}/prediction.py", render=render, when=has_models)
