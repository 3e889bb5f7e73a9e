"""Estimators in the manner of scikit-learn: their parameters, what they have learned, and what they predict."""

from __future__ import annotations

import random
import sys
import warnings
from typing import Any

from ..record import Inner, Json

NAME = "estimator"
ROWS = 16


def accepts(value: Any) -> bool:
    """An object (no class) with get_params and fit."""
    return (
        not isinstance(value, type)
        and callable(getattr(value, "get_params", None))
        and callable(getattr(value, "fit", None))
    )


def record(value: Any, inner: Inner) -> Json:
    """Parameters, learned attributes (their names end in `_`), and predictions for made-up rows."""
    learned = {
        name: inner(part)
        for name, part in sorted(getattr(value, "__dict__", {}).items())
        if name.endswith("_") and not name.startswith("_")
    }
    parameters = {name: inner(part) for name, part in sorted(value.get_params(deep=False).items())}
    return {"parameters": parameters, "learned": learned, "predictions": inner(_predictions(value))}


def _predictions(value: Any) -> Any:
    """What it says of the same few rows of numbers; None if it cannot. No random numbers are drawn from the notebook's state."""
    numpy, width = sys.modules.get("numpy"), getattr(value, "n_features_in_", None)
    predict = getattr(value, "predict", None) or getattr(value, "transform", None)
    if numpy is None or not isinstance(width, int) or not callable(predict):
        return None
    rows = numpy.sin(numpy.arange(ROWS * width, dtype=float)).reshape(ROWS, width)
    states = numpy.random.get_state(), random.getstate()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return numpy.asarray(predict(rows))
    except Exception:  # it wants names of columns, texts, more rows: then parameters and what was learned must do
        return None
    finally:
        numpy.random.set_state(states[0])
        random.setstate(states[1])
