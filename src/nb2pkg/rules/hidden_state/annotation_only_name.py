"""A name is read that was annotated but never given a value.

`count: int` declares a type and binds nothing, so that reading `count` is a `NameError`. Give it a value where it is
declared: `count: int = 0`.
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB107",
    name="annotation-only-name",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.ANNOTATION, subject),
    bad=(
        "count: int\nprint(«count»)",
        "rows: list\n# %%\nfor row in «rows»:\n    print(row)",
        "model: object\ndef fit():\n    return «model»\nfit()",
    ),
    good=(
        "count: int = 0\nprint(count)",
        "count: int\ncount = 3\nprint(count)",
        "class Row:\n    size: int\nprint(Row)",
        "def f():\n    n: int\n    n = 2\n    return n\nf()",
    ),
)
