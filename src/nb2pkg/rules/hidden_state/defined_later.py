"""A name is read above the place that binds it.

The notebook worked because its cells were run in another order. Run from top to bottom it stops here with a
`NameError`. Move the cell that binds the name above this one, or move this one down:

    threshold = 0.5            # was in a cell below
    df[df.score > threshold]
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB102",
    name="defined-later",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.LATER, subject),
    bad=(
        "print(«threshold»)\n# %%\nthreshold = 0.5",
        "x = «y» + 1\ny = 2",
        "# %% In[5]\n«df».head()\n# %% In[2]\ndf = [1]\n# %% In[1]\nimport os",
        "for row in «rows»:\n    print(row)\nrows = [1]",
        "@«register»\ndef f():\n    pass\n# %%\ndef register(fn):\n    return fn",
        '# %% tags=["raises-exception"]\nprint(missing)\nafter = 1\n# %%\nprint(«after»)',
    ),
    good=(
        "def later():\n    return limit\n# %%\nlimit = 3\nlater()",
        "try:\n    model\nexcept NameError:\n    model = None\n# %%\nmodel = 2",
        "for n in range(3):\n    if n:\n        total += n\n    else:\n        total = n\nprint(total)",
        "if 'model' not in globals():\n    model = 1\nprint(model)\nmodel = 2",
        "from unknown_tools import *\nhelper()\n# %%\nhelper = 3",
    ),
)
