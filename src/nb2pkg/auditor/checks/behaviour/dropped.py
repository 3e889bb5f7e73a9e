"""Item 25: nothing is dropped silently."""

from nb2pkg.auditor.check import Check, none, unless
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Each statement has a place or a reason, and so has each cell that is not in the record."""
    if subject.provenance is None:
        return none("not made from a notebook by nb2pkg")
    silent = [
        f"cell {one.get('cell', -1) + 1}"
        for one in subject.provenance["statements"]
        if not (one.get("module") or one.get("name") or one.get("reason"))
    ]
    cells = subject.provenance.get("dropped_cells") or []
    silent += [f"cell {one.get('cell', -1) + 1}" for one in cells if not one.get("reason")]
    return unless(silent, todo="report it: nb2pkg must say why")


CHECK = Check(
    number=25,
    name="dropped",
    title="No cell was dropped without a reason",
    category=Category.BEHAVIOUR,
    run=run,
)
