"""`prediction.py`: predictions for new data by a saved model, from the command line."""

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.drift_py import has_models

TEXT = '''"""Predictions for new data by a saved model: `python -m {name} predict --help`."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from {name}.config import Config
from {name}.drift import append_log
from {name}.saved_models import SavedModel, load_model
from {name}.serving import IN_THE_WAY, PREPARE


def main(arguments: Sequence[str] | None = None) -> int:
    """Predict; the exit code is 0 when it went through, 2 when something must be mended first."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level="WARNING", format="%(message)s", stream=sys.stderr)
    try:
        saved = load_model(options.model)
        features = _features(options, saved)
        found = predictions(saved, features)
        if options.log:
            append_log(options.log, saved.facts, features, found["prediction"])
        _write(found, options.output)
    except KeyError as error:
        print(f"error: the data has no {{error}}", file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"error: {{error}}", file=sys.stderr)
        return 2
    return 0


def predictions(saved: SavedModel, features: Any) -> pd.DataFrame:
    """One row for each of the features: the prediction, and the probability of each class if there is one."""
    index = features.index if isinstance(features, pd.DataFrame | pd.Series) else None
    found = pd.DataFrame({{"prediction": saved.model.predict(features)}}, index=index)
    if hasattr(saved.model, "predict_proba"):
        shares = saved.model.predict_proba(features)
        for label, column in zip(saved.model.classes_, shares.T, strict=True):
            found[f"probability_{{label}}"] = column
    return found


def as_fitted(saved: SavedModel, table: pd.DataFrame) -> Any:
    """Prepared features in the form in which the model was given them: its columns, in its order."""
    names = saved.facts["features"]
    if names is None:
        return table.to_numpy()
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(f"features are missing: {{', '.join(missing)}}")
    return table[names[0]] if saved.facts["dimensions"] == 1 else table[names]


def _features(options: argparse.Namespace, saved: SavedModel) -> Any:
    if options.prepared:
        return as_fitted(saved, read_table(options.input))
    name = saved.facts["name"]
    if name in PREPARE:
        features = PREPARE[name](options.input, Config.load(options.config), saved.preprocessing)
        return as_fitted(saved, features) if isinstance(features, pd.DataFrame) else features
    reasons = "\\n  ".join(IN_THE_WAY.get(name, ("this package knows no such model",)))
    raise ValueError(
        f"features of `{{name}}` cannot be made of new data alone; in the way:\\n  {{reasons}}\\n"
        "hint: --prepared takes a table of features that are made already"
    )


def read_table(path: str) -> pd.DataFrame:
    """A table from CSV, Parquet, JSON or lines of JSON, by the file's name."""
    match Path(path).suffix.lower():
        case ".csv":
            return pd.read_csv(path)
        case ".parquet":
            return pd.read_parquet(path)
        case ".json":
            return pd.read_json(path)
        case ".jsonl":
            return pd.read_json(path, lines=True)
    raise ValueError(f"{{path}} is no .csv, .parquet, .json or .jsonl")


def _write(found: pd.DataFrame, path: str | None) -> None:
    if path is not None and path.lower().endswith(".parquet"):
        found.to_parquet(path)
    else:
        found.to_csv(sys.stdout if path is None else path, index_label="row")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="{name} predict", description="Predictions by a saved model")
    parser.add_argument("--model", required=True, metavar="FILE", help="<name>.joblib, with <name>.json beside it")
    parser.add_argument("--input", required=True, metavar="FILE", help="new data, as the training data was")
    parser.add_argument("--output", metavar="FILE", help="CSV or Parquet; CSV on standard output by default")
    parser.add_argument("--prepared", action="store_true", help="the input holds features, not raw data")
    parser.add_argument("--config", metavar="FILE", help="settings as TOML or JSON")
    parser.add_argument("--log", metavar="FILE", help="add a line on how far the input is from the training data")
    return parser
'''


def render(subject: Subject) -> str:
    """The module, with the package's name."""
    return TEXT.format(name=subject.plan.name)


TEMPLATE = Template(path="src/{name}/prediction.py", render=render, when=has_models)
