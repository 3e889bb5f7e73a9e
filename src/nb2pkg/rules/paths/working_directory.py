"""The working directory is changed.

All relative paths below mean something else from then on, and which they are depends on what was run before. On a
server the folder may not exist or may not be entered. Leave the working directory alone and build paths from a
setting: `Path(data_dir) / "orders.csv"`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.rules.rule import Place, Rule

MESSAGE = "the working directory is changed: relative paths below mean something else from here on"


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message=MESSAGE, at=place.at(call))  # `%cd` too: the reader has made it into this call


RULE = Rule(
    code="NB220",
    name="working-directory",
    severity=Severity.WARNING,
    cure=Cure.REFUSED,
    calls={"os.chdir": _call, "contextlib.chdir": _call},
    bad=(
        'import os\n«os.chdir("../data")»',
        '«%cd ../data»\n# %%\nimport os as o\nif True:\n    «o.chdir("x")»',
    ),
    good=(
        'import os\nhere = os.getcwd()\nos.path.join(here, "data")',
        "def chdir(path):\n    return path\n\nchdir('x')",
    ),
)
