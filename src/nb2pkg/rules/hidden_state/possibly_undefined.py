"""A name is bound only under a condition and read without it.

Whether the line works depends on data, on the machine, or on what was run before. Bind the name on every path: before
the `if`, in its `else`, or in the `except`.

    rate = 0.0
    if is_taxed:
        rate = 0.19
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB109",
    name="possibly-undefined",
    severity=Severity.WARNING,
    whole=lambda subject: hits_of(Kind.POSSIBLY, subject),
    bad=(
        "import sys\nif len(sys.argv) > 1:\n    path = sys.argv[1]\n# %%\nopen(«path»)",
        "try:\n    table = open('x').read()\nexcept OSError:\n    print('not there')\nprint(«table»)",
        "try:\n    table = open('x').read()\nexcept OSError:\n    print(«table»)",
        "mode = input()\nif mode == 'a':\n    rate = 1\nelif mode == 'b':\n    rate = 2\nprint(«rate»)",
        "for row in open('x'):\n    if row.startswith('total'):\n        total = row\nprint(«total»)",
        "for row in open('x'):\n    if row.startswith('#'):\n        continue\n    cells = row.split()\nprint(«cells»)",
        "for row in open('x'):\n    try:\n        n = int(row)\n    except ValueError:\n        continue\nprint(«n»)",
        "while True:\n    line = input()\n    if not line:\n        break\n    last = line\nprint(«last»)",
        "for row in open('x'):\n    if not row:\n        break\n    kept = row\nprint(«kept»)",
        "ok = False\nfor n in [1, 2]:\n    ok = True\n    if n > 2:\n        x = n\nif ok:\n    print(«x»)",
        "ok = False\nif input():\n    ok = True\nif ok:\n    rate = 1\nprint(«rate»)",
        '# %% tags=["skip-execution"]\nslow = 1\n# %%\nprint(«slow»)',
    ),
    good=(
        "import sys\nif len(sys.argv) > 1:\n    path = sys.argv[1]\nelse:\n    path = 'x'\nopen(path)",
        "try:\n"
        "    table = open('x').read()\n"
        "except OSError:\n"
        "    table = ''\n"
        "print(table)\n"
        "try:\n"
        "    data = 1\n"
        "except ValueError:\n"
        "    raise\n"
        "print(data)",
        "if 'rate' not in globals():\n    rate = 1\nprint(rate)\nif not 'cap' in locals():\n    cap = 1\nprint(cap)",
        "flag = input()\n"
        "if flag:\n"
        "    rate = 1\n"
        "print('x')\n"
        "if flag and rate:\n"
        "    print(rate)\n"
        "if not flag:\n"
        "    rate = 2\n"
        "print(rate)",
        "for row in open('x'):\n"
        "    last = row\n"
        "print(last)\n"
        "with open('y') as file:\n"
        "    text = file.read()\n"
        "print(text)\n"
        "while True:\n"
        "    answer = input()\n"
        "    if answer:\n"
        "        break\n"
        "print(answer)",
        "try:\n"
        "    import cupy\n"
        "    HAS_CUPY = True\n"
        "except ImportError:\n"
        "    HAS_CUPY = False\n"
        "if HAS_CUPY:\n"
        "    cupy.zeros(3)",
        "found = False\n"
        "for n in [1, 2]:\n"
        "    if n > 1:\n"
        "        found = True\n"
        "        big = n\n"
        "if found:\n"
        "    print(big)\n"
        "if not found:\n"
        "    raise ValueError('none')\n"
        "print(big)",
        "ok = False\nif input():\n    ok, rate = True, 1\nassert ok\nprint(rate)",
        "best = -1\nfor n in [1, 2]:\n    if n > best:\n        best = n\n        at = n\nif best > -1:\n    print(at)",
        "try:\n    text = open('x').read()\n    ok = True\nexcept OSError:\n    ok = False\nif not ok:\n    text = ''\n"
        "print(text)",
        "try:\n    n = int(input())\nexcept ValueError:\n    ok = False\nelse:\n    ok = True\nif ok:\n    print(n)",
        "best, hits = None, []\n"
        "for n in [1, 2]:\n"
        "    if n > 1:\n"
        "        best, where = n, n + 1\n"
        "        hits.append(n)\n"
        "if best is not None and hits:\n"
        "    print(where)\n"
        "if len(hits) > 0:\n"
        "    print(where)",
        "for n in [1, 2]:\n"
        "    if n > 1:\n"
        "        big = n\n"
        "        break\n"
        "else:\n"
        "    raise ValueError('none')\n"
        "print(big)\n"
        "while True:\n"
        "    try:\n"
        "        page = input()\n"
        "        break\n"
        "    except OSError:\n"
        "        continue\n"
        "print(page)",
        "import sys\n"
        "if len(sys.argv) > 1:\n"
        "    path = sys.argv[1]\n"
        "else:\n"
        "    raise SystemExit('no path')\n"
        "print(path)",
        "if __name__ == '__main__':\n    value = 1\nprint(value)\nDEBUG = True\nif DEBUG:\n    level = 1\nprint(level)",
    ),
)
