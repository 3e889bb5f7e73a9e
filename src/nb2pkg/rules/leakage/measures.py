"""What a notebook measures its models by: the calls, from the facts of its flow."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.leakage import is_metric
from nb2pkg.model.flow import Call
from nb2pkg.rules.rule import Subject


def calls_of(subject: Subject) -> Iterator[Call]:
    """All calls, those in function bodies too."""
    for statement in subject.flow.statements:
        yield from statement.calls
        yield from statement.late_calls


def metrics_of(subject: Subject) -> list[Call]:
    """Calls of functions of sklearn.metrics that judge predictions."""
    return [
        call
        for call in calls_of(subject)
        if call.qualified.startswith("sklearn.metrics.") and is_metric(call.qualified.rpartition(".")[2])
    ]
