"""Item 56: the score is not made of what the model must not know."""

from nb2pkg.auditor.check import Check, listed, none, passed, unknown
from nb2pkg.auditor.check import failed as failing
from nb2pkg.auditor.code import is_ml
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category
from nb2pkg.model.finding import Severity

TODO = "nb2pkg check NOTEBOOK --select NB40 says why: mend it in the notebook, then convert again"
LEAKS = frozenset(f"NB40{number}" for number in range(1, 8))  # from preprocessing leakage to group leakage


def run(subject: Subject) -> Answer:
    """By the rules NB401 to NB407 on the notebook, where it was given."""
    if not is_ml(subject):
        return none("no model")
    if subject.findings is None:
        return unknown("the notebook was not given", todo="nb2pkg audit PACKAGE --notebook NOTEBOOK")
    found = [f for f in subject.findings if f.code in LEAKS and f.severity is not Severity.INFO]
    if not found:
        return passed()
    places = listed(f"{f.code} {f.name} in cell {f.at.cell + 1}" for f in found)
    return failing(f"the notebook's scores may be too good: {places}", todo=TODO)


CHECK = Check(number=56, name="leakage", title="No data leakage in the notebook", category=Category.ML, run=run)
