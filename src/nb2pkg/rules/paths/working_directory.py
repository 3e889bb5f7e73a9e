"""The working directory is changed.

All relative paths below mean something else from then on, and which they are depends on what was run before. On a
server the folder may not exist or may not be entered. Leave the working directory alone and build paths from a
setting: `Path(data_dir) / "orders.csv"`. (`!cd folder` does nothing at all: its shell ends with the line.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.places import place_of_magic
from nb2pkg.rules.rule import Place, Rule, Subject

MESSAGE = "the working directory is changed: relative paths below mean something else from here on"
IN_VAIN = "`!cd` changes nothing: the shell that it runs in ends with the line"
_ONLY_CD = pattern_of(r"cd(?:\s+[^;&|<>]*)?")


def _call(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message=MESSAGE, at=place.at(call))  # `%cd` too: the reader has made it into this call


def _in_vain(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            if magic.kind == "shell" and _ONLY_CD.fullmatch(magic.body.strip()):
                yield Hit(message=IN_VAIN, at=place_of_magic(cell, magic), cure=Cure.REPLACED)


RULE = Rule(
    code="NB220",
    name="working-directory",
    severity=Severity.WARNING,
    cure=Cure.REFUSED,
    calls=dict.fromkeys(("os.chdir", "os.fchdir", "contextlib.chdir"), _call),
    whole=_in_vain,
    bad=(
        'import os\n«os.chdir("../data")»',
        '«%cd ../data»\n# %%\nimport os as o\nif True:\n    «o.chdir("x")»',
        "from contextlib import chdir\nwith «chdir('data')»:\n    pass\n«!cd data»",
    ),
    good=(
        'import os\nhere = os.getcwd()\nos.path.join(here, "data")',
        "def chdir(path):\n    return path\n\nchdir('x')",
        "!cd data && ls",
        "%pwd\n# os.chdir('data')",
    ),
)
