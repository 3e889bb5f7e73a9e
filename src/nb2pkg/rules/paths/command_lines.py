"""Paths in command lines: `!cp /content/x .`, `%run /srv/x.py`, the bodies of `%%bash`, `os.system("ls /data")`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.model.notebook import Cell, Magic, Treatment
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.paths.receivers import Role
from nb2pkg.rules.paths.shapes import SURE, Shape, shape_of

_WORD = pattern_of(r"""(?:[^\s'"|;&<>()]|\\\s)*(?:"[^"]*"|'[^']*')(?:[^\s'"|;&<>()])*|(?:\\\s|[^\s'"|;&<>()])+""")
_COMMAND_START = pattern_of(r"(?:^|[|;&(]|\bsudo\b|\btime\b)\s*(?:\w+=\S*\s+)*([\w./~-]+)")
_OPTION = pattern_of(r"^(?:-{1,2}[\w-]+=?|[A-Za-z_]\w*=)")
# What they take are patterns and texts, unless it looks like a path whoever gets it.
_TEXT_TOOLS = frozenset("awk egrep find grep gawk jq perl rename sed tr xmllint curl wget http".split())
_SEARCHERS = frozenset("awk egrep fgrep gawk grep perl rg sed".split())
_SPEAKERS = frozenset({"echo", "printf"})  # what they say goes nowhere, but for where it is sent
_COMMANDS = frozenset("mkdir rmdir mv rm cp cat ls ll lf lk ldir lx sx system".split())
SHELL_CELLS = frozenset("bash sh shell system ! sx".split())
WITH_FILE = frozenset({"writefile", "file"})
_PAGES = frozenset("html HTML javascript js latex markdown svg SVG mermaid css".split())
WITH_PATH = frozenset("config dotenv run store load loadpy save cd pushd logstart notebook edit pycat sql".split())
_SETTING = pattern_of(
    r"\s*(?:- )?[\w.-]+\s*[:=]\s*((?:[/~]|[A-Za-z]:[\\/]|(?:s3[an]?|gs|dbfs|hdfs):/)[^\s'\"#;,]+)\s*$"
)
_SHELLS = pattern_of(r"\s*(?:/bin/)?(?:ba)?sh\b")
QUOTED = pattern_of(r"""(["'`])((?:[/~\\]|[A-Za-z]:[\\/]|(?:s3[an]?|gs|dbfs|file|abfss?|wasbs?|hdfs):/).*?)\1""")


def paths_in_command(command: str) -> Iterator[tuple[str, Shape]]:
    """The paths among the words of a command line, each once, with its shape."""
    if "/" not in command and "\\" not in command:
        return
    seen: set[str] = set()
    for found in _WORD.finditer(_without_comment(command)):
        word = _bare(found[0])
        shape = shape_of(word) if word not in seen else None
        if shape is None or (shape.points <= 0 and len(word.strip("/")) < 2):
            continue
        seen.add(word)
        tool = _tool_before(command, found.start())
        if (tool in _SPEAKERS and not command[: found.start()].rstrip().endswith(">")) or (
            tool in _SEARCHERS and _is_first_word(command[: found.start()])
        ):
            continue
        if shape.points + (0 if tool in _TEXT_TOOLS else Role.PATH.value) >= SURE:
            yield word, shape


def _without_comment(command: str) -> str:
    return re.sub(r"(?:^|\s)#.*", "", command)


def _bare(word: str) -> str:
    """A word without its option (`--out=`) and quotes."""
    return _OPTION.sub("", word).strip("\"',")


def _is_first_word(before: str) -> bool:
    """Whether nothing but options stands between the tool and the end of the text: what follows is the pattern."""
    last = re.split(r"[|;&]", before)[-1].split()
    return all(word.startswith("-") for word in last[1:])


def _tool_before(command: str, position: int) -> str:
    tools = [found[1] for found in _COMMAND_START.finditer(command, 0, position)]
    return tools[-1].rpartition("/")[2] if tools else ""


def paths_in_magics(cell: Cell) -> Iterator[tuple[int, str, Shape]]:
    """(line, path, shape) for the magics of a cell of which no Python string of the author's is left."""
    for magic in cell.magics:
        for number, line in enumerate(magic.body.split("\n"), magic.line):
            for text, shape in _in_line(magic, line, is_first=number == magic.line):
                yield number, text, shape


def _in_line(magic: Magic, line: str, *, is_first: bool) -> Iterator[tuple[str, Shape]]:
    if _is_command(magic, is_first=is_first):
        yield from paths_in_command(line)
    elif not is_first and magic.name not in _PAGES:
        yield from quoted_paths(line)
        if magic.name in WITH_FILE:
            yield from _set_in_file(line)


def _is_command(magic: Magic, *, is_first: bool) -> bool:
    if magic.kind == "shell" or (is_first and magic.name in _COMMANDS | WITH_FILE):
        return True
    if is_first:
        return magic.name in WITH_PATH and magic.treatment is not Treatment.REWRITTEN
    return magic.name in SHELL_CELLS or (magic.name == "script" and _SHELLS.match(magic.body) is not None)


def _set_in_file(line: str) -> Iterator[tuple[str, Shape]]:
    """`data: /srv/data` and `dir = /srv/data` in a file of settings."""
    found = _SETTING.match(line)
    shape = shape_of(found[1]) if found else None
    if found and shape is not None and shape.points >= SURE:
        yield found[1], shape


def quoted_paths(line: str) -> Iterator[tuple[str, Shape]]:
    """Quoted texts, with their quotes, that are paths by their looks alone, in code that is not parsed."""
    if line.lstrip().startswith(("#", "//", "--")):
        return
    for found in QUOTED.finditer(line):
        shape = shape_of(found[2])
        if shape is not None and shape.points >= SURE:
            yield found[0], shape
