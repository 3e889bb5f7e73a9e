"""A name is read that nothing in the notebook binds.

It comes from a cell that was deleted or changed, from a start-up file, or is misspelt. In a fresh process this line
is a `NameError`. Bind the name above its first use, or import it:

    import numpy as np
    prices = np.array([1.5, 2.0])

It is a warning where the code may not run: under a condition, or in a function that no cell calls.
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB101",
    name="undefined-name",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.UNDEFINED, subject),
    bad=(
        "prices = «np».array([1.5, 2.0])",
        "import pandas as pd\ndf = pd.DataFrame()\n# %%\nprint(«dff».head())",
        "def total(rows):\n    return sum(rows) * «vat»\n# %%\ntotal([1])",
        "def never_called():\n    return «missing»",
        "class Shop:\n"
        "    def open(self):\n"
        "        return self.price()\n"
        "    def price(self):\n"
        "        return «rate»\n"
        "Shop().open()",
        "data: «Frame» = None",
        "%cd data\n# %%\nprint(«os».getcwd())",
    ),
    good=(
        "%%capture log --no-stderr\nprint(1)\n# %%\nprint(log)",
        "%%capture out\nprint(1)\n# %%\nfiles = !ls\nprint(out, files, _, __, In, Out, _3, get_ipython(), display)",
        "from math import *\nprint(sqrt(2))\n# %%\nfrom nobody_knows import *\nprint(anything)",
        "%run setup.py\n# %%\nprint(table)",
        "df = spark.sql('select 1')\ndisplay(df)\ndbutils.fs.ls('/')",
        "try:\n    done\nexcept NameError:\n    done = False\nprint(done)\nif 'cache' in globals():\n    print(cache)",
        "from __future__ import annotations\n"
        "x: Frame = 1\n"
        'def f(a: Frame) -> "Frame":\n'
        "    y: Frame = a\n"
        "    return y\n"
        "f(1)",
        "!echo $HOME {user}\n%env KEY=value\n%load_ext autoreload\nexec('answer = 42')\nprint(answer)",
        "names = [name for name in ('a', 'b')]\n"
        "with open('x') as file:\n"
        "    print(file, names)\n"
        "print((n := 3), n, (lambda v, *a, k=1, **o: (v, a, k, o))(1))",
        "%%cython\n"
        "def fast(int x):\n"
        "    return x\n"
        "# %%\n"
        "fast(3)\n"
        "# %%\n"
        "r = %sql select 1\n"
        "%store -r model\n"
        "print(r, model)",
    ),
)
