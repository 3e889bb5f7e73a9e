"""`nb2pkg slim`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def slim(
    notebook: Annotated[Path, typer.Argument(metavar="NOTEBOOK", help="The notebook that was converted.")],
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The folder that `nb2pkg convert` wrote.")],
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The notebook to write.  [default: <name>-slim.ipynb]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a notebook that calls the functions of PACKAGE and shows what NOTEBOOK showed. Nothing is executed."""
    from nb2pkg.engine.slim import slim_notebook
    from nb2pkg.errors import Nb2pkgError
    from nb2pkg.reporter.escaping import printable
    from nb2pkg.surfaces.report_file import write_report

    text = slim_notebook(notebook, package)
    target = output or Path(f"{notebook.stem}-slim.ipynb")
    if target.exists() and not force:
        raise Nb2pkgError(f"{target} exists.", hint="Give another name with --output, or replace it with --force.")
    write_report(target, text)
    sys.stdout.write(printable(f"Wrote {target}; it needs the package: pip install -e {package}") + "\n")
    sys.stdout.write("Nothing was executed.\n")
