"""A function is called before a variable that it reads is bound.

The function is defined above, but the variable that its body (or a function it calls in turn) needs is bound only
further down. The call fails with a `NameError` when the notebook is run from top to bottom. Bind the variable before
the call, or better, make it a parameter:

    def with_tax(price, rate):
        return price * (1 + rate)
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB104",
    name="called-before-definition",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.CALLED_EARLY, subject),
    bad=(
        "def with_tax(price):\n    return price * (1 + rate)\n# %%\n«with_tax»(10)\n# %%\nrate = 0.19",
        "def outer():\n    return inner()\ndef inner():\n    return config['x']\nprint(«outer»())\nconfig = {'x': 1}",
        "class Model:\n    def __init__(self):\n        self.size = SIZE\nm = «Model»()\nSIZE = 3",
        "def each(fn, rows):\n"
        "    return [fn(r) for r in rows]\n"
        "def scaled(v):\n"
        "    return v * factor\n"
        "«each»(scaled, [1])\n"
        "factor = 2",
        "numbers = (n * step for n in [1, 2])\n# %%\nprint(«sum»(numbers))\n# %%\nstep = 2",
        "def clean(v):\n    return v.strip(CHARS)\ndf = None\n«df.apply»(clean)\nCHARS = ' '",
        "import contextlib\n"
        "@contextlib.contextmanager\n"
        "def span(k):\n"
        "    yield k\n"
        "    print(end)\n"
        "with «span»(2) as s:\n"
        "    print(s)\n"
        "end = 1",
    ),
    good=(
        "from contextlib import contextmanager\n"
        "@contextmanager\n"
        "def span(k):\n"
        "    yield k\n"
        "    print(end)\n"
        "end = 1\n"
        "with span(2) as s:\n"
        "    print(s)",
        "def with_tax(price):\n    return price * (1 + rate)\n# %%\nrate = 0.19\nwith_tax(10)",
        "def even(n):\n    return n == 0 or odd(n - 1)\ndef odd(n):\n    return n != 0 and even(n - 1)\neven(4)",
        "def setup():\n    global state\n    state = 1\ndef use():\n    return state\nsetup()\nuse()\nstate = 2",
        "def f():\n    try:\n        return limit\n    except NameError:\n        return 0\nf()\nlimit = 1",
        "hooks = []\ndef on_end():\n    print(result)\nhooks.append(on_end)\nresult = 1\nhooks[0]()",
        "class Shop:\n    def show(self):\n        print(title)\nshop = Shop()\ntitle = 'x'\nshop.show()",
    ),
)
