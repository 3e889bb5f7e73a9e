"""Item 57: metrics on data that was held out, beside a baseline."""

from nb2pkg.auditor.check import Check, none, passed, person
from nb2pkg.auditor.code import calls, is_ml
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_BASELINES = frozenset("DummyClassifier DummyRegressor".split())


def run(subject: Subject) -> Answer:
    """A model that knows nothing, to compare with; whether another one counts as that, a person says."""
    if not is_ml(subject):
        return none("no model")
    if any(name.rpartition(".")[2] in _BASELINES for _, _, name in calls(subject.library)):
        return passed()
    return person(
        "no DummyClassifier or DummyRegressor", todo="compare with a baseline, and say in the model card which"
    )


CHECK = Check(
    number=57,
    name="held-out",
    title="The score is compared with a baseline",
    category=Category.ML,
    run=run,
)
