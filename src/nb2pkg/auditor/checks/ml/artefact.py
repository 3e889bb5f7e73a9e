"""Item 59: a model that is saved says what it is."""

from nb2pkg.auditor.check import Check, none, passed, person
from nb2pkg.auditor.code import calls, is_ml
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_SAVES = frozenset("joblib.dump pickle.dump skops.io.dump skops.io.dumps torch.save save_model dump_model".split())


def run(subject: Subject) -> Answer:
    """With its preprocessing, versions, metrics and a fingerprint of the data; what of it matters, a person knows."""
    if not is_ml(subject):
        return none("no model")
    saves = [
        name for _, _, name in calls(subject.library) if name in _SAVES or name.rpartition(".")[2] in {"save_model"}
    ]
    if not saves:
        return none("no model is saved")
    text = "\n".join(module.text for module in subject.library)
    if all(word in text for word in ("__version__", "sha256")):
        return passed()
    return person(
        f"{saves[0]}, without versions or a fingerprint", todo="save versions, metrics and a hash of the data too"
    )


CHECK = Check(
    number=59,
    name="artefact",
    title="A saved model comes with its preprocessing, versions, metrics and the data's fingerprint",
    category=Category.ML,
    run=run,
)
