"""The options of `nb2pkg estate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nb2pkg.surfaces.engine_options import EngineOptions, Jobs, Scheduler
from nb2pkg.surfaces.review_cli import split
from nb2pkg.surfaces.rule_options import ExtendSelect, Ignore, Ruff, Select


def estate(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|LIST", help="A folder of notebooks, or a file that lists notebooks or repositories."
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the data set and the page.")] = Path(
        "estate"
    ),
    engine: Annotated[str, typer.Option("--engine", help="serial, processes or dask.")] = "processes",
    jobs: Jobs = 0,
    scheduler: Scheduler = "",
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="S", help="Seconds for each notebook.")] = 60,
    memory: Annotated[int, typer.Option("--memory", min=256, metavar="MB", help="Megabytes for each process.")] = 2048,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    ruff: Ruff = None,
) -> None:
    """Survey all notebooks below DIR: a Parquet data set and a page about them. Nothing is executed.

    LIST has a path of a notebook, or the URL of a git repository, on each line; repositories are cloned below --out.
    Another run reads what changed; one that was stopped goes on where it was.
    """
    from msgspec.structs import replace

    from nb2pkg.check_settings import settings_for
    from nb2pkg.engine.estate.run import EstateRequest
    from nb2pkg.surfaces.estate_command import run_estate_command

    options = EngineOptions(engine=engine, jobs=jobs, scheduler=scheduler, timeout=timeout, memory=memory)
    choice = options.choice(seconds=timeout)
    found = settings_for(place if place.is_dir() else place.parent)
    settings = replace(
        found,
        select=split(select) or found.select,
        extend_select=(*found.extend_select, *split(extend_select)),
        ignore=(*found.ignore, *split(ignore)),
        ruff=found.ruff if ruff is None else ruff,
    )
    sys.stdout.write(run_estate_command(EstateRequest(place=place, out=out, settings=settings, engine=choice)))
