"""Which part of an analysis a statement belongs to, from what it calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from nb2pkg.knowledge.effects import stage_of_call
from nb2pkg.model.flow import Form, StmtFlow

# When a statement does several things, the rarer one says more.
WEIGHT = {
    "load": 5,
    "save": 5,
    "train": 4,
    "split": 4,
    "evaluate": 3,
    "features": 3,
    "clean": 2,
    "plot": 2,
    "explore": 1,
}


def stage_of(flow: StmtFlow) -> str:
    """The stage that the calls of one statement point to, empty if none does."""
    found = [stage_of_call(call.qualified or None, call.method or None) for call in (*flow.calls, *flow.late_calls)]
    return max((stage for stage in found if stage), key=lambda stage: WEIGHT.get(stage, 0), default="")


_PHASES = {"load": "data", "clean": "data", "features": "data", "plot": "look", "explore": "look"}
# What comes along with a model: it is looked at, judged, saved.
_COMPANIONS = frozenset({"evaluate", "plot", "explore", "save", "split"})


def stage_of_all(flows: Iterable[StmtFlow]) -> str:
    """The stage of a stretch: what most of its statements do, the weightier stage where it is close.

    Saving is one deed, however many files are written; a stretch that trains a model is about the model.
    """
    votes: Counter[str] = Counter()
    is_setup, sets = True, False
    for flow in flows:
        stage = stage_of(flow)
        votes[stage] += WEIGHT.get(stage, 0)
        is_setup = is_setup and (_only_settings(flow) or flow.form is Form.LITERAL)
        sets = sets or flow.form is not Form.LITERAL
    if is_setup and sets:
        return "setup"
    votes["save"] = min(votes["save"], WEIGHT["save"])
    best = max(sorted(votes), key=lambda stage: votes[stage], default="")
    return "train" if best in _COMPANIONS and 2 * votes["train"] >= votes[best] else best


def has_phase_changed(before: str, after: str) -> bool:
    """Whether two stages belong to different phases: the data, the model, what is looked at, what is kept."""
    return bool(before and after) and _PHASES.get(before, before) != _PHASES.get(after, after)


def _only_settings(flow: StmtFlow) -> bool:
    return flow.form in {Form.IMPORT, Form.GUARDED_IMPORT} or (
        bool(flow.effects & {"settings", "environment"}) and not flow.binds
    )
