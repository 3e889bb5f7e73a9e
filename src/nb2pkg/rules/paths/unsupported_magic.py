"""A magic has no counterpart outside of a notebook.

A package has no kernel that could run it, so whatever it did is missing there: a cell in another language, a variable
from the store, a file that `%run` executes. Do the same in Python, or in a script of its own. `convert` leaves it out
and lists it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.model.notebook import Treatment
from nb2pkg.rules.paths.installs import command_of, installs
from nb2pkg.rules.paths.places import place_of_magic
from nb2pkg.rules.rule import Rule, Subject

_MARKS = {"cell": "%%", "line": "%", "shell": "!"}
_REASONS = {
    "writefile": "writes outside of the notebook's folder",
    "file": "writes outside of the notebook's folder",
    "store": "needs what another notebook has stored on this machine",
    "run": "runs a file that no import can see",
}


def _magics(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            if magic.treatment is Treatment.UNSUPPORTED and not installs(command_of(magic)):
                reason = _REASONS.get(magic.name, "has no counterpart in a package")
                bound = f" (it binds {', '.join(f'`{name}`' for name in magic.names)})" if magic.names else ""
                yield Hit(
                    message=f"`{_MARKS.get(magic.kind, '')}{magic.name}` {reason}: it is left out{bound}",
                    at=place_of_magic(cell, magic),
                )


RULE = Rule(
    code="NB225",
    name="unsupported-magic",
    severity=Severity.WARNING,
    cure=Cure.REFUSED,
    whole=_magics,
    bad=(
        "«%%R»\nlibrary(lme4)\n# %%\n«%run setup.ipynb»\n«%store -r model»",
        "x = 1\nif x:\n    «%load_ext rpy2.ipython»\n# %%\n«%%sql sqlite://»\nselect 1",
        "«%%writefile ../helpers.py»\nX = 1",
    ),
    good=(
        "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n%config InlineBackend.figure_format = 'retina'",
        "%%time\nx = 1\n# %%\n%timeit sum(range(3))\n# %%\n%%writefile helpers.py\nX = 1",
        "!pip install pandas\n!sudo apt-get install graphviz\n%cd data",
        "print('%%R')\n# %%R",
    ),
)
