"""Requirements in `pip install` and `conda install` lines."""

from __future__ import annotations

import re
import shlex

from msgspec import Struct

from nb2pkg.patterns import pattern_of

_INSTALLER = pattern_of(
    r"(?:sudo\s+)?(?:-H\s+)?"
    r"(?:(?:\{sys\.executable\}|[\w./~-]*\bpython[\d.]*)\s+-m\s+pip|(?:[\w./~-]*/)?pip[\d.]*|uv\s+pip|uv(?=\s+add\s)"
    r"|(?:[\w./~-]*/)?(?P<conda>conda|mamba|micromamba))(?=\s|$)(?P<rest>.*)",
    re.DOTALL,
)
_SYSTEM = pattern_of(r"(?:sudo\s+)?(?:apt|apt-get|aptitude|yum|dnf|apk|brew|snap)\s+(?P<rest>.*)", re.DOTALL)
_SEPARATOR = pattern_of(r"\s*(?:&&|\|\||;)\s*")
_SHELL_TAIL = pattern_of(r"\s(?:\||\d?&?>>?(?!=)|#).*|\s?2>&1.*", re.DOTALL)
_NAMED = pattern_of(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\[[\w\s,.-]*\])?\s*(?:(?:===?|[<>~!]=|[<>]).+)?")
_CONDA_PIN = pattern_of(r"(?<![<>=!~])=(?!=)([\w.*]+)(?:=\w+)?$")
_WITH_VALUE = frozenset(
    """
    -r --requirement -c --constraint --channel -e --editable --file -n --name -p --prefix -t --target --root --src
    -i --index-url --extra-index-url -f --find-links --trusted-host --proxy --timeout --retries --cache-dir --log
    --python --platform --progress-bar --global-option --config-settings --no-binary --only-binary
    """.split()
)
_SOURCES = frozenset("-r --requirement -e --editable --file".split())


class Installs(Struct, frozen=True, kw_only=True):
    """What a shell line installs, and the commands that remain."""

    requirements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    system: tuple[str, ...] = ()  # installs of system packages


def installs_in(command: str) -> Installs | None:
    """What a shell command installs; None if it has nothing to do with installing."""
    requirements: list[str] = []
    notes: list[str] = []
    others: list[str] = []
    system: list[str] = []
    for part in _SEPARATOR.split(command.strip()):
        if match := _INSTALLER.match(part):
            names, said = _wanted(match["rest"].strip(), is_conda=bool(match["conda"]))
            requirements += names
            notes += [f"{said_of} in `{part}` is not made a requirement" for said_of in said]
        elif _SYSTEM.match(part):
            system.append(part)
        elif part:
            others.append(part)
    if len(others) == len([part for part in _SEPARATOR.split(command.strip()) if part]):
        return None
    return Installs(requirements=tuple(requirements), notes=tuple(notes), others=tuple(others), system=tuple(system))


def _wanted(rest: str, *, is_conda: bool) -> tuple[list[str], list[str]]:
    words = _words(_SHELL_TAIL.sub("", " " + rest))
    if words[:1] not in (["install"], ["add"]):
        return [], []  # `pip list` and the like tell about the environment, nothing else
    return _requirements(words[1:], is_conda=is_conda)


def _requirements(words: list[str], *, is_conda: bool) -> tuple[list[str], list[str]]:
    names: list[str] = []
    others: list[str] = []
    pending = ""
    for word in words:
        if pending:
            if pending in _SOURCES:
                others.append(f"`{pending} {word}`")
            pending = ""
        elif word.startswith("-"):
            pending = word if word in _WITH_VALUE else ""
        elif is_conda:
            names.append(_conda_spec(word.rpartition("::")[2]))
        elif _NAMED.fullmatch(word) and not word.endswith((".whl", ".zip", ".gz", ".txt", ".yml", ".yaml")):
            names.append(word)
        else:
            others.append(f"`{word}`")
    return names, others


def _conda_spec(word: str) -> str:
    # conda's `=1.2` means "1.2 and what starts with it".
    return _CONDA_PIN.sub(lambda match: "==" + match[1].rstrip(".*") + ".*", word)


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:  # an unclosed quote
        return text.split()
