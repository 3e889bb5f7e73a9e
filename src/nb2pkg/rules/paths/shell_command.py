"""A shell command is run.

It needs that shell and its tools on the machine, fails without stopping the notebook, and what it prints or changes is
not seen by any test. Do it in Python (`shutil.copy`, `Path.mkdir`, `requests`), or outside of the notebook. `convert`
keeps `!` lines and `%%bash` as calls that stop at an error.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.model.finding import Cure, Hit, Severity
from nb2pkg.model.notebook import Magic, Treatment
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.command_lines import SHELL_CELLS
from nb2pkg.rules.paths.installs import command_of, installs
from nb2pkg.rules.paths.places import place_of_magic
from nb2pkg.rules.paths.shell_calls import PROCESS_CALLS, SHELL_CALLS, command_words, uses_shell
from nb2pkg.rules.rule import Place, Rule, Subject

_COMMANDS = frozenset("mkdir rmdir mv rm cp cat ls ll lf lk ldir lx sx system".split())
_LOOKS = frozenset(
    "ls ll lf lk ldir lx cat head tail pwd wc du df tree nvidia-smi whoami date which uname free lscpu".split()
)
_TOOL = pattern_of(r"\s*(?:cd\s[^&;|]*(?:&&|;)\s*)?(?:sudo\s+)?(?:\w+=\S*\s+)*([\w./~+-]+)")
_MANAGERS = frozenset({"pip", "pip3", "conda", "mamba"})


def _magics(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for magic in cell.magics:
            tool = _tool_of(magic)
            if tool is None:
                continue
            only_looks = tool in _LOOKS and "= capture_shell(" not in cell.python.split("\n")[magic.line - 1]
            yield Hit(
                message=_message(tool, only_looks=only_looks),
                at=place_of_magic(cell, magic),
                severity=Severity.INFO if only_looks else None,
                cure=Cure.REFUSED if magic.treatment is Treatment.UNSUPPORTED else Cure.REPLACED,
            )


def _tool_of(magic: Magic) -> str | None:
    """The first command of a magic that runs a shell; None if it runs none, or one that another rule is about."""
    if magic.kind == "cell":
        return f"%%{magic.name}" if magic.name in SHELL_CELLS else None
    if magic.kind == "line":
        if magic.name not in _COMMANDS:
            return None
        return _first_word(magic.body) if magic.name in {"sx", "system"} else magic.name
    if magic.kind != "shell" or magic.treatment is Treatment.DROPPED or installs(command_of(magic)):
        return None
    tool = _first_word(magic.body)
    return None if tool in _MANAGERS else tool


def _first_word(command: str) -> str:
    found = _TOOL.match(command)
    return found[1].rpartition("/")[2] if found else ""


def _message(tool: str, *, only_looks: bool = False) -> str:
    shown = f"`{tool}`" if tool else "a command"
    if only_looks:
        return f"{shown} is run in a shell, to look at something: no use in production"
    return f"{shown} is run in a shell: it needs the tools of this machine, and nothing checks that it worked"


def _shell_call(call: ast.Call, place: Place) -> Iterator[Hit]:
    words = command_words(call)
    if not installs(words):
        yield Hit(message=_message(_first_word(words)), at=place.at(call), cure=Cure.NONE)


def _process_call(call: ast.Call, place: Place) -> Iterator[Hit]:
    if uses_shell(call):
        yield from _shell_call(call, place)


RULE = Rule(
    code="NB223",
    name="shell-command",
    severity=Severity.WARNING,
    cure=Cure.REPLACED,
    calls={**dict.fromkeys(SHELL_CALLS, _shell_call), **dict.fromkeys(PROCESS_CALLS, _process_call)},
    whole=_magics,
    bad=(
        "«!unzip -q data.zip»\n«files = !ls data»\n# %%\n«%mkdir out»",
        "«%%bash»\nwget -q $URL\nwc -l data.csv",
        "import os, subprocess\n«os.system('rm -rf out')»\nn = 3\n«subprocess.run(f'head -{n} x.csv', shell=True)»",
    ),
    good=(
        "import subprocess\nsubprocess.run(['dot', '-Tpng', 'x.dot'], check=True)",
        "!pip install pandas\n!cd data",
        "%matplotlib inline\n%time x = 1\nsystem = os.name",
        "# !ls\nprint('!ls')",
    ),
)
