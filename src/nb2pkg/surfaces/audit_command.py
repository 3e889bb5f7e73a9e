"""`nb2pkg audit`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def audit(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The folder of a package, whoever wrote it.")],
    *,
    notebook: Annotated[
        Path | None, typer.Option("--notebook", help="The notebook that it came from: looked at for data leakage.")
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option("--require", help="Items that must have passed: numbers, names, categories or `all`."),
    ] = None,
    build: Annotated[bool, typer.Option("--build", help="Build it too. This runs its build backend.")] = False,
    online: Annotated[bool, typer.Option("--online", help="Ask a service for known vulnerabilities.")] = False,
    format: Annotated[
        str, typer.Option("--format", help="terminal, text, json or markdown.  [default: by where it goes]")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report to this file.")] = None,
) -> int:
    """Tell how ready PACKAGE is for IT, item by item. Exit code 1 if an item failed. Nothing of it is executed."""
    from nb2pkg.engine.audit import AuditRequest, audit_package
    from nb2pkg.reporter import audit_format
    from nb2pkg.surfaces.report_file import write_report
    from nb2pkg.surfaces.review_cli import split
    from nb2pkg.surfaces.screen import shows_colours

    chosen = audit_format(format or ("terminal" if output is None and shows_colours() else "text"))
    found = audit_package(
        AuditRequest(package=package, notebook=notebook, required=split(require), builds=build, online=online)
    )
    if output is None:
        sys.stdout.write(chosen.render(found))
    else:
        write_report(output, chosen.render(found))
    return 1 if found.failing else 0
