"""`nb2pkg convert`, `plan` and `verify` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from nb2pkg.model.choices import Choices, Cut, Displays, Figures, Pipeline
from nb2pkg.surfaces.convert_command import ConvertRequest, RunOptions
from nb2pkg.surfaces.engine_options import EngineOptions, Jobs, Scheduler
from nb2pkg.surfaces.screen import shows_colours
from nb2pkg.surfaces.template_command import Answers, Ref, Trust, convert_on_template, template_of

RUN_SECONDS, RUN_MEGABYTES = 600, 8192  # for each run of a verification

_Notebook = Annotated[
    Path, typer.Argument(metavar="NOTEBOOK", help="An .ipynb file, or a notebook as .py, .md or .Rmd.")
]
_Name = Annotated[str | None, typer.Option("--name", help="The package's name.  [default: from the file name]")]
_Displays = Annotated[Displays, typer.Option("--displays", help="Where values go that the notebook shows.")]
_Figures = Annotated[Figures, typer.Option("--figures", help="What happens to figures at the end of a cell.")]
_Pipeline = Annotated[
    Pipeline, typer.Option("--pipeline", help="stages run one at a time, too: by command, in Dagster, in Airflow.")
]
_Models = Annotated[
    bool, typer.Option("--models", help="Fitted models of scikit-learn's kind are saved, and predict for new data.")
]
_Cut = Annotated[Cut, typer.Option("--cut", help="How finely the notebook is cut into functions.")]


_Python = Annotated[
    str,
    typer.Option(
        "--python", help="The interpreter in whose environment both run.  [default: the active environment's]"
    ),
]
_Timeout = Annotated[int, typer.Option("--timeout", min=1, metavar="S", help="Seconds for each run.")]
_Memory = Annotated[int, typer.Option("--memory", min=256, metavar="MB", help="Megabytes for each process.")]
_Engine = Annotated[
    str, typer.Option("--engine", help="Of many notebooks: serial, processes or dask.  [default: processes]")
]
_AllowNetwork = Annotated[bool, typer.Option("--allow-network", help="Let the runs use the network.")]
_Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="A folder of data to lay over the notebook's folder.")
]
_Sample = Annotated[
    int, typer.Option("--sample", min=0, metavar="N", help="Keep N rows of each table of text.  [default: all]")
]
_Isolated = Annotated[
    bool, typer.Option("--isolated", help="Run the package in a new environment made from its own metadata.")
]


_Notebooks = Annotated[
    list[Path],
    typer.Argument(
        metavar="NOTEBOOK...",
        help="An .ipynb file, or a notebook as .py, .md or .Rmd. Several become one package (with --name); "
        "with --each, folders of notebooks too.",
    ),
]
_Out = Annotated[
    Path | None, typer.Option("-o", "--out", help="The folder to write: new or empty.  [default: ./<name>]")
]
_Force = Annotated[bool, typer.Option("--force", help="Replace an earlier package in that folder.")]
_Handover = Annotated[
    bool, typer.Option("--handover", help="With what an organisation asks for: CI, container, hooks, documents.")
]
_Template = Annotated[
    str, typer.Option("--template", metavar="PATH|GIT-URL", help="An organisation's Copier template around it.")
]
_Each = Annotated[bool, typer.Option("--each", help="A package for each notebook, below --out. Run again, it goes on.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Only list the files that would be written.")]
_Verify = Annotated[
    bool,
    typer.Option(
        "--verify",
        help="Then execute both, compare, and record tests and types. Exit code 1 if they are not the same.",
    ),
]
_RunTimeout = Annotated[
    int | None,
    typer.Option(
        "--timeout", min=1, metavar="S", help="Seconds for each run (600), or for converting a notebook (300)."
    ),
]
_RunMemory = Annotated[
    int | None,
    typer.Option("--memory", min=256, metavar="MB", help="Megabytes for each process (8192), or to convert (2048)."),
]


def convert(
    notebooks: _Notebooks,
    *,
    out: _Out = None,
    name: _Name = None,
    displays: _Displays = Displays.LOG,
    figures: _Figures = Figures.SAVE,
    cut: _Cut = Cut.FUNCTIONS,
    force: _Force = False,
    handover: _Handover = False,
    pipeline: _Pipeline = Pipeline.NONE,
    models: _Models = False,
    template: _Template = "",
    template_ref: Ref = "",
    answer: Answers = None,
    trust: Trust = False,
    each: _Each = False,
    dry_run: _DryRun = False,
    verify: _Verify = False,
    python: _Python = "",
    timeout: _RunTimeout = None,
    memory: _RunMemory = None,
    allow_network: _AllowNetwork = False,
    data: _Data = None,
    isolated: _Isolated = False,
    engine: _Engine = "",
    scheduler: Scheduler = "",
    jobs: Jobs = 0,
) -> int:
    """Write the package that does what NOTEBOOK does. Nothing is executed, but with --verify."""
    from nb2pkg.surfaces.convert_command import run_convert

    runs = RunOptions(
        python=python,
        timeout=timeout or RUN_SECONDS,
        memory=memory or RUN_MEGABYTES,
        allow_network=allow_network,
        data=data,
        isolated=isolated,
    )
    options = EngineOptions(engine=engine, jobs=jobs, scheduler=scheduler, timeout=timeout, memory=memory)
    choices = Choices(name=name, displays=displays, figures=figures, cut=cut, handover=handover, python=python)
    choices = _going_together(replace(choices, pipeline=pipeline, models=models))
    request = ConvertRequest(
        notebooks=tuple(notebooks),
        choices=choices,
        out=out,
        force=force,
        dry_run=dry_run,
        runs=runs if verify else None,
        engine=options,
    )
    if template and not each:
        return convert_on_template(request, template_of(template, answers=answer, ref=template_ref, trust=trust))
    if each:
        from nb2pkg.surfaces.many_command import run_convert_each

        return run_convert_each(request, on_template=bool(template))
    return run_convert(request)


def _going_together(choices: Choices) -> Choices:
    return choices


def plan(
    notebook: _Notebook,
    *,
    name: _Name = None,
    displays: _Displays = Displays.LOG,
    figures: _Figures = Figures.SAVE,
    cut: _Cut = Cut.FUNCTIONS,
    format: Annotated[
        str, typer.Option("--format", help="text, terminal (with colours) or json.  [default: by where it goes]")
    ] = "",
) -> None:
    """Show the refactoring before it exists: modules, functions, settings, what is left out. Writes nothing."""
    from nb2pkg.broken_cells import broken_cells, cells_error
    from nb2pkg.pipeline import plan_notebook
    from nb2pkg.reporter import plan_format

    chosen = plan_format(format or ("terminal" if shows_colours() else "text"))
    found, planned = plan_notebook(notebook, Choices(name=name, displays=displays, figures=figures, cut=cut))
    sys.stdout.write(chosen.render(found, planned))
    if broken := broken_cells(found):
        raise cells_error(broken, notebook)


def verify(
    notebook: Annotated[
        Path, typer.Argument(metavar="NOTEBOOK", help="A notebook; or the folder that `convert --each` was given.")
    ],
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The folder that `nb2pkg convert` wrote.")],
    *,
    python: _Python = "",
    timeout: _Timeout = RUN_SECONDS,
    memory: _Memory = RUN_MEGABYTES,
    allow_network: _AllowNetwork = False,
    data: _Data = None,
    sample: _Sample = 0,
    isolated: _Isolated = False,
    format: Annotated[
        str, typer.Option("--format", help="terminal, text, json or markdown.  [default: by where it goes]")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report to this file.")] = None,
    engine: _Engine = "",
    scheduler: Scheduler = "",
    jobs: Jobs = 0,
) -> int:
    """Execute NOTEBOOK and PACKAGE and compare what they do. Exit code 0: the same; 1: different, or cannot tell."""
    from nb2pkg.surfaces.verify_command import run_verify

    runs = RunOptions(
        python=python,
        timeout=timeout,
        memory=memory,
        allow_network=allow_network,
        data=data,
        sample=sample,
        isolated=isolated,
    )
    if notebook.is_dir():
        from nb2pkg.surfaces.many_command import run_verify_each

        options = EngineOptions(engine=engine, jobs=jobs, scheduler=scheduler)
        return run_verify_each(notebook, runs.request(notebook, package), options)
    in_colours = output is None and shows_colours()
    chosen = format or ("terminal" if in_colours else "text")
    return run_verify(runs.request(notebook, package), format=chosen, output=output)
