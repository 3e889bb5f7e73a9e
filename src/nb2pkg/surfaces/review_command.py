"""`nb2pkg review`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.check_settings import CheckSettings, settings_for
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Profile, Severity
from nb2pkg.surfaces.report_file import write_report

EXIT_FOUND = 1


class ReviewRequest(Struct, frozen=True, kw_only=True):
    """What was asked for on the command line; what was not is left to the settings of the project.

    `formats` are names, or `NAME=FILE` to write one to a file: the notebooks are looked at once for all of them.
    `comment`: the forge on whose request the Markdown becomes a comment, with a token from the environment.
    """

    paths: tuple[Path, ...] = ()
    base: str = ""
    head: str = ""
    formats: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile | None = None
    severity: Severity | None = None
    fail_on: Severity | None = None
    ruff: bool | None = None
    comment: str = ""
    exit_zero: bool = False
    jobs: int = 0


def run_review(request: ReviewRequest) -> int:
    """Reviews, reports, and returns the exit code."""
    from nb2pkg.engine.review import review_report
    from nb2pkg.reporter import review_format

    wanted = [name.partition("=") for name in request.formats or ("text",)]
    chosen = [(review_format(name), file) for name, _, file in wanted]
    _check_forge(request.comment)
    report = review_report(
        request.paths, _settings(request), folder=Path(), base=request.base, head=request.head, jobs=request.jobs
    )
    for format, file in chosen:
        text = format.render(report)
        if file:
            write_report(Path(file), text)
        else:
            sys.stdout.write(text)
    if request.comment:
        from nb2pkg.surfaces.forges import post_comment

        done = post_comment(request.comment, review_format("markdown").render(report), os.environ)
        sys.stderr.write(f"{done}\n")
    return EXIT_FOUND if report.number_failing and not request.exit_zero else 0


def _check_forge(name: str) -> None:
    if name:
        from nb2pkg.surfaces.forges import FORGES

        if name not in FORGES:
            raise Nb2pkgError(f"`{name}` takes no comments.", hint="Choose one of " + ", ".join(FORGES) + ".")


def _settings(request: ReviewRequest) -> CheckSettings:
    settings = settings_for(Path())
    return replace(
        settings,
        select=request.select or settings.select,
        extend_select=(*settings.extend_select, *request.extend_select),
        ignore=(*settings.ignore, *request.ignore),
        profile=request.profile or settings.profile,
        severity=request.severity or settings.severity,
        fail_on=request.fail_on or settings.fail_on,
        ruff=settings.ruff if request.ruff is None else request.ruff,
    )
