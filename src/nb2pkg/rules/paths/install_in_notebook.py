"""The notebook installs packages.

Production has no network, no right to install, or another version tomorrow; and what was imported before the line
stays the old version until the kernel is restarted. List what is needed in `pyproject.toml` or a lock file. `convert`
makes requirements of the Python packages that are installed so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.model.notebook import Cell, Treatment
from nb2pkg.rules.paths.command_lines import SHELL_CELLS
from nb2pkg.rules.paths.installs import command_of, installs
from nb2pkg.rules.paths.places import place_in_source, place_of_magic
from nb2pkg.rules.paths.shell_calls import COMMAND_CALLS, command_words
from nb2pkg.rules.rule import Place, Rule, Subject

_WHY = "production cannot do that, and the next run may get another version"
_OWN_CALLS = ("pip.main", "pip._internal.main", "pip._internal.main.main", "micropip.install", "piplite.install")


def _magics(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            if installs(command_of(magic)):
                yield Hit(
                    message=_message(magic.names),
                    at=place_of_magic(cell, magic),
                    cure=Cure.MOVED if magic.treatment is Treatment.REQUIREMENT else Cure.REFUSED,
                )
            elif magic.kind == "cell" and magic.name in SHELL_CELLS and "install" in magic.body:
                yield from _lines(cell, magic.line, magic.body)


def _lines(cell: Cell, first: int, body: str) -> Iterator[Hit]:
    for number, line in enumerate(body.split("\n"), first):
        if installs(line):
            at = place_in_source(cell, number, line.strip())
            yield Hit(message=_message(()), at=at, cure=Cure.NONE)


def _message(names: tuple[str, ...]) -> str:
    few = [name for name in names if not name.startswith(("-", "http", "git+"))][:3]
    what = ", ".join(f"`{name}`" for name in few) if few else "what it needs"
    return f"the notebook itself installs {what}{' and others' if len(names) > 3 else ''}: {_WHY}"


def _command(call: ast.Call, place: Place) -> Iterator[Hit]:
    words = command_words(call)
    if "install" in words and installs(words.replace("{} -m pip", "pip")):
        yield Hit(message=_message(()), at=place.at(call), cure=Cure.NONE)


def _own(call: ast.Call, place: Place) -> Iterator[Hit]:
    yield Hit(message=_message(()), at=place.at(call), cure=Cure.NONE)


RULE = Rule(
    code="NB222",
    name="install-in-notebook",
    severity=Severity.WARNING,
    cure=Cure.MOVED,
    calls={**dict.fromkeys(COMMAND_CALLS, _command), **dict.fromkeys(_OWN_CALLS, _own)},
    whole=_magics,
    bad=(
        "«!pip install -q pandas==1.5»\n«%pip install seaborn»\n# %%\n«%conda install -y lightgbm»",
        "«!sudo apt-get install -y graphviz»\n«!{sys.executable} -m pip install shap»\nif True:\n    «!pip install x»",
        "%%bash\nset -e\n«pip install -r requirements.txt»\n# pip install y",
        "import subprocess, sys, os\n«subprocess.check_call([sys.executable, '-m', 'pip', 'install', 'tqdm'])»\n"
        "«os.system('pip install tqdm')»",
    ),
    good=(
        "!pip list\n!pip freeze > requirements.txt\n%pip show pandas\n!conda env list",
        "# !pip install pandas\nprint('pip install pandas')",
        "!echo pip install pandas\n!grep install Makefile",
        "import subprocess\nsubprocess.run(['make', 'install'])\ninstall = 'pip install'",
    ),
)
