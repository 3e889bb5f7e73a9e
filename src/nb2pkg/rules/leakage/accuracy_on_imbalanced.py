"""Accuracy is the only measure where classes are known to be rare.

With 1 % fraud a model that never says fraud is 99 % accurate. The notebook balances classes, so its author knows,
but judges by accuracy all the same. Look at the rare class: `average_precision_score`, `f1_score`, or the whole
`classification_report`.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.knowledge.leakage import words
from nb2pkg.model.finding import Confidence, Hit, Related, Severity
from nb2pkg.rules.leakage.measures import calls_of, metrics_of
from nb2pkg.rules.rule import Rule, Subject


def _look(subject: Subject) -> Iterator[Hit]:
    metrics = metrics_of(subject)
    if not metrics or {call.method for call in metrics} - {"accuracy_score"}:
        return
    samplers = words("oversamplers") | words("undersamplers")
    known = [call for call in calls_of(subject) if call.qualified.rpartition(".")[2] in samplers]
    if known:
        yield Hit(
            message="accuracy is the only measure though the classes are unbalanced: it hardly sees the rare one",
            at=metrics[0].at,
            because=(Related(message="classes are balanced here", at=known[0].at),),
        )


_HEAD = "from sklearn.metrics import accuracy_score, f1_score\nfrom imblearn.over_sampling import SMOTE\n"

RULE = Rule(
    code="NB411",
    name="accuracy-on-imbalanced",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    is_default=False,
    whole=_look,
    bad=(
        _HEAD + "a, b = SMOTE().fit_resample(a, b)\nprint(«accuracy_score(y, p)»)",
        _HEAD + "def judge(y, p):\n    return «accuracy_score(y, p)»\n# %%\ns = SMOTE()\nprint(judge(y, p))",
        "from imblearn.under_sampling import RandomUnderSampler\nfrom sklearn import metrics\n"
        "r = RandomUnderSampler()\nprint(«metrics.accuracy_score(y, p)»)",
    ),
    good=(
        _HEAD + "a, b = SMOTE().fit_resample(a, b)\nprint(accuracy_score(y, p), f1_score(y, p))",
        _HEAD + "print(accuracy_score(y, p))",
        _HEAD + "a, b = SMOTE().fit_resample(a, b)\nprint(f1_score(y, p))",
        _HEAD + "SMOTE()",
    ),
)
