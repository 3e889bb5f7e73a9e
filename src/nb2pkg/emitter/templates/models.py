"""Which models a notebook fits and which scores it looks at, by what it imports and calls."""

from __future__ import annotations

import ast

from nb2pkg.knowledge.leakage import is_metric
from nb2pkg.model.notebook import Notebook
from nb2pkg.syntax.parse import parse

_LIBRARIES = ("sklearn.", "xgboost", "lightgbm", "catboost", "statsmodels.", "keras.", "tensorflow.keras", "imblearn.")
_NO_MODELS = (
    "sklearn.preprocessing sklearn.model_selection sklearn.metrics sklearn.datasets sklearn.impute "
    "sklearn.compose sklearn.pipeline sklearn.feature_extraction sklearn.utils sklearn.base"
).split()
FITS = frozenset({"fit", "fit_predict", "fit_transform", "train", "partial_fit"})


def fitted_models(notebook: Notebook) -> tuple[str, ...]:
    """Estimators that are imported and made, sorted; empty where nothing is fitted."""
    nodes = list(_nodes(notebook))
    if not any(isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr in FITS for n in nodes):
        return ()
    known = {
        alias.asname or alias.name: alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and _has_models(node.module or "")
        for alias in node.names
        if alias.name[:1].isupper()
    }
    called = {_name(node.func) for node in nodes if isinstance(node, ast.Call)}
    return tuple(sorted({name for alias, name in known.items() if alias in called}))


def scores(notebook: Notebook) -> tuple[str, ...]:
    """Metrics that are called, sorted."""
    called = {_name(node.func) for node in _nodes(notebook) if isinstance(node, ast.Call)}
    return tuple(sorted(name for name in called if is_metric(name)))


def _nodes(notebook: Notebook) -> list[ast.AST]:
    sound = [cell for cell in notebook.cells if cell.syntax_error is None]
    return [node for cell in sound for node in ast.walk(parse(cell.python))]


def _has_models(module: str) -> bool:
    return f"{module}.".startswith(_LIBRARIES) and not module.startswith(tuple(_NO_MODELS))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
