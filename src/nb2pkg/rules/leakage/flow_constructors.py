"""Classes of libraries: which become estimators, which only wrap data."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nb2pkg.knowledge.leakage import kind_by_transformer, words
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import as_data, data_in, estimators_in
from nb2pkg.rules.leakage.flow_networks import NETWORKS
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Estimator, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

DATA_WRAPPERS = frozenset(
    "DataFrame Series Index DatetimeIndex MultiIndex DMatrix QuantileDMatrix Dataset Pool Tensor FloatTensor "
    "LongTensor TensorDataset DataLoader Variable Categorical TimeSeries TextDataset Subset GeoDataFrame Table "
    "Counter SubsetRandomSampler TaggedDocument".split()
)
_PIPELINES = frozenset("Pipeline ColumnTransformer FeatureUnion TransformedTargetRegressor".split())
LAYERS = "(layers)"  # what is called on what, in Keras' functional form
PIPELINE_MAKERS = frozenset("make_pipeline make_column_transformer make_union".split())
_MODEL_LIBRARIES = frozenset(
    "sklearn xgboost lightgbm catboost statsmodels imblearn pmdarima prophet cuml pyspark".split()
)
_MODEL_ENDINGS = (
    "Classifier", "Regressor", "Regression", "SVC", "SVR", "NB", "Lasso", "Ridge", "ElasticNet", "Tree", "Forest",
    "Perceptron", "ARIMA", "SARIMAX", "Prophet", "Sequential", "Model", "OLS", "WLS", "GLM", "Logit", "Probit", "CV",
)  # fmt: skip
FORMULA_MODELS = frozenset("ols wls gls glm logit probit poisson mnlogit quantreg mixedlm rlm auto_arima".split())
_KIND_BY_ENDING = {"Scaler": "scale", "Imputer": "impute", "Vectorizer": "vocabulary", "Selector": "select"}


def constructed(machine: Machine, node: ast.Call, dotted: str, arguments: Arguments) -> Estimator:
    """The estimator that a class of a library makes."""
    name = dotted.rpartition(".")[2]
    params = {str(number): value for number, value in enumerate(arguments.positional)} | arguments.named
    parts = estimators_in(arguments.all)
    params |= {key: value for one in parts if one.name == LAYERS for key, value in one.params.items()}
    role, kind = _role_and_kind(name, dotted, parts)
    given = [one for one in data_in(arguments.all) if one.rows] if role in {"model", "other"} else []
    if "train_dataset" in arguments.named:
        return _trainer(machine, node, name, params)
    return Estimator(
        role,
        name,
        kind,
        machine.site(node),
        params,
        parts if name in _PIPELINES or name in PIPELINE_MAKERS else [],
        given=given[-1] if given else UNKNOWN,
        given_target=given[0] if len(given) > 1 else UNKNOWN,
        is_given_all=dotted.partition(".")[0] in words("libraries_of_models"),
        transform_predicts=role in {"model", "search"} and dotted.startswith("pyspark."),
        goes_on=name in NETWORKS,
        made_within=len(machine.loops),
    )


def _trainer(machine: Machine, node: ast.Call, name: str, params: dict[str, Value]) -> Estimator:
    """`Trainer(model, args, train_dataset=..., eval_dataset=...)` of transformers."""
    data = {key: as_data(params.get(key, UNKNOWN)) for key in ("train_dataset", "eval_dataset")}
    settings = {key: value for key, value in params.items() if key not in data}
    return Estimator(
        "model",
        name,
        "",
        machine.site(node),
        settings,
        given=data["train_dataset"],
        watched=data["eval_dataset"],
    )


def _role_and_kind(name: str, dotted: str, parts: list[Estimator]) -> tuple[str, str]:
    if dotted.partition(".")[0] in words("libraries_of_models") and name not in words("searches"):
        return "model", ""
    if name in {"Pipeline", "make_pipeline", "TransformedTargetRegressor"}:
        is_model = bool(parts) and parts[-1].role not in {"transformer", "resampler"}
        return ("model" if is_model else "transformer"), ""
    if name in _PIPELINES or name in PIPELINE_MAKERS:
        return "transformer", ""
    if name in kind_by_transformer():
        return "transformer", kind_by_transformer()[name]
    if name in words("harmless"):
        return "transformer", ""
    if name in words("oversamplers"):
        return "resampler", "duplicate"
    if name in words("undersamplers"):
        return "resampler", ""
    if name in words("searches"):
        return "search", ""
    if is_tuner(name, dotted):
        return "model", ""
    if dotted.partition(".")[0] in _MODEL_LIBRARIES or name.endswith(_MODEL_ENDINGS):
        return "model", ""
    kind = next((kind for ending, kind in _KIND_BY_ENDING.items() if name.endswith(ending)), "")
    return ("transformer" if kind or name.endswith(("Encoder", "Transformer")) else "other"), kind


def is_tuner(name: str, dotted: str) -> bool:
    """`keras_tuner.Hyperband`: it chooses a network by data that `search` is given for validation."""
    return name in words("tuners") and dotted.startswith(("keras_tuner", "kerastuner"))


def guessed(machine: Machine, node: ast.Call, name: str) -> Estimator:
    """An estimator of which only the variable's name is known."""
    low = name.lower()
    hints = {"scaler": "scale", "imput": "impute", "vectori": "vocabulary", "pca": "project", "selector": "select"}
    kind = next((kind for hint, kind in hints.items() if hint in low), "")
    is_sampler = any(hint in low for hint in ("smote", "oversampl", "over_sampl"))
    if is_sampler:
        return Estimator("resampler", name, "duplicate", machine.site(node), label=name)
    return Estimator("transformer" if kind else "other", name, kind, machine.site(node), label=name)
