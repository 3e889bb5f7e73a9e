"""`nb2pkg graph`."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer


class By(Enum):
    """What the nodes of the picture are."""

    FUNCTIONS = "functions"
    CELLS = "cells"


def graph(
    notebook: Annotated[
        Path, typer.Argument(metavar="NOTEBOOK", help="An .ipynb file, or a notebook as .py, .md or .Rmd.")
    ],
    *,
    by: Annotated[By, typer.Option("--by", help="What the nodes are.")] = By.FUNCTIONS,
    format: Annotated[
        str, typer.Option("--format", help="mermaid, json, svg or html.  [default: by --output, else mermaid]")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write it to this file.")] = None,
) -> None:
    """Draw the data flow of NOTEBOOK: which function, or cell, gives what to which. Nothing is executed."""
    from nb2pkg.graph_pipeline import flow_of_cells, flow_of_functions
    from nb2pkg.reporter import graph_format, graph_format_of
    from nb2pkg.surfaces.report_file import write_report

    chosen = graph_format(format or "mermaid") if format or output is None else graph_format_of(output)
    flow = flow_of_cells(notebook) if by is By.CELLS else flow_of_functions(notebook)
    if output is None:
        sys.stdout.write(chosen.render(flow))
    else:
        write_report(output, chosen.render(flow))
