"""One measure decides alone.

Each measure is blind to something: accuracy to rare classes, the mean error to outliers, AUC to the threshold that
production will use. A second one shows it before users do. For classes `classification_report` says much in one
line; for numbers, look at the mean absolute and the squared error.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity
from nb2pkg.rules.leakage.measures import metrics_of
from nb2pkg.rules.rule import Rule, Subject

_MANY_IN_ONE = frozenset({"classification_report", "confusion_matrix", "precision_recall_fscore_support"})


def _look(subject: Subject) -> Iterator[Hit]:
    metrics = metrics_of(subject)
    names = {call.method for call in metrics}
    if len(names) == 1 and not names & _MANY_IN_ONE:
        yield Hit(message=f"`{metrics[0].method}` is the only measure of this notebook", at=metrics[0].at)


_HEAD = "from sklearn import metrics\nfrom sklearn.metrics import accuracy_score, mean_squared_error\n"

RULE = Rule(
    code="NB412",
    name="single-metric",
    severity=Severity.INFO,
    is_default=False,
    whole=_look,
    bad=(
        _HEAD + "print(«accuracy_score(y, p)»)\nprint(accuracy_score(y, q))",
        _HEAD + "def rmse(y, p):\n    return «mean_squared_error(y, p)» ** 0.5",
        _HEAD + "print(«metrics.r2_score(y, p)»)",
    ),
    good=(
        _HEAD + "print(accuracy_score(y, p), metrics.f1_score(y, p))",
        _HEAD + "print(metrics.classification_report(y, p))",
        _HEAD + "print(metrics.pairwise_distances(x))",
        _HEAD + "accuracy_score",
    ),
)
