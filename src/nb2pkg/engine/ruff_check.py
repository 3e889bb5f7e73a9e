"""What ruff says of the notebooks' code, in one process for all of them, so that a team runs one tool.

Where the notebooks' project configures ruff, that is followed; elsewhere only rules about what is wrong are on, none
about style. Rules are left out whose subject our own see better: ruff does not know the data flow between cells, most
magics, or the names that a kernel adds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from subprocess import PIPE
from typing import IO, Any

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.finding import Confidence, Finding, Severity, whole_notebook
from nb2pkg.model.notebook import Location

# Undefined names, unused imports and variables, syntax errors, imports that are not first: see NB1xx, NB2xx and NB6xx.
OURS = "F401,F403,F405,F811,F821,F822,F823,F841,E402,E722,E902,B018,PLE0118"
OTHERWISE = ("--isolated", "--select", "F,B,PLE,W605")
MOST_AT_ONCE = 400
PATIENCE, PATIENCE_WITH_ONE = 20.0, 5.0  # seconds for a call; for one file, when some file took too long
CONFIGURATION = ("pyproject.toml", "ruff.toml", ".ruff.toml")
_SYNTAX = b'"code":"invalid-syntax"'  # has a rule of ours, which tells a cell once
# What is wrong whatever the style: all of pyflakes, and of bugbear and pylint what fails or does something else.
_ERRORS = ("F5", "F6", "F7", "PLE", "E9")


@cache
def ruff_command() -> str:
    """Where ruff is: beside the interpreter, else wherever its own package says. Empty if it is not installed."""
    beside = Path(sys.executable).with_name("ruff")
    if beside.exists():
        return str(beside)
    try:
        import ruff
    except ImportError:
        return ""
    return str(ruff.find_ruff_bin())


@cache
def ruff_version() -> str:
    """What `ruff --version` prints; empty if it is not installed."""
    if not ruff_command():
        return ""
    return subprocess.run([ruff_command(), "--version"], capture_output=True, text=True, check=False).stdout.strip()


def ruff_findings(paths: Sequence[Path]) -> Mapping[Path, tuple[Finding, ...]]:
    """Ruff's findings in these .ipynb files, by path as given. Files that ruff cannot read have none."""
    if not ruff_command():
        return {}
    given = {os.path.abspath(path): path for path in paths if path.suffix == ".ipynb"}
    found: defaultdict[Path, list[Finding]] = defaultdict(list)
    for names, options in _batches(list(given)):
        for name, finding in _patiently(names, options):
            if name in given:
                found[given[name]].append(finding)
    return {path: tuple(some) for path, some in found.items()}


def ruff_findings_in(text: str, path: Path) -> tuple[Finding, ...]:
    """Ruff's findings in a notebook with this text, as if it were the file at `path`, which need not exist."""
    if not ruff_command() or path.suffix != ".ipynb":
        return ()
    name = os.path.abspath(path)
    options = () if _is_configured(Path(name).parent) else OTHERWISE
    try:
        found = _findings(["-"], ("--stdin-filename", name, *options), PATIENCE_WITH_ONE, text)
    except _UnfinishedError:
        return (_unfinished(),)
    return tuple(finding for _, finding in found)


class _UnfinishedError(Exception):
    """Ruff took too long, or died: deep nesting overflows its stack."""


def _patiently(names: Sequence[str], options: Sequence[str]) -> Iterator[tuple[str, Finding]]:
    """Files and findings. One that ruff does not get done with, or dies of, has a finding that says so."""
    try:
        yield from _findings(names, options, PATIENCE)
    except _UnfinishedError:
        for name in names:
            try:
                yield from _findings([name], options, PATIENCE_WITH_ONE)
            except _UnfinishedError:
                yield name, _unfinished()


def _findings(
    names: Sequence[str], options: Sequence[str], patience: float, text: str = ""
) -> list[tuple[str, Finding]]:
    found = _said_of(names, options, patience, text)
    some = [said for said in found if said.get("cell") is not None and said.get("code")]
    return [(said["filename"], _finding(said)) for said in some if not _is_wrong(said)]


def _batches(names: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Files and the options for them: not more at once than a command line holds."""
    for is_configured, options in ((True, ()), (False, OTHERWISE)):
        some = [name for name in names if _is_configured(Path(name).parent) is is_configured]
        for start in range(0, len(some), MOST_AT_ONCE):
            yield some[start : start + MOST_AT_ONCE], options


def _is_configured(folder: Path) -> bool:
    return any(mark in configuration_above(folder) for mark in ("[tool.ruff", "[lint", "select ="))


def _said_of(names: Sequence[str], options: Sequence[str], patience: float, text: str) -> list[dict[str, Any]]:
    """Line by line: of ten megabytes of junk ruff says a gigabyte, one syntax error after the other.

    `text` is what the file of the name `-` holds.
    """
    general = ["check", "--output-format", "json-lines", "--no-cache", "--no-fix", "--exit-zero", "--quiet"]
    command = [ruff_command(), *general, *options, "--extend-ignore", OURS, "--", *names]
    is_late = threading.Event()
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as trouble,
        _started_with(command, text, given, trouble) as process,
    ):

        def stop() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(patience, stop)
        timer.start()
        assert process.stdout is not None
        said = [json.loads(line) for line in process.stdout if _SYNTAX not in line]
        timer.cancel()
        ended = process.wait()
        trouble.seek(0)
        reason = trouble.read(500).decode(errors="replace")
    if is_late.is_set() or ended < 0 or "overflow" in reason:
        raise _UnfinishedError
    if ended:
        raise Nb2pkgError(
            f"ruff refuses to check: {' '.join(reason.split())}",
            hint="Mend its configuration, or go without: `--no-ruff`.",
        )
    return said


def _started_with(command: Sequence[str], text: str, given: IO[bytes], trouble: IO[bytes]) -> subprocess.Popen[bytes]:
    given.write(text.encode())
    given.seek(0)
    return subprocess.Popen(command, stdin=given, stdout=PIPE, stderr=trouble)


def _is_wrong(said: Mapping[str, Any]) -> bool:
    """Cells may await, in comprehensions too, where ruff sees a scope of its own."""
    return bool(said["code"] == "F704" and said["message"].startswith("`await`"))


def _unfinished() -> Finding:
    """By the code that ruff has for files that it cannot read."""
    return Finding(
        code="E902",
        name="io-error",
        severity=Severity.INFO,
        confidence=Confidence.HIGH,
        message="ruff did not get done with this notebook: what its rules would find is not listed",
        at=whole_notebook(),
    )


def _finding(said: Mapping[str, Any]) -> Finding:
    """Ruff counts cells over the whole file and columns from 1, in characters."""
    start, end = said["location"], said["end_location"]
    code = said["code"]
    return Finding(
        code=code,
        name=said.get("name") or code.lower(),
        severity=Severity.ERROR if code.startswith(_ERRORS) else Severity.INFO,
        confidence=Confidence.HIGH,
        message=said["message"],
        at=Location(
            cell=said["cell"] - 1,
            line=start["row"],
            column=start["column"] - 1,
            end_line=end["row"],
            end_column=end["column"] - 1,
        ),
    )


@cache
def configuration_above(folder: Path) -> str:
    """The text of the configuration files that ruff may follow for notebooks in a folder: part of a cache's key."""
    found = [folder / name for name in CONFIGURATION if (folder / name).is_file()]
    own = "".join(file.read_text(encoding="utf-8", errors="replace") for file in found)
    return own + ("" if folder.parent == folder else configuration_above(folder.parent))
