"""Estimators in the manner of scikit-learn: their parameters, what they have learned, and what they predict."""

from __future__ import annotations

import random
import sys
import warnings
from typing import Any

from ..record import Inner, Json, is_notebooks, module_of, own_fields

NAME = "estimator"
HAS_EXTRAS = False
ROWS = 16
ASKED = ("predict_proba", "decision_function", "predict", "transform", "score_samples")


def accepts(value: Any) -> bool:
    """An object of a library's class with get_params and fit; the notebook's own classes are looked at as objects."""
    kind = type(value)
    return (
        not isinstance(value, type)
        and hasattr(kind, "get_params")
        and hasattr(kind, "fit")
        and not is_notebooks(module_of(kind))
    )


def record(value: Any, inner: Inner) -> Json:
    """Parameters, all other attributes, and predictions for made-up rows."""
    parameters = {name: inner(part) for name, part in sorted(value.get_params(deep=False).items())}
    learned = {name: inner(part) for name, part in sorted(own_fields(value).items()) if name not in parameters}
    return {"parameters": parameters, "learned": learned, "predictions": inner(predictions(value))}


def predictions(value: Any) -> list[Any]:
    """What it says of the same few rows of numbers. No random numbers are drawn from the notebook's state."""
    numpy, width = sys.modules.get("numpy"), own_fields(value).get("n_features_in_")
    if numpy is None or not isinstance(width, int):
        return []
    rows = numpy.sin(numpy.arange(ROWS * width, dtype=float)).reshape(ROWS, width)
    states = numpy.random.get_state(), random.getstate()
    found = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = [numpy.asarray(ask(rows)) for name in ASKED if callable(ask := getattr(value, name, None))]
    except Exception:  # it wants names of columns, texts, more rows: then parameters and what was learned must do
        return []
    finally:
        numpy.random.set_state(states[0])
        random.setstate(states[1])
    return found
