"""The command line. What a command needs is imported when it runs, so that `--help` and errors of usage are quick."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nb2pkg import __version__
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Displays, Figures
from nb2pkg.surfaces.audit_command import audit
from nb2pkg.surfaces.graph_command import graph
from nb2pkg.surfaces.review_cli import report, review, split
from nb2pkg.surfaces.rule_options import ExtendSelect, FailOn, Ignore, LeastSeverity, ProfileOption, Ruff, Select
from nb2pkg.surfaces.screen import shows_colours
from nb2pkg.surfaces.slim_command import slim
from nb2pkg.surfaces.template_command import Answers, Ref, TemplateChoices, Trust
from nb2pkg.surfaces.template_command import app as template_app
from nb2pkg.surfaces.update_command import update

if TYPE_CHECKING:
    from nb2pkg.engine.verification import VerifyRequest

EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 1  # what typer itself returns, and what the documentation of Python advises

_DEBUG = "NB2PKG_DEBUG"

app = typer.Typer(
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_Notebook = Annotated[
    Path, typer.Argument(metavar="NOTEBOOK", help="An .ipynb file, or a notebook as .py, .md or .Rmd.")
]
_Name = Annotated[str | None, typer.Option("--name", help="The package's name.  [default: from the file name]")]
_Displays = Annotated[Displays, typer.Option("--displays", help="Where values go that the notebook shows.")]
_Figures = Annotated[Figures, typer.Option("--figures", help="What happens to figures at the end of a cell.")]


_Python = Annotated[
    str,
    typer.Option(
        "--python", help="The interpreter in whose environment both run.  [default: the active environment's]"
    ),
]
_Timeout = Annotated[int, typer.Option("--timeout", min=1, metavar="S", help="Seconds for each run.")]
_Memory = Annotated[int, typer.Option("--memory", min=256, metavar="MB", help="Megabytes for each process.")]
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


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        sys.stdout.write(f"nb2pkg {__version__}\n")
        raise typer.Exit


@app.callback()
def _nb2pkg(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=f"Show tracebacks (also with {_DEBUG}=1).")] = False,
) -> None:
    """Turns data-science notebooks into Python packages that do the same. Only `verify` executes notebooks."""
    if debug:
        os.environ[_DEBUG] = "1"


@app.command()
def convert(
    notebook: _Notebook,
    *,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The folder to write: new or empty.  [default: ./<name>]")
    ] = None,
    name: _Name = None,
    displays: _Displays = Displays.LOG,
    figures: _Figures = Figures.SAVE,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier package in that folder.")] = False,
    handover: Annotated[
        bool, typer.Option("--handover", help="With what an organisation asks for: CI, container, hooks, documents.")
    ] = False,
    template: Annotated[
        str, typer.Option("--template", metavar="PATH|GIT-URL", help="An organisation's Copier template around it.")
    ] = "",
    template_ref: Ref = "",
    answer: Answers = None,
    trust: Trust = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the files that would be written.")] = False,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify",
            help="Then execute both, compare, and record tests and types. Exit code 1 if they are not the same.",
        ),
    ] = False,
    python: _Python = "",
    timeout: _Timeout = 600,
    memory: _Memory = 8192,
    allow_network: _AllowNetwork = False,
    data: _Data = None,
    isolated: _Isolated = False,
) -> int:
    """Write the package that does what NOTEBOOK does. Nothing is executed, but with --verify."""
    if template:
        from nb2pkg.surfaces.template_command import convert_on_template, template_of

        if verify:
            raise Nb2pkgError("--verify does not go with --template.", hint="Convert, then: nb2pkg verify.")
        path = template_of(template, answers=answer, ref=template_ref, trust=trust)
        choices = TemplateChoices(name=name, displays=displays, figures=figures, handover=handover)
        return convert_on_template(notebook, path, choices, out=out, force=force, is_dry=dry_run)
    from nb2pkg.pipeline import build_package, convert_notebook
    from nb2pkg.surfaces.summary import dry_run_summary, summary, summary_before_verifying

    if dry_run:
        package = build_package(notebook, name=name, displays=displays, figures=figures, handover=handover)
        sys.stdout.write(dry_run_summary(package, out or Path(package.name)))
        return 0
    if verify:
        from nb2pkg.engine.verification import check_extra

        check_extra()  # before anything is written
    package = convert_notebook(
        notebook, name=name, displays=displays, figures=figures, out=out, force=force, handover=handover
    )
    folder = out or Path(package.name)
    if not verify:
        sys.stdout.write(summary(package, notebook, folder))
        return 0
    sys.stdout.write(summary_before_verifying(package, folder))
    sys.stdout.flush()
    from nb2pkg.surfaces.verify_command import verify_written

    request = _request(
        notebook,
        folder,
        python=python,
        timeout=timeout,
        memory=memory,
        allow_network=allow_network,
        data=data,
        sample=0,
        isolated=isolated,
    )
    return verify_written(package, request, format="terminal" if shows_colours() else "text")


@app.command()
def plan(
    notebook: _Notebook,
    *,
    name: _Name = None,
    displays: _Displays = Displays.LOG,
    figures: _Figures = Figures.SAVE,
    format: Annotated[
        str, typer.Option("--format", help="text, terminal (with colours) or json.  [default: by where it goes]")
    ] = "",
) -> None:
    """Show the refactoring before it exists: modules, functions, settings, what is left out. Writes nothing."""
    from nb2pkg.broken_cells import broken_cells, cells_error
    from nb2pkg.pipeline import plan_notebook
    from nb2pkg.reporter import plan_format

    chosen = plan_format(format or ("terminal" if shows_colours() else "text"))
    found, planned = plan_notebook(notebook, name=name, displays=displays, figures=figures)
    sys.stdout.write(chosen.render(found, planned))
    if broken := broken_cells(found):
        raise cells_error(broken, notebook)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Notebooks, and folders of them.  [default: this folder]"),
    ] = None,
    *,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    profile: ProfileOption = None,
    severity: LeastSeverity = None,
    fail_on: FailOn = None,
    format: Annotated[
        str, typer.Option("--format", help="How to report; `--format help` lists them.  [default: by where it goes]")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report to this file.")] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Only findings that it does not hold count.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Write all that is found to this file.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, in the notebooks.")] = False,
    ruff: Ruff = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 whatever is found.")] = False,
    cache: Annotated[bool, typer.Option("--cache/--no-cache", help="Keep results in .nb2pkg_cache.")] = True,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0 for as many as pay.")] = 0,
) -> int:
    """Find what stands between notebooks and production. Nothing is executed."""
    from nb2pkg.surfaces.check_command import CheckRequest, run_check

    request = CheckRequest(
        paths=tuple(paths or ()),
        select=split(select),
        extend_select=split(extend_select),
        ignore=split(ignore),
        profile=profile,
        severity=severity,
        fail_on=fail_on,
        ruff=ruff,
        baseline=baseline,
        write_baseline=write_baseline,
        format=format,
        output=output,
        fix=fix,
        exit_zero=exit_zero,
        cache=cache,
        jobs=jobs,
    )
    return run_check(request, shows_colours=output is None and shows_colours())


@app.command()
def verify(
    notebook: _Notebook,
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The folder that `nb2pkg convert` wrote.")],
    *,
    python: _Python = "",
    timeout: _Timeout = 600,
    memory: _Memory = 8192,
    allow_network: _AllowNetwork = False,
    data: _Data = None,
    sample: _Sample = 0,
    isolated: _Isolated = False,
    format: Annotated[
        str, typer.Option("--format", help="terminal, text, json or markdown.  [default: by where it goes]")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the report to this file.")] = None,
) -> int:
    """Execute NOTEBOOK and PACKAGE and compare what they do. Exit code 0: the same; 1: different, or cannot tell."""
    from nb2pkg.surfaces.verify_command import run_verify

    request = _request(
        notebook,
        package,
        python=python,
        timeout=timeout,
        memory=memory,
        allow_network=allow_network,
        data=data,
        sample=sample,
        isolated=isolated,
    )
    is_coloured = output is None and shows_colours()
    return run_verify(request, format=format or ("terminal" if is_coloured else "text"), output=output)


def _request(
    notebook: Path,
    package: Path,
    *,
    python: str,
    timeout: int,
    memory: int,
    allow_network: bool,
    data: Path | None,
    sample: int,
    isolated: bool,
) -> VerifyRequest:
    from nb2pkg.engine.verification import VerifyRequest
    from nb2pkg.verifier.limits import Limits

    return VerifyRequest(
        notebook=notebook,
        package=package,
        version=__version__,
        python=python,
        limits=Limits(seconds=timeout, memory_mb=memory, network=allow_network),
        data=data,
        sample=sample,
        isolated=isolated,
    )


@app.command()
def rules() -> None:
    """List the rules of `nb2pkg check`."""
    from nb2pkg.surfaces.check_command import list_rules

    sys.stdout.write(list_rules())


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="A code such as NB201, or a name.")],
) -> None:
    """Tell what a rule finds, why it matters, and how to mend it."""
    from nb2pkg.surfaces.check_command import explain as explanation

    sys.stdout.write(explanation(rule))


app.command()(review)
app.command()(report)
app.command()(audit)
app.command()(graph)
app.command()(update)
app.command()(slim)
app.add_typer(template_app, name="template")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code: 0, 2 for what the user can fix, 70 for a defect of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to fail
    try:
        code = app(list(sys.argv[1:] if argv is None else argv), prog_name="nb2pkg", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except Nb2pkgError as error:
        return _tell(error.message, hint=error.hint, code=EXIT_USAGE)
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return EXIT_BROKEN_PIPE
    except Exception as error:
        # A wrong option is click's ClickException; newer versions of typer have their own copy, without a public name.
        said = getattr(error, "format_message", None)
        if callable(said):
            return _tell(str(said()), hint="`nb2pkg --help` lists commands and options.", code=EXIT_USAGE)
        return _tell_bug(error)


def _tell(message: str, *, hint: str, code: int) -> int:
    from nb2pkg.reporter.escaping import printable

    sys.stderr.write(f"error: {printable(message)}\n")
    if hint:
        sys.stderr.write(f"hint: {printable(hint)}\n")
    return code


def _tell_bug(error: Exception) -> int:
    if os.environ.get(_DEBUG):
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _tell(
        f"nb2pkg {__version__} has a defect ({what}). Nothing was written.",
        hint="Please report it, with what the same command prints after `nb2pkg --debug` and the notebook if you can.",
        code=EXIT_BUG,
    )


def _close_quietly() -> None:
    """Python flushes standard output once more at its end; there must be something that takes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
