"""`nb2pkg convert A.ipynb B.ipynb --name project`: several notebooks as one package."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Displays, Figures
from nb2pkg.model.package import Project
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRequest:
    """What was asked for. `name` is empty if none was given."""

    notebooks: tuple[Path, ...]
    name: str
    out: Path | None
    displays: Displays
    figures: Figures
    force: bool
    dry_run: bool
    verify: bool


def run_project(request: ProjectRequest) -> int:
    """Writes the project, or lists its files, and returns the exit code."""
    from nb2pkg.pipeline import build_project, convert_project

    _check(request)
    name, displays, figures = request.name, request.displays, request.figures
    folder = request.out or Path(name)
    if request.dry_run:
        project = build_project(request.notebooks, name=name, displays=displays, figures=figures)
        lines = [f"Would write {folder}: {_counts(project)}.", *(f"  {file.path}" for file in project.files)]
        lines += ["Nothing was executed, nothing was written."]
    else:
        project = convert_project(
            request.notebooks, name=name, displays=displays, figures=figures, out=request.out, force=request.force
        )
        lines = [f"Wrote {folder}: {_counts(project)}.", "Nothing was executed.", *_next(project, request, folder)]
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))
    return 0


def _check(request: ProjectRequest) -> None:
    if not request.name:
        raise Nb2pkgError(
            f"{counted(len(request.notebooks), 'notebook')} become one package, which needs a name.",
            hint="Give it with --name, or convert the notebooks one by one.",
        )
    if request.verify:
        raise Nb2pkgError(
            "--verify takes one notebook.",
            hint="Convert first; then verify each with `nb2pkg verify NOTEBOOK FOLDER`.",
        )
    twice = {path.resolve() for path in request.notebooks}
    if len(twice) < len(request.notebooks):
        raise Nb2pkgError("A notebook was given twice.", hint="Name each notebook once.")


def _counts(project: Project) -> str:
    return f"{counted(len(project.parts), 'pipeline')}, {counted(len(project.shared), 'shared definition')}"


def _next(project: Project, request: ProjectRequest, folder: Path) -> Iterator[str]:
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
