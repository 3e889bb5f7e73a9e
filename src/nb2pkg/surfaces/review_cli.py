"""`nb2pkg review` and `nb2pkg report` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nb2pkg.surfaces.rule_options import ExtendSelect, FailOn, Ignore, LeastSeverity, ProfileOption, Ruff, Select


def split(selectors: list[str] | None) -> tuple[str, ...]:
    """Options that may be repeated, and hold several with commas between them."""
    return tuple(part.strip() for one in selectors or () for part in one.split(",") if part.strip())


def review(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="Only these notebooks and folders.")
    ] = None,
    *,
    base: Annotated[str, typer.Option("--base", help="What to compare with.  [default: the main branch]")] = "",
    head: Annotated[str, typer.Option("--head", help="The commit to review.  [default: HEAD]")] = "",
    format: Annotated[
        list[str] | None,
        typer.Option("--format", help="How to report, repeatable; `markdown=FILE` writes to a file.  [default: text]"),
    ] = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    profile: ProfileOption = None,
    severity: LeastSeverity = None,
    fail_on: FailOn = None,
    ruff: Ruff = None,
    comment: Annotated[
        str, typer.Option("--comment", help="Write or change ONE comment on the request: github or gitlab.")
    ] = "",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is introduced.")] = False,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0 for as many as pay.")] = 0,
) -> int:
    """Tell what a change does to notebooks: findings introduced and fixed, cells, data flow. Nothing is executed."""
    from nb2pkg.surfaces.review_command import ReviewRequest, run_review

    request = ReviewRequest(
        paths=tuple(paths or ()),
        base=base,
        head=head,
        formats=tuple(format or ()),
        select=split(select),
        extend_select=split(extend_select),
        ignore=split(ignore),
        profile=profile,
        severity=severity,
        fail_on=fail_on,
        ruff=ruff,
        comment=comment,
        exit_zero=exit_zero,
        jobs=jobs,
    )
    return run_review(request)


def report(
    paths: Annotated[list[Path], typer.Argument(metavar="NOTEBOOK...", help="Notebooks, and folders of them.")],
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The page to write.  [default: <name>-report.html]")
    ] = None,
    verdict: Annotated[
        Path | None, typer.Option("--verdict", help="What `nb2pkg verify --format json` said, to be shown too.")
    ] = None,
) -> None:
    """Write a page with findings beside the cells and the functions that these become. Nothing is executed."""
    from nb2pkg.reporter.escaping import printable
    from nb2pkg.surfaces.report_command import run_report

    sys.stdout.write(
        f"Wrote {printable(str(run_report(paths, output=output, verdict=verdict)))}. Nothing was executed.\n"
    )
