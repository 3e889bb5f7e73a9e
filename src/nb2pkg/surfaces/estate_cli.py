"""The options of `nb2pkg estate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from nb2pkg.surfaces.review_cli import split
from nb2pkg.surfaces.rule_options import ExtendSelect, Ignore, Ruff, Select


def estate(
    place: Annotated[
        Path, typer.Argument(metavar="DIR|MANIFEST", help="A folder of notebooks, or a file that lists them.")
    ],
    *,
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the data set and the page.")] = Path(
        "estate"
    ),
    engine: Annotated[str, typer.Option("--engine", help="serial, processes or dask.")] = "processes",
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0: one for each core.")] = 0,
    scheduler: Annotated[str, typer.Option("--scheduler", help="Dask's, such as tcp://host:8786.")] = "",
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="S", help="Seconds for each notebook.")] = 60,
    memory: Annotated[int, typer.Option("--memory", min=256, metavar="MB", help="Megabytes for each process.")] = 2048,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    ruff: Ruff = None,
) -> None:
    """Survey all notebooks below DIR: a Parquet data set and a page about them. Nothing is executed.

    Another run reads what changed; one that was stopped goes on where it was.
    """
    from dataclasses import replace

    from nb2pkg.check_settings import settings_for
    from nb2pkg.engine.batches.executors import EngineChoice, EngineKind
    from nb2pkg.engine.batches.work import ItemLimits
    from nb2pkg.engine.estate.run import EstateRequest
    from nb2pkg.errors import Nb2pkgError
    from nb2pkg.surfaces.estate_command import run_estate_command

    kinds = {kind.value: kind for kind in EngineKind}
    if engine not in kinds:
        raise Nb2pkgError(f"`{engine}` is no engine.", hint=f"Choose one of {', '.join(kinds)}.")
    found = settings_for(place if place.is_dir() else place.parent)
    settings = replace(
        found,
        select=split(select) or found.select,
        extend_select=(*found.extend_select, *split(extend_select)),
        ignore=(*found.ignore, *split(ignore)),
        ruff=found.ruff if ruff is None else ruff,
    )
    limits = ItemLimits(seconds=timeout, memory_mb=memory)
    choice = EngineChoice(kind=kinds[engine], jobs=jobs, scheduler=scheduler, limits=limits)
    sys.stdout.write(run_estate_command(EstateRequest(place=place, out=out, settings=settings, engine=choice)))
