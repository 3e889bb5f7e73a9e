"""`nb2pkg template new` and `nb2pkg template check`; what `convert --template` does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nb2pkg.errors import Nb2pkgError
from nb2pkg.surfaces.screen import shows_colours

if TYPE_CHECKING:
    from nb2pkg.engine.golden_path import Template
    from nb2pkg.engine.verification import VerifyRequest
    from nb2pkg.model.package import Package
    from nb2pkg.surfaces.convert_command import ConvertRequest

Answers = Annotated[
    list[str] | None, typer.Option("--answer", metavar="NAME=VALUE", help="An answer to the template; repeatable.")
]
Ref = Annotated[str, typer.Option("--template-ref", help="Its tag, branch or commit.  [default: the newest tag]")]
Trust = Annotated[bool, typer.Option("--trust", help="Let the template run code of its own.")]

app = typer.Typer(no_args_is_help=True, help="An organisation's own template around generated packages.")


@app.command()
def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")]) -> None:
    """Write a template to begin with."""
    from nb2pkg.engine.template_check import new_template

    new_template(folder)
    sys.stdout.write(f"Wrote {folder}. Try it: nb2pkg template check {folder} --answer owner=team-a\n")


@app.command()
def check(
    source: Annotated[str, typer.Argument(metavar="PATH|GIT-URL", help="The template.")],
    *,
    answer: Answers = None,
    ref: Ref = "",
    trust: Trust = False,
) -> None:
    """Render a template around a small package and tell whether its contract holds."""
    from nb2pkg.engine.template_check import check_template

    for line in check_template(template_of(source, answers=answer, ref=ref, trust=trust)):
        sys.stdout.write(f"{line}\n")


def convert_on_template(request: ConvertRequest, template: Template) -> int:
    """Converts, renders, writes and tells; with --verify it executes too."""
    if len(request.notebooks) > 1:
        from nb2pkg.surfaces.project_command import run_project

        return run_project(request, template)
    (notebook,) = request.notebooks
    from nb2pkg.engine.golden_path import build_on_path, write_on_path
    from nb2pkg.surfaces.summary import dry_run_summary, summary, summary_before_verifying

    package, _ = build_on_path(notebook, template, request.choices)
    folder = request.out or Path(package.name)
    if request.dry_run:
        sys.stdout.write(dry_run_summary(package, folder))
        return 0
    if request.runs is None:
        write_on_path(package.files, folder, notebooks=[notebook], force=request.force)
        sys.stdout.write(summary(package, notebook, folder))
        return 0
    from nb2pkg.engine.verification import check_extra
    from nb2pkg.pipeline import build_package

    check_extra()  # before anything is written
    write_on_path(package.files, folder, notebooks=[notebook], force=request.force)
    sys.stdout.write(summary_before_verifying(package, folder))
    sys.stdout.flush()
    return _verified(build_package(notebook, request.choices), template, request.runs.request(notebook, folder))


def _verified(package: Package, template: Template, request: VerifyRequest) -> int:
    """`package` as it was generated: what runs show is told in it, and it lands on the path once more."""
    from nb2pkg.engine.golden_path import landing_on
    from nb2pkg.surfaces.verify_command import verify_written

    format = "terminal" if shows_colours() else "text"
    return verify_written(package, request, format=format, landing=landing_on(template))


def template_of(source: str, *, answers: list[str] | None, ref: str, trust: bool) -> Template:
    """The options as one value. Raises Nb2pkgError for an answer without a name."""
    from nb2pkg.engine.golden_path import Template

    pairs = [one.partition("=") for one in answers or ()]
    if wrong := [name for name, sign, _ in pairs if not sign or not name]:
        raise Nb2pkgError(f"`{wrong[0]}` is no answer.", hint="Write --answer name=value.")
    return Template(source=source, ref=ref, answers={name: value for name, _, value in pairs}, trusted=trust)
