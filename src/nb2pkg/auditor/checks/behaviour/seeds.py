"""Item 21: seeds are settings."""

import ast

from nb2pkg.auditor.check import Check, unless_in
from nb2pkg.auditor.code import calls, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_SEEDERS = (
    "random.seed",
    "seed_everything",
    "manual_seed",
    "set_seed",
    "default_rng",
    "RandomState",
    "set_random_seed",
)


def run(subject: Subject) -> Answer:
    """No number stands where a seed is taken."""
    found = [place_of(module, call) for module, call, name in calls(subject.library) if _has_literal_seed(call, name)]
    return unless_in(subject, found, todo="make the seed a setting with this number as its default")


def _has_literal_seed(call: ast.Call, name: str) -> bool:
    by_name = [k.value for k in call.keywords if k.arg in {"random_state", "seed", "random_seed"}]
    first = call.args[:1] if name.endswith(_SEEDERS) else []
    return any(isinstance(v, ast.Constant) and type(v.value) is int for v in [*by_name, *first])


CHECK = Check(
    number=21,
    name="seeds",
    title="Seeds are settings with the notebook's values as defaults",
    category=Category.BEHAVIOUR,
    run=run,
)
