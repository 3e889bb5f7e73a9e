"""`shell.py`: what `!command` did."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""Shell commands of the notebook (`!command`)."""

import os
import re
import subprocess
from pathlib import Path


class SList(list[str]):
    """Lines of text, as `lines = !command` gives them in a notebook: a list that knows some other forms."""

    @property
    def s(self) -> str:
        """The lines, with spaces between them."""
        return " ".join(self)

    @property
    def n(self) -> str:
        """The lines, as one text."""
        return "\\n".join(self)

    @property
    def p(self) -> list[Path]:
        """Those of the lines that are paths of what is there."""
        return [Path(line) for line in self if os.path.exists(line)]

    def grep(self, pattern: str, prune: bool = False) -> "SList":
        """The lines in which a pattern is found, whatever the case; those in which it is not, if `prune`."""
        return SList(line for line in self if bool(re.search(pattern, line, re.IGNORECASE)) is not prune)

    def fields(self, *numbers: int) -> "SList | list[list[str]]":
        """The words of each line; or, by their numbers, some of them as one text."""
        words = [line.split() for line in self]
        if not numbers:
            return words
        chosen = ([line[n] for n in numbers if -len(line) <= n < len(line)] for line in words)
        return SList(" ".join(line) for line in chosen if line)

    spstr, nlstr, paths = s, n, p


def run_shell(command: str) -> None:
    """Run a command and print what it prints; like `!` in a notebook, a failing command does not stop the run."""
    print(_output_of(command), end="")


def capture_shell(command: str) -> SList:
    """The lines that a command prints."""
    return SList(_output_of(command).splitlines())


def _output_of(command: str) -> str:
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout
'''


def is_needed(subject: Subject) -> bool:
    """Only where a module runs commands."""
    return any(helper == "shell" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/shell.py", render=render, when=is_needed)
