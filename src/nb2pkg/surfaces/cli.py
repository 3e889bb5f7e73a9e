"""The command line. What a command needs is imported when it runs, so that `--help` and errors of usage are quick."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from nb2pkg import __version__
from nb2pkg.errors import Nb2pkgError
from nb2pkg.surfaces.audit_command import audit
from nb2pkg.surfaces.convert_cli import convert, plan, verify
from nb2pkg.surfaces.engine_options import EngineOptions, Scheduler
from nb2pkg.surfaces.estate_cli import estate
from nb2pkg.surfaces.graph_command import graph
from nb2pkg.surfaces.lock_command import lock
from nb2pkg.surfaces.review_cli import report, review, split
from nb2pkg.surfaces.rule_options import ExtendSelect, FailOn, Ignore, LeastSeverity, ProfileOption, Ruff, Select
from nb2pkg.surfaces.screen import shows_colours
from nb2pkg.surfaces.slim_command import slim
from nb2pkg.surfaces.template_command import app as template_app
from nb2pkg.surfaces.update_command import update

EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 1  # what typer itself returns, and what the documentation of Python advises

_DEBUG = "NB2PKG_DEBUG"


def _group() -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


app = _group()


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


app.command()(convert)
app.command()(plan)


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
    engine: Annotated[
        str, typer.Option("--engine", help="serial, processes or dask.  [default: processes where they pay]")
    ] = "",
    scheduler: Scheduler = "",
    timeout: Annotated[
        float | None, typer.Option("--timeout", min=0.1, metavar="S", help="Seconds for each notebook.  [default: 300]")
    ] = None,
    memory: Annotated[
        int | None, typer.Option("--memory", min=256, metavar="MB", help="Megabytes for each process.")
    ] = None,
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
        engine=EngineOptions(engine=engine, jobs=jobs, scheduler=scheduler, timeout=timeout, memory=memory),
    )
    return run_check(request, shows_colours=output is None and shows_colours())


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


app.command()(verify)
app.command()(review)
app.command()(report)
app.command()(audit)
app.command()(lock)
app.command()(graph)
app.command()(update)
app.command()(estate)
app.command()(slim)
app.add_typer(template_app, name="template")


def _asked(argv: Sequence[str]) -> typer.Typer:
    """The command line with the one command that is asked for: to make the options of all takes a tenth of a start."""
    commands = [one for one in app.registered_commands if one.callback and [one.callback.__name__] == list(argv[:1])]
    if not commands:
        return app
    alone = _group()
    alone.registered_callback, alone.registered_commands = app.registered_callback, commands
    return alone


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code: 0, 2 for what the user can fix, 70 for a defect of ours."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to fail
    try:
        given = list(sys.argv[1:] if argv is None else argv)
        code = _asked(given)(given, prog_name="nb2pkg", standalone_mode=False)
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
