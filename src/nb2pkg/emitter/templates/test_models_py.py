"""`tests/test_models.py`: what is saved is loaded and predicts the same; new tables are checked."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, has_models

_TEXT = Text('''\
"""What is saved is loaded and predicts the same; new tables are compared with those of the training."""

import json
from contextvars import copy_context
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression

from $name.config import Config
from $name.new_features import IN_THE_WAY, PREPARE
from $name.profiles import compare, describe, ks, problems, psi
from $name.saved_models import keep_model, load_model, save_models_in

TABLE = pd.DataFrame(
    {"size": np.arange(40.0), "kind": ["a", "b"] * 20, "price": np.arange(40.0) * 2}
)


def _save(folder: Path) -> Path:
    """A small model in `folder`, and a series that its features were made with."""
    features, target = TABLE[["size"]], TABLE["price"]
    model = LinearRegression().fit(features, target)
    save_models_in(str(folder), Config())
    keep_model("small", model, features, target, preprocessing={"means": features.mean()})
    return folder / "small.skops"


def test_saved_model_predicts_the_same(tmp_path: Path) -> None:
    saved = load_model(copy_context().run(_save, tmp_path))
    assert saved.model.predict(TABLE[["size"]]).tolist() == pytest.approx(TABLE["price"].tolist())
    pd.testing.assert_series_equal(saved.preprocessing["means"], TABLE[["size"]].mean())
    assert saved.facts["features"] == [{"name": "size", "dtype": "float64"}]
    assert saved.facts["rows"] == 40


def test_changed_file_is_not_loaded(tmp_path: Path) -> None:
    path = copy_context().run(_save, tmp_path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ValueError, match=r"is not the file"):
        load_model(path)


def test_profile_fits_its_own_table_and_survives_json() -> None:
    profile = json.loads(json.dumps(describe(TABLE)))
    assert list(problems(profile, TABLE)) == []
    assert compare(profile, TABLE)["psi"].tolist() == pytest.approx([0, 0, 0])


def test_other_tables_are_told_apart() -> None:
    profile = describe(TABLE)
    assert profile is not None
    other = TABLE.drop(columns="price").assign(kind="c", size=TABLE["size"] + 100)
    told = [(problem.column, problem.is_error) for problem in problems(profile, other)]
    assert told == [("price", True), ("size", False), ("kind", False)]
    far = compare(profile, other)
    assert far["column"].tolist() == ["size", "kind"]
    assert all(value > 1 for value in far["psi"].tolist())
    assert far["ks"].tolist()[0] == 1


def test_distances() -> None:
    assert psi([0.5, 0.5], [0.5, 0.5]) == 0
    assert psi([0.5, 0.5], [0.25, 0.75]) == pytest.approx(0.25 * np.log(2) + 0.25 * np.log(1.5))
    assert ks(np.array([1.0, 2.0]), np.array([0.5, 1.0]), np.array([2.0, 2.0])) == 0.5


def test_each_model_predicts_or_says_why_not() -> None:
    assert sorted([*PREPARE, *IN_THE_WAY]) == $labels
''')


def render(subject: Subject) -> str:
    """The tests, with the package's name and the labels of its models."""
    plan = subject.plan
    return _TEXT.substitute(name=plan.name, labels=sorted(serving.model.label for serving in plan.models))


TEMPLATE = Template(path="tests/test_models.py", render=render, when=has_models)
