"""The runs of one verification: each in a room of its own, with a new copy of the notebook's folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import uuid4

from msgspec import Struct

from nb2pkg.verifier.facts import PackageFacts, facts_of
from nb2pkg.verifier.file_records import file_record
from nb2pkg.verifier.inner_names import with_inner_names
from nb2pkg.verifier.limits import Limits, Room
from nb2pkg.verifier.run_notebook import CodeCells, NotebookRun, run_notebook
from nb2pkg.verifier.run_package import PackageRun, run_package
from nb2pkg.verifier.sampling import sample_tables
from nb2pkg.verifier.workspace import copy_folder, data_digest, fingerprints, written

# The C library fills memory with this before it is used: what reads it without writing to it first shows.
OTHER_MEMORY = ({"MALLOC_PERTURB_": "165"}, {"MALLOC_PERTURB_": "90"})
PROBE = Path(__file__).parent / "probe"
_Run = TypeVar("_Run", NotebookRun, PackageRun)


class VerifyJob(Struct, frozen=True, kw_only=True):
    """What to verify and how. `python` is the interpreter for both; `data` a folder to lay over the notebook's."""

    notebook: Path
    cells: CodeCells
    package: Path
    python: str
    limits: Limits
    data: Path | None = None
    sample: int = 0  # rows to keep of each table of text; 0 for all
    version: str = ""  # of nb2pkg
    notes: tuple[str, ...] = ()  # what is known about the runs before they begin
    package_python: str = ""  # another interpreter, in which the package is installed; else `python` and its sources


class Ran(Struct, Generic[_Run], frozen=True, kw_only=True):
    """A run with the records of the files that it wrote, by path."""

    run: _Run
    files: dict[str, Any]
    data: str  # the fingerprint of the folder before


class NotebookRuns(Struct, frozen=True, kw_only=True):
    """The notebook's two runs; only one if that came to no end of its own: the other would take as long."""

    first: Ran[NotebookRun]
    second: Ran[NotebookRun] | None


class Stage(Struct, frozen=True, kw_only=True):
    """What the runs of one verification share."""

    job: VerifyJob
    facts: PackageFacts
    home: Path

    @property
    def blobs(self) -> Path:
        """The folder of large contents, which all runs write to."""
        return self.home / "blobs"

    @property
    def probe(self) -> Path:
        """The folder from which the runs import the probe."""
        return self.home / "p"


@contextmanager
def stage_for(job: VerifyJob) -> Iterator[Stage]:
    """A stage that is gone afterwards. Raises Nb2pkgError for what is no package."""
    facts = with_inner_names(facts_of(job.package, notebook=job.notebook.name), job.cells.sources)
    with tempfile.TemporaryDirectory(prefix="nb2pkg-", ignore_cleanup_errors=True) as name:
        stage = Stage(job=job, facts=facts, home=Path(name).resolve())
        stage.blobs.mkdir()
        shutil.copytree(PROBE, stage.probe / "_nb2pkg_probe", ignore=shutil.ignore_patterns("__pycache__"))
        yield stage


def rehearse_notebook(stage: Stage) -> NotebookRuns:
    """Runs the notebook twice."""
    first = _notebook(stage)
    return NotebookRuns(first=first, second=None if first.run.killed else _notebook(stage, **OTHER_MEMORY[0]))


def rehearse_again(stage: Stage) -> Ran[NotebookRun]:
    """Runs the notebook a third time."""
    return _notebook(stage, **OTHER_MEMORY[1])


def _notebook(stage: Stage, **more: str) -> Ran[NotebookRun]:
    job = stage.job
    return _in_a_room(
        stage,
        lambda room: run_notebook(
            job.cells,
            stage.facts,
            python=job.python,
            room=room,
            probe=stage.probe,
            limits=job.limits,
            more=more,
        ),
    )


def rehearse_package(stage: Stage) -> Ran[PackageRun]:
    """Runs the package once."""
    job = stage.job
    return _in_a_room(
        stage,
        lambda room: run_package(
            stage.facts,
            python=job.package_python or job.python,
            room=room,
            probe=stage.probe,
            limits=job.limits,
            is_installed=bool(job.package_python),
        ),
    )


def _in_a_room(stage: Stage, run: Callable[[Room], _Run]) -> Ran[_Run]:
    """One run in a new copy of the notebook's folder, always at the same place: paths get into values and prints."""
    home = stage.home / "room"
    room = Room(folder=home / "folder", scratch=home / "s", blobs=stage.blobs, mark=uuid4().hex)
    copy_folder(stage.job.notebook.resolve().parent, room.folder, data=stage.job.data)
    if stage.job.sample:
        sample_tables(room.folder, rows=stage.job.sample)
    room.scratch.mkdir()
    before = fingerprints(room.folder)
    found = run(room)
    records = {path: file_record(room.folder / path) for path in written(room.folder, before)}
    shutil.rmtree(home)
    return Ran(run=found, files=records, data=data_digest(before))
