"""Item 51: one function makes the features, in training and in serving."""

from nb2pkg.auditor.check import Check, none, person
from nb2pkg.auditor.code import is_ml, public_functions
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Who calls the model later, no program can see in the package."""
    if not is_ml(subject):
        return none("no model")
    if not any(f.name in {"predict", "serve", "score"} for _, f in public_functions(subject.library)):
        return none("nothing serves the model in this package")
    return person("there is a way to predict", todo="make training and prediction call the same functions for features")


CHECK = Check(
    number=51,
    name="same-features",
    title="Training and serving make features by the same functions",
    category=Category.TESTS,
    run=run,
)
