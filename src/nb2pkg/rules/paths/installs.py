"""Command lines that install, update or remove packages."""

from __future__ import annotations

import re

from nb2pkg.model.notebook import Magic
from nb2pkg.patterns import pattern_of

INSTALLERS = frozenset("pip pip3 conda mamba micromamba uv".split())
_INSTALL = pattern_of(
    r"""(?:^|[;&|]\s*|\b(?:sudo|then|do)\s+(?:-\w+\s+)*)(?:[\w./~-]*/)?
    (?:(?:python[\d.]*|\{sys\.executable\}|\$\{?\w+\}?)\s+-m\s+pip[\d.]*|pip[\d.]*|conda|mamba|micromamba|uv|poetry|pipenv
      |apt|apt-get|aptitude|yum|dnf|apk|brew|snap|npm|easy_install|R\s+CMD)
    (?:\s+-{1,2}[\w=-]+)*\s+(?:pip\s+)?(?:env\s+)?(?:install|uninstall|remove|update|upgrade|add|INSTALL)\b""",
    re.VERBOSE,
)


def installs(command: str) -> bool:
    """Whether a command line installs something.

    >>> installs("pip install -q pandas"), installs("sudo apt-get -qq install graphviz"), installs("pip list")
    (True, True, False)
    """
    return "install" in command.lower() and _INSTALL.search(command.strip()) is not None


def command_of(magic: Magic) -> str:
    """What a magic runs in a shell: `pip install x` for `%pip install x`; empty for magics that run Python."""
    if magic.kind == "shell":
        return magic.body
    return f"{magic.name} {magic.body}" if magic.kind == "line" and magic.name in INSTALLERS else ""
