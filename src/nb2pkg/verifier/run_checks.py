"""A type checker and the tests of a package, run on it."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as tree
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.typing_error import TypingError
from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.run_calls import run_in

_ERROR = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+): error: (?P<message>.*?)(?:  \[(?P<code>[\w-]+)\])?$", re.M)
_TEST = re.compile(r"^test_(?P<function>\w+)\[(?P<aspect>\w+)\]$")
IN_RUN = "_in_the_pipeline"


def has_mypy() -> bool:
    """Whether the type checker is installed beside nb2pkg."""
    return find_spec("mypy") is not None


def typing_errors(folder: Path, *, python: str, home: Path, limits: Limits) -> tuple[TypingError, ...]:
    """What mypy says about the package in `folder`, by the package's own settings."""
    command = [sys.executable, "-m", "mypy", "--python-executable", python, "--no-error-summary", "--show-error-codes"]
    command += ["--no-color-output", "--hide-error-context", "--no-pretty", "--cache-dir", str(home / "s" / "cache")]
    code, out = run_in(folder, command, home=home, limits=limits, extra={})
    if code not in (0, 1):
        raise RuntimeError(f"mypy failed: {out[-500:]}")
    return tuple(
        TypingError(path=m["path"], line=int(m["line"]), code=m["code"] or "misc", message=m["message"])
        for m in _ERROR.finditer(out)
    )


class TestRun(Struct, frozen=True, kw_only=True):
    """The recorded tests that failed: (function, aspect). `trouble`: why there are no results at all."""

    alone: frozenset[tuple[str, str]]
    in_run: frozenset[tuple[str, str]]
    others: tuple[str, ...]
    passed: int
    skipped: int
    trouble: str = ""


def run_tests(folder: Path, *, package: str, python: str, home: Path, limits: Limits) -> TestRun:
    """Runs all tests of the package in `folder`, in another folder than the notebook's.

    Those that call a function alone are run before as well, last file first: they may not live on what a run of the
    pipeline, or another test, has left behind in the process.
    """
    home.mkdir(parents=True, exist_ok=True)
    environment = {"PYTHONPATH": str(folder / "src"), f"{package.upper()}_SECONDS": "300"}

    def run(*chosen: str) -> TestRun:
        found = folder / "results.xml"
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={found}", *chosen]
        _, out = run_in(folder, command, home=home / f"room-{len(chosen)}", limits=limits, extra=environment)
        if not found.exists():
            nothing: frozenset[tuple[str, str]] = frozenset()
            return TestRun(alone=nothing, in_run=nothing, others=(), passed=0, skipped=0, trouble=out.strip()[-300:])
        return _read(found.rename(home / "results.xml"))

    recorded = [f"tests/{path.name}" for path in sorted((folder / "tests").glob("test_recorded_*.py"), reverse=True)]
    before = run("-k", f"not {IN_RUN}", *recorded).alone if recorded else frozenset()
    every = run("tests")
    return replace(every, alone=every.alone | before)


def _read(results: Path) -> TestRun:
    alone: set[tuple[str, str]] = set()
    in_run: set[tuple[str, str]] = set()
    others: list[str] = []
    passed = skipped = 0
    for case in tree.parse(results).iter("testcase"):
        name = case.get("name", "")
        if case.find("failure") is None and case.find("error") is None:
            skipped += case.find("skipped") is not None
            passed += case.find("skipped") is None
            continue
        match = _TEST.match(name) if "test_recorded_" in case.get("classname", "") else None
        if match is None:
            others.append(name)
        elif match["function"].endswith(IN_RUN):
            in_run.add((match["function"].removesuffix(IN_RUN), match["aspect"]))
        else:
            alone.add((match["function"], match["aspect"]))
    return TestRun(
        alone=frozenset(alone), in_run=frozenset(in_run), others=tuple(others), passed=passed, skipped=skipped
    )
