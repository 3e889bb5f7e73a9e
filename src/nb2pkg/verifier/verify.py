"""The spine of a verification: the notebook twice, its package once, each in a copy of the folder, then compared."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pkg.model.verdict import Comparison, Verdict
from nb2pkg.verifier.compare_runs import compare_calls, compare_files, compare_streams, compare_values
from nb2pkg.verifier.facts import PackageFacts, facts_of
from nb2pkg.verifier.file_records import file_record
from nb2pkg.verifier.limits import Limits, network_prefix
from nb2pkg.verifier.run_notebook import NotebookRun, run_notebook
from nb2pkg.verifier.run_package import PackageRun, run_package
from nb2pkg.verifier.workspace import copy_folder, fingerprints, written

PROBE = Path(__file__).parent / "probe"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyJob:
    """What to verify and how. `python` is the interpreter in whose environment both run; `data` lies over the folder."""

    notebook: Path
    package: Path
    python: str
    limits: Limits = Limits()
    data: Path | None = None
    package_python: str = ""  # another interpreter, in which the package is installed; else `python` and its sources


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ran:
    """A run with the records of the files that it wrote, by path."""

    run: Any
    files: dict[str, Any]
    remark: str


def verify(job: VerifyJob) -> Verdict:
    """Executes both and compares. Raises Nb2pkgError where there is nothing to execute."""
    facts = facts_of(job.package)
    with tempfile.TemporaryDirectory(prefix="nb2pkg-verify-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        probe = home / "probe"
        shutil.copytree(PROBE, probe / "_nb2pkg_probe", ignore=shutil.ignore_patterns("__pycache__"))
        first = _notebook(job, facts, home / "one", probe)
        second = _notebook(job, facts, home / "two", probe)
        package = _package(job, facts, home / "package", probe)
        return _verdict(job, facts, first, second, package)


def _notebook(job: VerifyJob, facts: PackageFacts, home: Path, probe: Path) -> _Ran:
    folder = home / "folder"
    remark = copy_folder(job.notebook.resolve().parent, folder, data=job.data)
    before = fingerprints(folder)
    run = run_notebook(
        job.notebook,
        facts,
        python=job.python,
        folder=folder,
        probe=probe,
        limits=job.limits,
        target=home / "events.json",
    )
    return _Ran(run=run, files=_records(folder, before), remark=remark)


def _package(job: VerifyJob, facts: PackageFacts, home: Path, probe: Path) -> _Ran:
    folder = home / "folder"
    remark = copy_folder(job.notebook.resolve().parent, folder, data=job.data)
    before = fingerprints(folder)
    run = run_package(
        facts,
        python=job.package_python or job.python,
        folder=folder,
        probe=probe,
        limits=job.limits,
        target=home / "events.json",
        is_installed=bool(job.package_python),
    )
    return _Ran(run=run, files=_records(folder, before), remark=remark)


def _records(folder: Path, before: Any) -> dict[str, Any]:
    return {path: file_record(folder / path) for path in written(folder, before)}


def _verdict(job: VerifyJob, facts: PackageFacts, first: _Ran, second: _Ran, package: _Ran) -> Verdict:
    one: NotebookRun = first.run
    two: NotebookRun = second.run
    ran: PackageRun = package.run
    shows = _shows_values(facts)
    comparisons: list[Comparison] = [
        *compare_calls(one.events, ran.events, facts),
        *compare_values(one.events, two.events, ran.events, facts),
        *compare_streams(one.events, two.events, ran.events, facts, shows=shows),
        *compare_files(first.files, second.files, _without_figures(package.files, first.files)),
    ]
    done = sum(cell in one.cells_run for cell, _ in facts.statements)
    return Verdict(
        notebook=str(job.notebook),
        package=str(job.package),
        comparisons=tuple(comparisons),
        statements_run=done,
        statements=len(facts.statements),
        notebook_error=f"cell {one.error_cell + 1}: {one.error}" if one.error else "",
        package_error=ran.error,
        notes=tuple(_notes(job, first, shows=shows)),
        seconds_notebook=one.seconds,
        seconds_package=ran.seconds,
    )


def _without_figures(files: dict[str, Any], notebook: dict[str, Any]) -> dict[str, Any]:
    """Pictures that only the package saves stand for those that the notebook showed."""
    return {path: found for path, found in files.items() if path in notebook or found.get("type") != "picture"}


def _shows_values(facts: PackageFacts) -> bool:
    """Whether the package shows what the notebook's cells show (`--displays drop` leaves that out)."""
    return (facts.folder / "src" / facts.name / "display.py").is_file()


def _notes(job: VerifyJob, first: _Ran, *, shows: bool) -> list[str]:
    notes = [first.remark] if first.remark else []
    if not shows:
        notes.append("values that cells show were not compared: the package leaves them out")
    if not job.limits.network and not network_prefix():
        notes.append("the network could not be turned off on this machine")
    return notes
