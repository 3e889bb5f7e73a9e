"""What the command line takes: commands and options, without what they do."""

from __future__ import annotations

import argparse
from enum import Enum
from pathlib import Path
from typing import NoReturn

from nb2pkg import __version__
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Displays, Figures, Profile, Severity

DEBUG = "NB2PKG_DEBUG"
WHAT_IT_IS = "Turns data-science notebooks into Python packages that do the same. Nothing of the notebook is executed."
COMMANDS = {
    "convert": "Write the package that does what NOTEBOOK does.",
    "plan": "Show the refactoring before it exists: modules, functions, settings, what is left out. Writes nothing.",
    "check": "Find what stands between notebooks and production. Nothing is executed.",
    "rules": "List the rules of `nb2pkg check`.",
    "explain": "Tell what a rule finds, why it matters, and how to mend it.",
}
FORMAT = "how to report; `--format help` lists them [default: by where it goes]"


class _Parser(argparse.ArgumentParser):
    """A parser that raises what is told as any other error of the user's."""

    def error(self, message: str) -> NoReturn:
        raise Nb2pkgError(f"{message[:1].upper()}{message[1:]}.", hint=f"`{self.prog} --help` lists what there is.")


def command_line() -> argparse.ArgumentParser:
    """The parser of the whole; what it finds has the name of the command as `command`."""
    parser = _Parser(prog="nb2pkg", description=WHAT_IT_IS, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"nb2pkg {__version__}", help="print the version")
    parser.add_argument("--debug", action="store_true", help=f"show tracebacks (also with {DEBUG}=1)")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    made = {
        name: commands.add_parser(name, help=about, description=about, allow_abbrev=False)
        for name, about in COMMANDS.items()
    }
    _add_notebook(made["convert"])
    _add_convert(made["convert"])
    _add_notebook(made["plan"])
    made["plan"].add_argument("--format", metavar="FORMAT", help=FORMAT)
    _add_what_counts(made["check"])
    _add_check(made["check"])
    made["explain"].add_argument("rule", metavar="RULE", help="a code such as NB201, or a name")
    return parser


def _add_notebook(parser: argparse.ArgumentParser) -> None:
    """What `convert` and `plan` both take."""
    about = "an .ipynb file, or a notebook as .py, .md or .Rmd"
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK", help=about)
    parser.add_argument("--name", help="the package's name [default: from the file name]")
    _add_choice(parser, "--displays", Displays, "where values go that the notebook shows", Displays.LOG)
    _add_choice(parser, "--figures", Figures, "what happens to figures at the end of a cell", Figures.SAVE)


def _add_convert(parser: argparse.ArgumentParser) -> None:
    about = "the folder to write: new or empty [default: ./<name>]"
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help=about)
    parser.add_argument("--force", action="store_true", help="replace an earlier package in that folder")
    parser.add_argument("--dry-run", action="store_true", help="only list the files that would be written")


def _add_what_counts(parser: argparse.ArgumentParser) -> None:
    """Which notebooks are checked, and which findings count."""
    about = "notebooks, and folders of them [default: this folder]"
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH", help=about)
    about = "only these rules: codes, prefixes, names, ALL; repeatable"
    parser.add_argument("--select", action="append", default=[], metavar="RULES", help=about)
    parser.add_argument("--extend-select", action="append", default=[], metavar="RULES", help="these rules too")
    parser.add_argument("--ignore", action="append", default=[], metavar="RULES", help="not these rules")
    _add_choice(parser, "--profile", Profile, "from which severity on the command fails")
    _add_choice(parser, "--severity", Severity, "report only this and worse")
    _add_choice(parser, "--fail-on", Severity, "exit 1 for this and worse, whatever the profile")
    about = "only findings that it does not hold count"
    parser.add_argument("--baseline", type=Path, metavar="FILE", help=about)
    about = "write all that is found to this file"
    parser.add_argument("--write-baseline", type=Path, metavar="FILE", help=about)
    parser.add_argument("--exit-zero", action="store_true", help="exit 0 whatever is found")


def _add_check(parser: argparse.ArgumentParser) -> None:
    """How it is checked and reported."""
    both = argparse.BooleanOptionalAction
    parser.add_argument("--format", metavar="FORMAT", help=FORMAT)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the report to this file")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely, in the notebooks")
    parser.add_argument("--ruff", action=both, help="run ruff's rules too [default: yes]")
    parser.add_argument("--cache", action=both, default=True, help="keep results in .nb2pkg_cache [default: yes]")
    parser.add_argument(
        "-j", "--jobs", type=_count, default=0, metavar="N", help="processes; 0 for as many as pay [default: 0]"
    )


def _add_choice(
    parser: argparse.ArgumentParser, option: str, kind: type[Enum], about: str, default: Enum | None = None
) -> None:
    """An option whose value is that of a member of an enumeration."""
    shown = f"{about} [default: {default.value}]" if default else about
    values = [str(member.value) for member in kind]
    parser.add_argument(option, choices=values, default=default and default.value, help=shown)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)
