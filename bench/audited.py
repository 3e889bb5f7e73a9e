"""How ready the packages of all fixtures are: `python -m bench.audited`.

Each is converted with --handover, verified, locked and audited; a row says which items failed.
Needs an environment in which the notebooks run (--python), and a package index for the locks. About a minute for each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nb2pkg.engine.audit import AuditRequest, audit_package
from nb2pkg.model.audit import Audit, State
from nb2pkg.model.verdict import Result

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEAD = ("notebook", "converted", "verify", "locked", "grade", "passed", "for a person", "not checked", "failed")
VERDICTS = tuple(f"{result.value}:" for result in Result)
SECONDS = 900  # for each command


def main() -> int:
    """Prints a row for each fixture, and what failed below; exit code 1 if something did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of fixtures  [default: all that are converted]")
    parser.add_argument("--python", default=sys.executable, help="the interpreter with which the notebooks run")
    parser.add_argument("--keep", type=Path, help="a folder for the packages, which then stay")
    given = parser.parse_args()
    fixtures = tomllib.loads((FIXTURES / "manifest.toml").read_text())["notebook"]
    print("| " + " | ".join(HEAD) + " |\n" + "| --- " * len(HEAD) + "|", flush=True)
    failures: list[str] = []
    for fixture in fixtures:
        name = Path(fixture["path"]).stem
        if fixture["expect"] == "converted" and (not given.names or name in given.names):
            with tempfile.TemporaryDirectory(prefix="nb2pkg-") as home:
                folder = (given.keep or Path(home)) / name
                said, audit = _made(fixture, folder, python=given.python)
            print("| " + " | ".join((name, *said, *_counts(audit))) + " |", flush=True)
            failures += [f"{name}: {line}" for line in _failed(audit)]
    print("", *failures, sep="\n")
    return 1 if failures else 0


def _made(fixture: dict[str, Any], folder: Path, *, python: str) -> tuple[list[str], Audit]:
    notebook = FIXTURES / fixture["path"]
    options = ["--handover", "--force", "--verify", "--python", python]
    code, out = _nb2pkg("convert", str(notebook), *options, "--out", str(folder))
    verdict = next((line for line in out.splitlines() if line.startswith(VERDICTS)), "")
    locked, _ = _nb2pkg("lock", str(folder), "--python", python)
    audit = audit_package(AuditRequest(package=folder, notebook=notebook))
    said = [f"exit {code}", verdict + ("" if fixture["runs"] else " (does not run)"), "yes" if locked == 0 else "no"]
    return said, audit


def _nb2pkg(*arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "nb2pkg", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode > 1:
        print(done.stderr.strip()[:300], file=sys.stderr)
    return done.returncode, done.stdout


def _counts(audit: Audit) -> Iterator[str]:
    count = Counter(item.answer.state for item in audit.items)
    yield f"{audit.grade}"
    yield from (str(count[state]) for state in (State.PASSED, State.PERSON, State.UNKNOWN))
    yield " ".join(str(item.number) for item in audit.items if item.answer.state is State.FAILED) or "none"


def _failed(audit: Audit) -> Iterator[str]:
    for item in audit.items:
        if item.answer.state is State.FAILED:
            yield f"{item.number} {item.name}: {item.answer.said}"


if __name__ == "__main__":
    sys.exit(main())
