"""`prediction.py`: predictions for new data by a saved model, from the command line."""

from nb2pkg.emitter.template import Subject, Template, has_models

TEXT = '''"""Predictions for new data by a saved model: `python -m {name} predict --help`."""

import argparse
import contextlib
import io
import logging
import sys
{temporary}from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from {name}.config import Config
{figures}from {name}.new_features import IN_THE_WAY, PREPARE, SETTINGS
from {name}.profiles import compare
from {name}.saved_models import Reading, SavedModel, fingerprint, load_model, read_for

MUCH = 0.2  # of PSI: most people look into it


def main(arguments: Sequence[str] | None = None) -> int:
    """Predict; the exit code is 0 when it went through, 2 when something must be mended first."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level="WARNING", format="%(message)s", stream=sys.stderr)
    reading: Reading | None = None
    try:
        saved = load_model(_model_file(options), trusted=options.trust)
        reading = Reading(facts=saved.facts)
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
    if facts["input"] is None:
        raise ValueError("the model was saved without a profile of the table that it was trained on")
    for name in SETTINGS[label]:
        before, now = facts["settings"].get(name), repr(getattr(config, name))
        if before != now:
            raise ValueError(f"the setting `{{name}}` was {{before}} in training, and is {{now}}: see --config")
    target = facts["target"]
    stand_ins = facts["input"][target].get("ordinary", []) if target is not None else [None]
    if not stand_ins:
        raise ValueError(f"no value is known that could stand for `{{target}}`, which is to be predicted")
    made = [_prepared(saved, path, config, reading, value) for value in stand_ins]
    features, whole = made[0]
    if len({{fingerprint(other) for other, _ in made}}) > 1:
        raise ValueError(f"the features depend on `{{target}}`, which is to be predicted")
    rows = _rows(features, whole, reading)
    found = pd.DataFrame({{"prediction": saved.model.predict(features)}}, index=rows)
    if hasattr(saved.model, "predict_proba"):
        shares = saved.model.predict_proba(features)
        for name, column in zip(saved.model.classes_, shares.T, strict=True):
            found[f"probability_{{name}}"] = column
    return found


def _prepared(saved: SavedModel, path: str, config: Config, reading: Reading, stand_in: Any) -> tuple[Any, Any]:
    reading.stand_in = stand_in
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
    if count < len(given):
        print(f"warning: the preparation leaves out {{len(given) - count}} of {{len(given)}} rows", file=sys.stderr)
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
