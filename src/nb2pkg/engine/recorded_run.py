"""The run that tests are made of: the first one, or where it tells of persons, one among made-up ones."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.package import BYTES, File
from nb2pkg.model.plan import PackagePlan
from nb2pkg.model.recording import Contract, Recording
from nb2pkg.package_folder import write_package
from nb2pkg.recorder.contracts import contracts_of
from nb2pkg.recorder.data_files import DataFiles, among_others, data_files
from nb2pkg.recorder.read_recording import recording_of
from nb2pkg.verifier.run_calls import CallsJob, record_calls

NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class RunForTests(Struct, frozen=True, kw_only=True):
    """A run, the files that it was given, and what the tables were like in the first run."""

    recording: Recording
    data: DataFiles
    contracts: tuple[Contract, ...]


def run_recorded(job: CallsJob, home: Path) -> tuple[CallsJob, Recording]:
    """Where a run fails, perhaps since something stands in for the author's functions, these are left alone."""
    found = recording_of(record_calls(job, home / "run"))
    if not (found.error and job.helpers):
        return job, found
    alone = replace(job, helpers=())
    return alone, recording_of(record_calls(alone, home / "run-again"))


def run_for_tests(plan: PackagePlan, job: CallsJob, recording: Recording, home: Path) -> RunForTests:
    """Where the data tell of persons, the package runs once more among made-up ones; that counts if it goes as far."""
    data = data_files(_texts(job, recording))
    contracts = contracts_of(plan, recording)
    others = among_others(data)
    if others is not None:
        given = replace(job, data=_laid_over(job.data, others, home))
        again = recording_of(record_calls(given, home / "run-made-up"))
        if (again.error, {*again.read}) == (recording.error, {*recording.read}):
            return RunForTests(recording=again, data=others, contracts=contracts)
    return RunForTests(recording=recording, data=data, contracts=contracts)


def _texts(job: CallsJob, recording: Recording) -> dict[str, str] | None:
    """The files that were read, if all are text, in whichever encoding."""
    found = {}
    for name in recording.read:
        places = [place / name for place in (job.data, job.folder) if place is not None]
        path = next((place for place in places if place.is_file()), None)
        content = path.read_bytes() if path is not None else b""
        if NO_TEXT.search(content):
            return None
        found[name] = content.decode("utf-8", BYTES)
    return found


def _laid_over(data: Path | None, others: DataFiles, home: Path) -> Path:
    """A folder with what `data` holds, and the other files over it."""
    folder, over = home / "made-up", home / "made-up-files"
    write_package(tuple(File(path=path, text=text) for path, text in others.texts.items()), over)
    if data is not None:
        shutil.copytree(data, folder)
    shutil.copytree(over, folder, dirs_exist_ok=True)
    return folder
