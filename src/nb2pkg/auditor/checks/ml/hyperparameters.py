"""Item 58: hyper-parameters are settings."""

import ast

from nb2pkg.auditor.check import Check, none, unless_in
from nb2pkg.auditor.code import calls, imported, is_ml, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_NOT_OF_THE_MODEL = frozenset(
    "n_jobs verbose nthread num_threads thread_count cache_size pre_dispatch random_state".split()
)
_NOT_MODELS = frozenset("DataFrame Series Figure Axes Path Config".split())


def run(subject: Subject) -> Answer:
    """No number stands in the call that makes an estimator."""
    if not is_ml(subject):
        return none("no model")
    models = {
        alias for _, node, _ in imported(subject.library) if isinstance(node, ast.ImportFrom) for alias in _models(node)
    }
    found = [
        place_of(module, call)
        for module, call, name in calls(subject.library)
        if name in models and any(_is_fixed(keyword) for keyword in call.keywords)
    ]
    return unless_in(subject, found, todo="make the numbers settings of config.py")


def _models(node: ast.ImportFrom) -> set[str]:
    if not (node.module or "").startswith(("sklearn.", "xgboost", "lightgbm", "catboost")):
        return set()
    return {a.asname or a.name for a in node.names if a.name[:1].isupper() and a.name not in _NOT_MODELS}


def _is_fixed(keyword: ast.keyword) -> bool:
    """Seeds are another item's (21)."""
    is_number = isinstance(keyword.value, ast.Constant) and type(keyword.value.value) in {int, float}
    return is_number and keyword.arg not in _NOT_OF_THE_MODEL


CHECK = Check(
    number=58,
    name="hyperparameters",
    title="Hyper-parameters are settings",
    category=Category.ML,
    run=run,
)
