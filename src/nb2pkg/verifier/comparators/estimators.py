"""Estimators: parameters, what was learned, predictions. Learned parts that cannot be looked into weigh nothing if there are predictions."""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.containers import compare_named
from nb2pkg.verifier.comparators.difference import Comparator, Compare, Difference, Record, inside, worst


def _compare(notebook: Record, package: Record, compare: Compare) -> Difference:
    predictions = compare(notebook["predictions"], package["predictions"])
    learned = compare_named(notebook["learned"], package["learned"], compare)
    has_predictions = notebook["predictions"].get("kind") == "array"
    if learned.outcome is Outcome.NOT_COMPARABLE and has_predictions:
        learned = predictions
    parameters = compare_named(notebook["parameters"], package["parameters"], compare)
    return worst([inside("parameters", parameters), inside("learned", learned), inside("predictions", predictions)])


COMPARATOR = Comparator(kinds=("estimator",), compare=_compare)
