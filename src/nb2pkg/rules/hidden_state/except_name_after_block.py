"""The name of an exception is read after its handler.

Python deletes the name of `except ... as error` at the end of the block, also where an earlier cell had bound it.
Keep what is needed under another name:

    except ValueError as error:
        problem = error
"""

from __future__ import annotations

from nb2pkg.model.finding import Severity
from nb2pkg.rules.hidden_state.names import Kind, hits_of
from nb2pkg.rules.rule import Rule

RULE = Rule(
    code="NB106",
    name="except-name-after-block",
    severity=Severity.ERROR,
    whole=lambda subject: hits_of(Kind.EXCEPT, subject),
    bad=(
        "try:\n    int('x')\nexcept ValueError as error:\n    print(error)\n# %%\nprint(«error»)",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    pass\nfinally:\n    pass\nif True:\n    print(«e»)",
        "import json\n"
        "try:\n"
        "    json.loads('')\n"
        "except (ValueError, TypeError) as problem:\n"
        "    print('bad')\n"
        "last = «problem»",
    ),
    good=(
        "try:\n    int('x')\nexcept ValueError as error:\n    problem = error\nprint(problem)",
        "try:\n    int('x')\nexcept ValueError as error:\n    print(error)\nerror = None\nprint(error)",
        "def f():\n    try:\n        pass\n    except ValueError as error:\n        return error\nf()",
        "try:\n"
        "    int('x')\n"
        "except ValueError as e:\n"
        "    print(e)\n"
        "try:\n"
        "    int('y')\n"
        "except ValueError as e:\n"
        "    print(e)",
    ),
)
