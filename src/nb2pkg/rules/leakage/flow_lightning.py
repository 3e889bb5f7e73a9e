"""Lightning: a trainer fits the model that it is given, and tests it."""

from __future__ import annotations

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_combine import data_in, estimators_in
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Data, Estimator, Map, Seq, Value

_CALLS = frozenset({"fit", "test", "validate"})
_MODEL = "(model)"  # among the parameters of a trainer: what it has fitted


def model_of(trainer: Estimator, name: str, arguments: Arguments) -> Estimator | None:
    """The model that `trainer.fit(model, ...)` or `trainer.test(...)` is about; None if this is no such call."""
    if trainer.name != "Trainer" or name not in _CALLS:
        return None
    given = arguments.get("model", 0)
    found = given if isinstance(given, Estimator) else trainer.params.get(_MODEL)
    return found if isinstance(found, Estimator) and found.goes_on else None


def fitting(trainer: Estimator, model: Estimator, arguments: Arguments) -> Arguments:
    """What the model is fitted with, as of Keras: the rows, those to validate on, and what stops the training."""
    trainer.params[_MODEL] = model
    watched = _loaded(arguments, "val_dataloaders", 2)
    stopping = Seq([one for one in estimators_in([trainer.params.get("callbacks", UNKNOWN)]) if _chooses(one)])
    return Arguments([_loaded(arguments, "train_dataloaders", 1)], {"validation_data": watched, "callbacks": stopping})


def tested(arguments: Arguments) -> Data:
    """The rows of `trainer.test(model, loader)`, `trainer.test(dataloaders=loader)`."""
    return _loaded(arguments, "dataloaders", 1)


def _loaded(arguments: Arguments, name: str, position: int) -> Data:
    given: Value = arguments.get(name, position) or UNKNOWN
    return next(iter(data_in([given])), UNKNOWN) if isinstance(given, Data | Seq | Map) else UNKNOWN


def _chooses(callback: Estimator) -> bool:
    """Whether it looks at a score: checkpoints of the last epoch do not."""
    return callback.name != "ModelCheckpoint" or "monitor" in callback.params
