"""What estimators do: fit, transform, predict, and are scored."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.knowledge.leakage import words
from nb2pkg.rules.leakage.flow_adoption import GIVING_TABLES, all_adopted, born, tests_adopted
from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_attributes import rating
from nb2pkg.rules.leakage.flow_builtins import mapped_by
from nb2pkg.rules.leakage.flow_columns import names_in
from nb2pkg.rules.leakage.flow_combine import as_data, combined, data_in, estimators_in
from nb2pkg.rules.leakage.flow_constructors import LAYERS
from nb2pkg.rules.leakage.flow_datasets import from_directory
from nb2pkg.rules.leakage.flow_evaluate import judge
from nb2pkg.rules.leakage.flow_identity import identity, values_of_no_matter
from nb2pkg.rules.leakage.flow_iterate import ROUNDS
from nb2pkg.rules.leakage.flow_learning import adapted, inner, learnings
from nb2pkg.rules.leakage.flow_lightning import fitting, model_of, tested
from nb2pkg.rules.leakage.flow_networks import BEGINNING_ANEW, begin_anew, learnt_rows
from nb2pkg.rules.leakage.flow_predictions import prediction_of, record, stopped
from nb2pkg.rules.leakage.flow_rows import RowSet, is_within
from nb2pkg.rules.leakage.flow_settings import settings_here
from nb2pkg.rules.leakage.flow_splits import cross_validated
from nb2pkg.rules.leakage.flow_story import Evaluation, Training
from nb2pkg.rules.leakage.flow_values import (
    ALL,
    PREPARED,
    RESAMPLED,
    STAGE,
    UNKNOWN,
    Const,
    Data,
    Estimator,
    Fit,
    Learning,
    Names,
    Prediction,
    Seq,
    Splitter,
    Value,
)

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

FITTING = frozenset("fit partial_fit train fit_regularized fit_generator adapt fit_on_texts build_vocab".split())
TRANSFORMING = frozenset("fit_transform transform texts_to_sequences texts_to_matrix infer_vector".split())
PREDICTING = frozenset(
    "predict predict_proba decision_function predict_log_proba predict_classes forecast get_prediction get_forecast "
    "predict_generator predict_quantiles score_samples predict_partial_hazard predict_log_partial_hazard "
    "predict_expectation predict_median predict_survival_function predict_cumulative_hazard".split()
)
STAGED = frozenset({"staged_predict", "staged_predict_proba", "staged_decision_function"})
SCORING = frozenset({"score", "evaluate", "evaluate_generator"})
_GIVEN_DATA = FITTING | TRANSFORMING | SCORING | {"fit_resample", "fit_sample", "fit_predict"}
_AMOUNTS = frozenset({"slice", "sample"})  # more or fewer rows of the same: no other candidate


def estimator_method(machine: Machine, node: ast.Call, owner: Estimator, name: str, arguments: Arguments) -> Value:
    """A method of an estimator."""
    model = model_of(owner, name, arguments)
    if model is not None:
        return _by_trainer(machine, node, owner, model, name, arguments)
    if name in _GIVEN_DATA:
        arguments = all_adopted(machine, node, arguments)
    elif name in PREDICTING | STAGED:
        arguments = tests_adopted(machine, node, arguments)
    features = _features(arguments)
    if name in SCORING and not features.rows:
        features = owner.watched
    if name == "transform" and owner.transform_predicts:
        return predicted(machine, node, owner, features)
    if name == "train" and not features.rows and not owner.given.rows:
        return owner  # a network is switched to its training mode
    if name == "fit" and owner.name in words("many_models"):
        return _many_compared(machine, node, owner, arguments)
    if name in FITTING or (name == "search" and owner.name in words("tuners")):
        fitted(machine, node, owner, arguments)
        return owner
    if name == "fit_transform":
        fitted(machine, node, owner, arguments)
    if name in TRANSFORMING:
        return transformed(owner, features)
    if name in {"fit_resample", "fit_sample"}:
        return _resampled(machine, node, owner, arguments)
    if name == "fit_predict":
        fitted(machine, node, owner, arguments)
        return _clustered(owner, features)
    if name in PREDICTING:
        found = predicted(machine, node, owner, features)
        clusters = {(ALL, one) for one in owner.learnings if one.kind == "cluster"}  # they may become a feature
        return replace(found, learnt=found.learnt | clusters)
    if name in STAGED:
        return _staged(machine, node, predicted(machine, node, owner, features))
    if name in SCORING:
        return scored(machine, node, owner, features)
    return _other(machine, node, owner, name, arguments)


def _by_trainer(
    machine: Machine, node: ast.Call, trainer: Estimator, model: Estimator, name: str, arguments: Arguments
) -> Value:
    """`trainer.fit(net, train, val)`, `trainer.test(net, test)` of Lightning."""
    if name != "fit":
        return scored(machine, node, model, tested(arguments))
    fitted(machine, node, model, fitting(trainer, model, arguments))
    return UNKNOWN


def _many_compared(machine: Machine, node: ast.Call, owner: Estimator, arguments: Arguments) -> Value:
    """`LazyClassifier().fit(X_train, X_test, y_train, y_test)`: a table of the scores of many models."""
    names = ("X_train", "X_test", "y_train", "y_test")
    train, test, target, _ = (as_data(arguments.get(name, place) or UNKNOWN) for place, name in enumerate(names))
    fitted(machine, node, owner, Arguments([train, target], {}))
    for _ in range(ROUNDS):
        owner.version += 1
        scored(machine, node, owner, test)
    return Seq([UNKNOWN, UNKNOWN])


def _other(machine: Machine, node: ast.Call, owner: Estimator, name: str, arguments: Arguments) -> Value:
    if name in BEGINNING_ANEW:
        begin_anew(machine, owner)
    match name:
        case "set_params":
            owner.params |= arguments.named
            owner.version += 1
            return owner
        case "to" | "cuda" | "cpu" | "float" | "double" | "half" | "eval" | "requires_grad_":
            return owner  # a network, elsewhere or in another mode
        case "set_output" | "set_fit_request" | "set_score_request":
            return owner
        case "inverse_transform":
            return combined(arguments.positional[:1])
        case "save" | "save_model":
            machine.saved[arguments.constant("filepath", 0)] = owner
            return UNKNOWN
        case "summary" | "compile" | "get_params":
            return UNKNOWN
        case _ if name in GIVING_TABLES and owner.fit is None:
            return born(machine, node)
        case "get_best_models":
            return owner
        case "map" | "imap" | "starmap" if arguments.positional:  # of a pool of workers
            return mapped_by(machine, node, arguments)
        case "flow" if owner.role == "transformer":
            return transformed(owner, combined(arguments.all))
        case "flow_from_directory":
            return from_directory(machine, node, arguments)
        case "test" if owner.fit is not None and arguments.positional:  # of surprise
            return predicted(machine, node, owner, _features(arguments))
        case "from_estimator" | "split":
            return combined(arguments.all)
    if name in words("rating_methods") and owner.fit is not None:
        return _support(owner, name)
    if name in {"add", "append"}:  # a layer of a network
        owner.params |= {f"layer {len(owner.params)}": value for value in arguments.positional}
        return Const(None)
    return combined([value for value in arguments.all if isinstance(value, Data)])


def _staged(machine: Machine, node: ast.Call, found: Data) -> Value:
    """What a model says after each of its rounds: to look at a curve, or to choose the best of them."""
    stages = [(STAGE, machine.place(node), number) for number in range(ROUNDS)]
    return Seq([replace(found, varies=found.varies | {stage}) for stage in stages])


def _support(owner: Estimator, name: str) -> Value:
    """The features that a selector kept."""
    chosen = [one for one in owner.learnings if one.kind == "select"]
    found = rating(owner) if not chosen and owner.role == "model" else Data(stats=frozenset(chosen))
    return Names(None, found.stats) if name == "get_feature_names_out" else found


def called_estimator(machine: Machine, node: ast.Call, owner: Estimator, arguments: Arguments) -> Value:
    """`net(x)`: a network sees rows. The first that it sees are its training rows."""
    features = _features(arguments)
    before = estimators_in(arguments.all)
    if before and not features.rows and owner.role in {"transformer", "other"}:
        return _joined(machine, node, owner, before)
    if owner.name == "Parallel":  # of joblib: it has run what it is given
        return arguments.positional[0] if arguments.positional else UNKNOWN
    if owner.role == "transformer":  # a layer that was adapted to texts or numbers
        return transformed(owner, features)
    if not features.rows or owner.role not in {"model", "other"}:
        return combined(arguments.all)
    if owner.fit is None:
        fit = _fit(machine, node, owner, features, UNKNOWN)
        owner.fit = fit._replace(rows=learnt_rows(machine, node, owner, features.rows))
        machine.networks.append(owner)
        return features
    was_test = any(one.prediction.tested == features.rows for one in machine.story.evaluations)
    if is_within(features.rows, owner.fit.rows) and not was_test and not _is_part(features.rows, owner.fit.rows):
        return replace(features, columns=None)
    return predicted(machine, node, owner, features)


def _is_part(rows: RowSet, trained: RowSet) -> bool:
    """Whether rows that a network has seen were chosen among all that it was trained on: it is tested on them."""
    chosen = {limit for row in rows for limit in row.limits} - {limit for row in trained for limit in row.limits}
    return any(limit.kind == "subset" or (limit.kind in {"split", "cv"} and limit.side == "test") for limit in chosen)


def _joined(machine: Machine, node: ast.Call, layer: Estimator, before: list[Estimator]) -> Estimator:
    """`Dense(8)(x)`: the layers that lead here, of a network in Keras' functional form."""
    earlier = {name: value for one in before if one.name == LAYERS for name, value in one.params.items()}
    here = f"layer {layer.site.cell} {layer.site.node.lineno} {layer.site.node.col_offset}"
    return Estimator("other", LAYERS, "", machine.site(node), earlier | {here: layer})


def _features(arguments: Arguments) -> Data:
    """The X among the arguments of a method."""
    for name in ("X", "x", "exog", "data", "train_set", "dtrain"):
        if name in arguments.named:
            return as_data(arguments.named[name])
    return as_data(arguments.positional[0]) if arguments.positional else UNKNOWN


def _target(arguments: Arguments) -> Data:
    found = arguments.get("y", 1)
    return as_data(found) if found is not None and not isinstance(found, Const) else UNKNOWN


def fitted(machine: Machine, node: ast.Call, owner: Estimator, arguments: Arguments) -> None:
    """Fits an estimator: the model, and what the transformers in it learn."""
    features, target = _features(arguments), _target(arguments)
    if not features.rows:
        features, target = owner.given, owner.given_target
    owner.fit = _fit(machine, node, owner, features, target)
    if owner.goes_on or (isinstance(node.func, ast.Attribute) and node.func.attr == "partial_fit"):
        owner.fit = owner.fit._replace(rows=learnt_rows(machine, node, owner, features.rows))
        machine.networks.append(owner)
    owner.learnings = learnings(machine, node, owner, features, target)
    if owner.role == "transformer":
        return
    machine.last_fit = owner.fit
    machine.trained += 1
    _trained(machine, node, owner, features, target)
    if owner.role == "search":
        _searched(machine, node, owner, features, arguments)
    stopped(machine, node, owner, arguments)


def _searched(machine: Machine, node: ast.Call, owner: Estimator, features: Data, arguments: Arguments) -> None:
    """A search tries its settings in cross-validation, with a `PredefinedSplit` on the last part that it is given."""
    cv = owner.params.get("cv", UNKNOWN)
    made = prediction_of(machine, node, owner, features)
    if made is not None and isinstance(cv, Splitter) and cv.is_given and len(features.parts) > 1:
        *trained, tested = features.parts
        fit = made.fit._replace(rows=frozenset().union(*trained))
        found = made._replace(fit=fit, tested=tested)
        machine.story.evaluations.append(Evaluation(machine.site(node), "choose", found))
        return
    cross_validated(machine, node, features, Arguments([], {"cv": cv} | arguments.named))
    record(machine, node, "search", owner, features)


def _trained(machine: Machine, node: ast.expr, owner: Estimator, features: Data, target: Data) -> None:
    """Records the training. Which columns go through a pipeline that chooses among them is not known."""
    chain = [owner, *estimators_in(owner.params.values())]
    chain += [part for one in chain for part in inner(one)]
    if any(one.name in words("choosers") for one in chain):
        features = replace(features, columns=None)
    machine.story.trainings.append(Training(machine.site(node), owner.label or owner.name, features, target))


def _fit(machine: Machine, node: ast.expr, owner: Estimator, features: Data, target: Data) -> Fit:
    names = None if features.columns is None else (features.columns.names, features.columns.without)
    kinds = frozenset((one.kind, one.what) for _, one in features.learnt)
    learnt = features.learnt | adapted(owner)
    rows = (frozenset(one for one in row.limits if one.kind not in _AMOUNTS) for row in features.rows)
    limits = frozenset(rows)
    signature = (limits, kinds, names, features.varies)
    label = owner.label or owner.name
    of = target.columns.names if target.columns is not None and target.columns.names is not None else frozenset()
    has_target = _is_truth(target, features) or features is owner.given or owner.is_given_all
    settings = settings_here(machine, but=values_of_no_matter(owner))
    return Fit(machine.site(node), label, features.rows, learnt, signature, has_target, of, settings)


def _is_truth(target: Data, features: Data) -> bool:
    """Whether the target is known of the rows: not the features once more, nor what another model says of them."""
    return bool(target.rows) and target is not features and not (target.predictions and not target.parts)


def transformed(owner: Estimator, features: Data) -> Data:
    """The rows, with what the estimator has learnt in them."""
    learnt = features.learnt | {(ALL, one) for one in owner.learnings}
    keeps = owner.kind in {"scale", "impute"} or owner.name in {"LabelEncoder", "OrdinalEncoder"}
    columns = features.columns if keeps and owner.role == "transformer" else None
    varies = features.varies
    if features.rows:  # the same model on another preparation of the data is another candidate
        varies = varies | {(PREPARED, identity(owner) if owner.params else owner.name)}
    return replace(features, learnt=learnt, columns=columns, varies=varies, view=None, mask=None)


def _clustered(owner: Estimator, features: Data) -> Data:
    """Labels from `fit_predict`. Of outlier detectors they mostly filter rows, which is harmless."""
    learnt = features.learnt | {(ALL, one) for one in owner.learnings} if owner.kind == "cluster" else frozenset()
    return replace(features, learnt=learnt, columns=None, view=None, mask=None)


def _resampled(machine: Machine, node: ast.Call, owner: Estimator, arguments: Arguments) -> Value:
    features, target = _features(arguments), _target(arguments)
    learnt = features.learnt
    if owner.kind == "duplicate" and features.rows:
        what = owner.label or owner.name
        learnt = learnt | {(ALL, Learning(machine.site(node), what, "duplicate", features.rows))}
    varies = features.varies | {(RESAMPLED, identity(owner))}
    return Seq([replace(features, learnt=learnt, varies=varies, mask=None), replace(target, mask=None)])


def predicted(machine: Machine, node: ast.expr, owner: Estimator, features: Data) -> Data:
    """Predictions for rows. A forecast has no rows of its own: it is known by what it is compared with."""
    made = prediction_of(machine, node, owner, features)
    if made is None:
        return replace(features, learnt=frozenset(), columns=None, view=None, mask=None)
    machine.story.evaluations.append(Evaluation(made.site, "predict", made))
    rows = features.rows
    return Data(rows=rows, predictions=frozenset({made}), varies=features.varies)


def used_by_one_of(machine: Machine, node: ast.Call, arguments: Arguments) -> None:
    """`best.predict(X_test)` of something that was looked up: one of the models, nobody knows which, meets rows."""
    features, fit = _features(arguments), machine.last_fit
    if fit is None or not features.rows:
        return
    site = machine.site(node)
    plain = fit._replace(learnt=frozenset())
    made = Prediction(site, ("one of", machine.place(node)), "", "model", plain, features.rows, frozenset())
    machine.story.evaluations.append(Evaluation(site, "predict", made))


def scored(machine: Machine, node: ast.Call, owner: Estimator, features: Data) -> Value:
    """A model is rated on these rows; the rate itself is a plain value."""
    made = prediction_of(machine, node, owner, features)
    if made is None and features.predictions:  # an evaluator is given what another has predicted
        judge(machine, [features], at=node)
        return Data(scores=features.predictions)
    if made is not None and features.rows:
        guess = Data(rows=features.rows, predictions=frozenset({made}), varies=frozenset())
        judge(machine, [guess], at=node)
        return Data(scores=guess.predictions)
    return UNKNOWN


def cross_evaluated(machine: Machine, node: ast.Call, arguments: Arguments) -> Value:
    """`cross_val_score(model, X, y)`."""
    arguments = all_adopted(machine, node, arguments)
    owner = next(iter(estimators_in(arguments.all)), None)
    features = as_data(arguments.get("X", 1) or UNKNOWN)
    target = as_data(arguments.get("y", 2) or UNKNOWN)
    cross_validated(machine, node, features, arguments)
    if owner is None:
        owner = Estimator("model", "", "", machine.site(node))
    judged = replace(owner, fit=_fit(machine, node, owner, features, target))
    _trained(machine, node, owner, features, target)
    record(machine, node, "cv", judged, features)
    return UNKNOWN


def rated_by_function(machine: Machine, node: ast.Call, arguments: Arguments, name: str) -> Data:
    """`f_classif(X, y)`: how features go with the target."""
    given = data_in(arguments.positional)
    if not given or not given[0].rows:
        return UNKNOWN
    of = names_in(Names(given[-1].columns)) or frozenset()
    return Data(stats=frozenset({Learning(machine.site(node), name, "rate", given[0].rows, of, True)}))
