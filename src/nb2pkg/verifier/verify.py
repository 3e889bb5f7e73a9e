"""The spine of a verification: the notebook twice, its package once, each in a copy of the folder, then compared.

Where they differ, the notebook runs a third time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from nb2pkg.model.verdict import BAD, Circumstances, Comparison, Verdict
from nb2pkg.verifier.absent_library import absent_library, told_absence
from nb2pkg.verifier.compare_ends import compare_direct_output, compare_ends, compare_rest
from nb2pkg.verifier.compare_files import WrittenFiles, compare_files, with_contents
from nb2pkg.verifier.compare_runs import Runs, compare_calls, compare_values
from nb2pkg.verifier.compare_streams import compare_streams
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.file_records import module_records
from nb2pkg.verifier.interpreter import python_version
from nb2pkg.verifier.masking import without_secrets
from nb2pkg.verifier.notes import notes_of
from nb2pkg.verifier.rehearsal import (
    NotebookRuns,
    Ran,
    Stage,
    VerifyJob,
    rehearse_again,
    rehearse_notebook,
    rehearse_package,
    stage_for,
)
from nb2pkg.verifier.run_package import PackageRun
from nb2pkg.verifier.statements import statements_run
from nb2pkg.verifier.third_run import agreed


def verify(job: VerifyJob) -> Verdict:
    """Executes both and compares. Raises Nb2pkgError where there is nothing to execute."""
    started = time.monotonic()
    with stage_for(job) as stage:
        notebook = rehearse_notebook(stage)
        package = rehearse_package(stage) if notebook.second is not None else None
        found = verdict_on(stage, notebook, package)
        if _are_bad(found.comparisons):
            found = _doubted(stage, notebook, package, found)
    seconds = (*found.circumstances.seconds, time.monotonic() - started)
    return replace(found, circumstances=replace(found.circumstances, seconds=seconds))


def _doubted(stage: Stage, notebook: NotebookRuns, package: Ran[PackageRun] | None, verdict: Verdict) -> Verdict:
    """The verdict after one more run of the notebook, unless that run fails where the others do not."""
    third = rehearse_again(stage)
    if third.run.error != notebook.first.run.error:
        return verdict
    return agreed(verdict, verdict_on(stage, replace(notebook, second=third), package))


def verdict_on(stage: Stage, notebook: NotebookRuns, package: Ran[PackageRun] | None) -> Verdict:
    """What comes of the runs. Without a run of the package nothing is compared."""
    job, one, two = stage.job, notebook.first.run, notebook.second
    ran = package.run if package is not None else None
    compared = () if package is None else _comparisons(stage, notebook, package)
    absent = absent_library(stage.facts, one, ran) if _are_bad(compared) and not job.package_python else ""
    verdict = Verdict(
        notebook=str(job.notebook),
        package=str(job.package),
        comparisons=() if absent else compared,
        statements_run=statements_run(stage.facts, one),
        statements=len(stage.facts.statements),
        notebook_error=one.error,
        package_error=ran.error if ran is not None else "",
        notes=((told_absence(absent),) if absent else ())
        + job.notes
        + notes_of(job.limits, one, two.run if two is not None else None, ran),
        circumstances=Circumstances(
            date=datetime.now(UTC).isoformat(timespec="seconds"),
            version=job.version,
            python=python_version(job.python),
            data=notebook.first.data,
            is_isolated=bool(job.package_python),
            seconds=tuple(found.seconds for found in (one, two.run if two is not None else None, ran) if found),
        ),
    )
    return without_secrets(verdict, job.cells.sources.values())


def _are_bad(comparisons: Sequence[Comparison]) -> bool:
    return any(one.outcome in BAD for one in comparisons)


def _comparisons(stage: Stage, notebook: NotebookRuns, package: Ran[PackageRun]) -> tuple[Comparison, ...]:
    one, ran = notebook.first.run, package.run
    again = notebook.second if notebook.second is not None and not notebook.second.run.killed else None
    runs = Runs(
        facts=stage.facts,
        notebook=one.events,
        again=again.run.events if again is not None else None,
        package=ran.events,
        blobs=stage.blobs,
    )
    files = WrittenFiles(
        notebook=with_contents(notebook.first.files, one.events),
        again=with_contents(again.files, again.run.events) if again is not None else None,
        package=with_contents(package.files, ran.events),
        modules=module_records(stage.facts.folder / "src", notebook.first.files),
        blobs=stage.blobs,
    )
    two = again.run if again is not None else None
    return (
        *compare_calls(runs),
        *compare_values(runs),
        *compare_streams(runs, has_displays=_has_displays(stage.facts)),
        *compare_files(files, ran.events),
        *compare_ends(stage.facts, one, two, ran),
        *compare_direct_output(one, two, ran),
        *compare_rest(runs),
    )


def _has_displays(facts: PackageFacts) -> bool:
    """Whether the package shows what the notebook asks to be displayed (`--displays drop` leaves that out)."""
    return (facts.folder / "src" / facts.name / "display.py").is_file()
