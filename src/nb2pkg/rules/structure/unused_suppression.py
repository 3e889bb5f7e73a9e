"""A suppression that suppresses nothing.

Comments such as a noqa that are left over hide the next finding of that kind, and tell readers of a problem that is no
longer there. Take them out; a bare noqa without codes is never reported, since other programs may need it.
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.rule import Rule

# Nothing to look at: it is the suppression itself that knows what it suppressed.
RULE = Rule(
    code="NB690",
    name="unused-suppression",
    severity=Severity.INFO,
    bad=(
        "x = 1  «# noqa: NB690»",
        '# %%\nprint(1)  «# noqa: unused-suppression»\n# %% tags=["noqa: NB690"]\n«»print(2)',
    ),
    good=(
        "import os  # noqa: F401",
        'print("# noqa: NB690")',
        "x = 1  # noqa",
        "x = 1  # noqa: NB101",  # not selected, so it cannot be told
    ),
)
