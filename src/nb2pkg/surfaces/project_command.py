"""`nb2pkg convert A.ipynb B.ipynb --name project`: several notebooks as one package."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Pipeline
from nb2pkg.model.package import Project
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable
from nb2pkg.surfaces.screen import shows_colours
from nb2pkg.surfaces.summary import documents
from nb2pkg.surfaces.verify_command import announce, exit_code

if TYPE_CHECKING:
    from nb2pkg.engine.golden_path import Template
    from nb2pkg.model.verdict import Verdict
    from nb2pkg.surfaces.convert_command import ConvertRequest, RunOptions


def run_project(request: ConvertRequest, template: Template | None = None) -> int:
    """Writes the project, with the template's files if there is one, or lists its files; returns the exit code."""
    from nb2pkg.engine.golden_path import write_on_path
    from nb2pkg.package_folder import rewrite_files

    _check(request)
    folder = request.out or Path(request.choices.name or "")
    project = _built(request, template)
    if request.dry_run:
        lines = [f"Would write {folder}: {_counts(project)}.", *(f"  {file.path}" for file in project.files)]
        lines += ["Nothing was executed, nothing was written."]
        _say(lines)
        return 0
    if request.runs is not None:
        from nb2pkg.engine.verification import check_extra

        check_extra()  # before anything is written
    write_on_path(project.files, folder, notebooks=request.notebooks, force=request.force)
    executed = ["Nothing was executed."] if request.runs is None else []
    _say([f"Wrote {folder}: {_counts(project)}.", *executed, *_next(project, request, folder)])
    if request.runs is None:
        return 0
    verdicts = list(_verdicts(request, request.runs, folder))
    told = _built(request, template, verdicts)
    rewrite_files([file for file in told.files if file not in project.files], folder)
    _say(["The package's documents tell the verdicts. No tests were recorded: that takes a single notebook."])
    return max(map(exit_code, verdicts))


def _built(request: ConvertRequest, template: Template | None, verdicts: Sequence[Verdict] = ()) -> Project:
    """With its base, so that nothing but writing is left."""
    from nb2pkg.base_file import with_base
    from nb2pkg.engine.golden_path import build_project_on_path
    from nb2pkg.project_pipeline import build_project

    if template is not None:
        return build_project_on_path(request.notebooks, template, request.choices, verdicts=verdicts)
    project = build_project(request.notebooks, request.choices, verdicts=verdicts)
    return replace(project, files=with_base(project.files))


def _verdicts(request: ConvertRequest, runs: RunOptions, folder: Path) -> Iterator[Verdict]:
    """The verdict on each part beside its notebook, shown as soon as it is known."""
    from nb2pkg.engine.verification import verify_package
    from nb2pkg.reporter import verify_format

    for notebook in request.notebooks:
        asked = runs.request(notebook, folder)
        announce(asked)
        verdict = verify_package(asked)
        sys.stdout.write("\n" + verify_format("terminal" if shows_colours() else "text").render(verdict))
        sys.stdout.flush()
        yield verdict


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
            yield f"{number} to look at: see {folder / documents(project.files) / part / 'CONVERSION.md'}."
    yield "Next:"
    yield f"  python -m pip install -e {shlex.quote(str(folder))} pytest"
    yield f"  python -m pytest {shlex.quote(str(folder))}"
    for notebook, package in zip(request.notebooks, project.parts, strict=True):
        at = "" if notebook.parent == Path() else f"cd {shlex.quote(str(notebook.parent))} && "
        yield f"  {at}python -m {package.plan.name}"
