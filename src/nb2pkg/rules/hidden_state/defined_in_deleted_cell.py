"""A name was bound by a cell that no longer exists.

The cell has been run and did not fail, so the name was there; nothing in the notebook binds it, and execution counts
are missing. Whoever gets the notebook gets a `NameError`. Write the deleted cell anew, above this one: the history of
the kernel (`%history -g`) or an older version of the file may still have it.
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB103",
    name="defined-in-deleted-cell",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.DELETED_CELL, subject),
    bad=(
        "# %% In[1]\nimport pandas as pd\n# %% In[3]\nprint(«orders».head())",
        "# %% In[2]\nx = 1\n# %% In[6]\nmodel = «make_model»(x)",
        "# %% In[1]\ndef f():\n    return «rate»\n# %% In[4]\nf()\n#= 3",
    ),
    good=(
        "# %% In[1]\norders = 1\n# %% In[3]\nprint(orders)",
        "# %% In[1]\nimport pandas as pd\n# %% In[3]\nprint(orders)\n#! NameError: name 'orders' is not defined",
        "# %% In[1]\nx = 1\n# %% In[2]\nprint(orders)",
        "# %% In[1]\nx = 1\n# %%\nprint(orders)",
    ),
)
