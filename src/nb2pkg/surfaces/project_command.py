"""`nb2pkg convert A.ipynb B.ipynb --name project`: several notebooks as one package."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Pipeline
from nb2pkg.model.package import Project
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable
from nb2pkg.surfaces.screen import shows_colours

if TYPE_CHECKING:
    from nb2pkg.surfaces.convert_command import ConvertRequest, RunOptions


def run_project(request: ConvertRequest) -> int:
    """Writes the project, or lists its files, and returns the exit code."""
    from nb2pkg.base_file import with_base
    from nb2pkg.project_pipeline import build_project, convert_project

    _check(request)
    folder = request.out or Path(request.choices.name or "")
    if request.dry_run:
        project = build_project(request.notebooks, request.choices)
        lines = [f"Would write {folder}: {_counts(project)}.", *(f"  {file.path}" for file in with_base(project.files))]
        lines += ["Nothing was executed, nothing was written."]
        _say(lines)
        return 0
    if request.runs is not None:
        from nb2pkg.engine.verification import check_extra

        check_extra()  # before anything is written
    project = convert_project(request.notebooks, request.choices, out=request.out, force=request.force)
    executed = ["Nothing was executed."] if request.runs is None else []
    _say([f"Wrote {folder}: {_counts(project)}.", *executed, *_next(project, request, folder)])
    return 0 if request.runs is None else _verified(request, request.runs, folder)


def _verified(request: ConvertRequest, runs: RunOptions, folder: Path) -> int:
    """The verdict on each part beside its notebook; the exit code is the worst."""
    from nb2pkg.surfaces.verify_command import run_verify

    code = 0
    for notebook in request.notebooks:
        sys.stdout.write("\n")
        sys.stdout.flush()
        asked = runs.request(notebook, folder)
        code = max(code, run_verify(asked, format="terminal" if shows_colours() else "text", output=None))
    _say(["No tests were recorded, and the package's documents do not tell the verdicts: both take a single notebook."])
    return code


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))


def _check(request: ConvertRequest) -> None:
    if not request.choices.name:
        raise Nb2pkgError(
            f"{counted(len(request.notebooks), 'notebook')} become one package, which needs a name.",
            hint="Give it with --name, or convert the notebooks one by one.",
        )
    if request.choices.models:
        raise Nb2pkgError("--models takes one notebook.", hint="Convert the notebooks one by one, or leave it out.")
    if request.choices.pipeline is not Pipeline.NONE:
        raise Nb2pkgError("--pipeline takes one notebook.", hint="Convert the notebooks one by one, or leave it out.")
    if request.choices.handover:
        raise Nb2pkgError("--handover takes one notebook.", hint="Convert the notebooks one by one, or leave it out.")
    twice = {path.resolve() for path in request.notebooks}
    if len(twice) < len(request.notebooks):
        raise Nb2pkgError("A notebook was given twice.", hint="Name each notebook once.")


def _counts(project: Project) -> str:
    return f"{counted(len(project.parts), 'pipeline')}, {counted(len(project.shared), 'shared definition')}"


def _next(project: Project, request: ConvertRequest, folder: Path) -> Iterator[str]:
    for package in project.parts:
        if package.plan.refusals:
            part = package.plan.name.partition(".")[2]
            number = counted(len(package.plan.refusals), "thing")
            yield f"{number} to look at: see {folder / 'docs' / part / 'CONVERSION.md'}."
    yield "Next:"
    yield f"  python -m pip install -e {shlex.quote(str(folder))} pytest"
    yield f"  python -m pytest {shlex.quote(str(folder))}"
    for notebook, package in zip(request.notebooks, project.parts, strict=True):
        at = "" if notebook.parent == Path() else f"cd {shlex.quote(str(notebook.parent))} && "
        yield f"  {at}python -m {package.plan.name}"
