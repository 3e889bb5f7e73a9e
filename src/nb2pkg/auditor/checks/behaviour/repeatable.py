"""Item 20: two runs agree."""

import ast

from nb2pkg.auditor.check import Check, passed, unknown
from nb2pkg.auditor.code import calls, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.knowledge.randomness import drawn_by, seeded_by
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Nothing random is used, or a run has to show it."""
    names = {name.rpartition(".")[2] for name in (*drawn_by(), *seeded_by())}
    draws = [place_of(m, call) for m, call, name in calls(subject.library) if _draws(call, name, names)]
    if not draws:
        return passed("nothing draws")
    return unknown(f"draws at {draws[0]}", todo="run the package twice with one seed and compare what it writes")


def _draws(call: ast.Call, name: str, names: set[str]) -> bool:
    has_state = any(keyword.arg in {"random_state", "seed"} for keyword in call.keywords)
    return has_state or ("random" in name and name.rpartition(".")[2] in names)


CHECK = Check(
    number=20,
    name="repeatable",
    title="Two runs with one seed agree",
    category=Category.BEHAVIOUR,
    run=run,
)
