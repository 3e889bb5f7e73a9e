"""Item 26: what was refused has a reason and a remedy."""

from nb2pkg.auditor.check import Check, none, passed, person
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Nothing was refused, or somebody has to decide."""
    if subject.provenance is None:
        return none("not made from a notebook by nb2pkg")
    refusals = subject.provenance.get("refusals") or []
    if not refusals:
        return passed("nothing was refused")
    first = refusals[0]
    said = f"{len(refusals)} refused; the first: {first.get('code')}, cell {first.get('cell', -1) + 1}"
    return person(said, todo="follow the remedies in docs/CONVERSION.md and convert again, or accept them")


CHECK = Check(
    number=26,
    name="refusals",
    title="What was not converted as asked has a code, a reason and the smallest remedy",
    category=Category.BEHAVIOUR,
    run=run,
)
