"""The spine of a verification: the notebook twice, its package once, each in a copy of the folder, then compared."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import uuid4

from nb2pkg.model.verdict import Circumstances, Comparison, Verdict
from nb2pkg.verifier.compare_ends import compare_direct_output, compare_ends, compare_rest
from nb2pkg.verifier.compare_files import WrittenFiles, compare_files
from nb2pkg.verifier.compare_runs import Runs, compare_calls, compare_values
from nb2pkg.verifier.compare_streams import compare_streams
from nb2pkg.verifier.facts import PackageFacts, facts_of
from nb2pkg.verifier.file_records import file_record
from nb2pkg.verifier.interpreter import python_version
from nb2pkg.verifier.limits import Limits, Room
from nb2pkg.verifier.masking import without_secrets
from nb2pkg.verifier.notes import notes_of
from nb2pkg.verifier.run_notebook import CodeCells, NotebookRun, run_notebook
from nb2pkg.verifier.run_package import PackageRun, run_package
from nb2pkg.verifier.sampling import sample_tables
from nb2pkg.verifier.statements import statements_run
from nb2pkg.verifier.workspace import copy_folder, data_digest, fingerprints, written

PROBE = Path(__file__).parent / "probe"
_Run = TypeVar("_Run", NotebookRun, PackageRun)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyJob:
    """What to verify and how. `python` is the interpreter for both; `data` a folder to lay over the notebook's."""

    notebook: Path
    cells: CodeCells
    package: Path
    python: str
    limits: Limits
    data: Path | None = None
    sample: int = 0  # rows to keep of each table of text; 0 for all
    version: str = ""  # of nb2pkg
    package_python: str = ""  # another interpreter, in which the package is installed; else `python` and its sources


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ran(Generic[_Run]):
    """A run with the records of the files that it wrote, by path."""

    run: _Run
    files: dict[str, Any]
    data: str  # the fingerprint of the folder before


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """What the runs of one verification share."""

    job: VerifyJob
    facts: PackageFacts
    home: Path

    @property
    def blobs(self) -> Path:
        """The folder of large contents, which all runs write to."""
        return self.home / "blobs"


def verify(job: VerifyJob) -> Verdict:
    """Executes both and compares. Raises Nb2pkgError where there is nothing to execute."""
    facts = facts_of(job.package)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nb2pkg-", ignore_cleanup_errors=True) as name:
        stage = _Stage(job=job, facts=facts, home=Path(name).resolve())
        stage.blobs.mkdir()
        shutil.copytree(PROBE, stage.home / "p" / "_nb2pkg_probe", ignore=shutil.ignore_patterns("__pycache__"))
        first = _in_a_room(stage, "1", lambda room: _notebook(stage, room))
        if first.run.killed:  # again would take as long, and there is nothing to be sure of
            found = _without_package(stage, first)
        else:
            second = _in_a_room(stage, "2", lambda room: _notebook(stage, room))
            package = _in_a_room(stage, "3", lambda room: _package(stage, room))
            found = _verdict(stage, first, second, package)
    seconds = (*found.circumstances.seconds, time.monotonic() - started)
    return replace(found, circumstances=replace(found.circumstances, seconds=seconds))


def _in_a_room(stage: _Stage, name: str, run: Callable[[Room], _Run]) -> _Ran[_Run]:
    """One run in a new copy of the notebook's folder."""
    home = stage.home / name
    room = Room(folder=home / "folder", scratch=home / "s", blobs=stage.blobs, mark=uuid4().hex)
    copy_folder(stage.job.notebook.resolve().parent, room.folder, data=stage.job.data)
    if stage.job.sample:
        sample_tables(room.folder, rows=stage.job.sample)
    room.scratch.mkdir()
    before = fingerprints(room.folder)
    found = run(room)
    records = {path: file_record(room.folder / path) for path in written(room.folder, before)}
    return _Ran(run=found, files=records, data=data_digest(before))


def _notebook(stage: _Stage, room: Room) -> NotebookRun:
    job = stage.job
    return run_notebook(job.cells, stage.facts, python=job.python, room=room, probe=stage.home / "p", limits=job.limits)


def _package(stage: _Stage, room: Room) -> PackageRun:
    job = stage.job
    return run_package(
        stage.facts,
        python=job.package_python or job.python,
        room=room,
        probe=stage.home / "p",
        limits=job.limits,
        is_installed=bool(job.package_python),
    )


def _verdict(stage: _Stage, first: _Ran[NotebookRun], second: _Ran[NotebookRun], package: _Ran[PackageRun]) -> Verdict:
    one, two, ran = first.run, second.run, package.run
    is_repeated = not two.killed
    runs = Runs(
        facts=stage.facts,
        notebook=one.events,
        again=two.events if is_repeated else None,
        package=ran.events,
        blobs=stage.blobs,
    )
    files = WrittenFiles(notebook=first.files, again=second.files if is_repeated else None, package=package.files)
    comparisons: list[Comparison] = [
        *compare_calls(runs),
        *compare_values(runs),
        *compare_streams(runs, has_displays=_has_displays(stage.facts)),
        *compare_files(files, ran.events),
        *compare_ends(stage.facts, one, two if is_repeated else None, ran),
        *compare_direct_output(one, two if is_repeated else None, ran),
        *compare_rest(runs),
    ]
    found = _of(stage, first, tuple(comparisons), ran=ran, notes=notes_of(stage.job.limits, one, two, ran))
    seconds = (one.seconds, two.seconds, ran.seconds)
    return replace(found, circumstances=replace(found.circumstances, seconds=seconds))


def _without_package(stage: _Stage, first: _Ran[NotebookRun]) -> Verdict:
    return _of(stage, first, (), ran=None, notes=notes_of(stage.job.limits, first.run, None, None))


def _of(
    stage: _Stage,
    first: _Ran[NotebookRun],
    comparisons: tuple[Comparison, ...],
    *,
    ran: PackageRun | None,
    notes: tuple[str, ...],
) -> Verdict:
    job = stage.job
    verdict = Verdict(
        notebook=str(job.notebook),
        package=str(job.package),
        comparisons=comparisons,
        statements_run=statements_run(stage.facts, first.run),
        statements=len(stage.facts.statements),
        notebook_error=first.run.error,
        package_error=ran.error if ran else "",
        notes=notes,
        circumstances=Circumstances(
            date=datetime.now(UTC).isoformat(timespec="seconds"),
            version=job.version,
            python=python_version(job.python),
            data=first.data,
            is_isolated=bool(job.package_python),
        ),
    )
    return without_secrets(verdict, job.cells.sources.values())


def _has_displays(facts: PackageFacts) -> bool:
    """Whether the package shows what the notebook asks to be displayed (`--displays drop` leaves that out)."""
    return (facts.folder / "src" / facts.name / "display.py").is_file()
