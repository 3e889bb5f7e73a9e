"""Estimators: parameters, what was learned, predictions.

What was learned and cannot be looked into (trees in C) is judged by the predictions, if there are any.
"""

from __future__ import annotations

from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier.comparators.difference import Comparator, Difference, Record, Within, by_name, inside, worst


def _compare(notebook: Record, package: Record, within: Within) -> Difference:
    predictions = within.records(notebook["predictions"], package["predictions"])
    learned = by_name(notebook["learned"], package["learned"], within.records)
    if learned.outcome is Outcome.NOT_COMPARED and notebook["predictions"].get("items"):
        learned = predictions
    parameters = by_name(notebook["parameters"], package["parameters"], within.records)
    return worst([inside("parameters", parameters), inside("learned", learned), inside("predictions", predictions)])


COMPARATOR = Comparator(kinds=("estimator",), compare=_compare)
