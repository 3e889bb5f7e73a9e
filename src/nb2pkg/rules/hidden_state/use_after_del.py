"""A name is read after it was deleted.

`del` (or `%reset`) took it away, and nothing binds it again before this line. It works only in a session in which the
cells were run in another order. Delete later, or not at all: memory is freed at the end anyway.
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB105",
    name="use-after-del",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.DELETED, subject),
    bad=(
        "raw = [1]\ndel raw\n# %%\nprint(«raw»)",
        "a = b = 1\ndel a, b\nprint(«b»)\na = 2\nprint(a)",
        "x = 1\n# %%\n%reset -f\n# %%\nprint(«x»)",
        "def show():\n    print(«x»)\nx = 1\nshow()\ndel x\nshow()",
    ),
    good=(
        "raw = [1]\ndel raw\nraw = [2]\nprint(raw)",
        "d = {'a': 1}\ndel d['a']\nprint(d)",
        "for i in range(2):\n    tmp = i\n    del tmp\ntmp = 1\nprint(tmp)",
        "x = 1\ndef f():\n    x = 2\n    del x\nf()\nprint(x)",
        "max = 3\ndel max\nprint(max(1, 2))",
    ),
)
