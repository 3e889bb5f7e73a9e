"""The command line. What a command needs is imported when it runs, so that `--help` and errors of usage are quick."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from nb2pkg import __version__
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Displays, Figures, Profile, Severity
from nb2pkg.surfaces.options import DEBUG, command_line

EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 1  # what the documentation of Python advises


def _convert(given: argparse.Namespace) -> int:
    from nb2pkg.pipeline import build_package, convert_notebook
    from nb2pkg.surfaces.summary import dry_run_summary, summary

    displays, figures = Displays(given.displays), Figures(given.figures)
    if given.dry_run:
        package = build_package(given.notebook, name=given.name, displays=displays, figures=figures)
        sys.stdout.write(dry_run_summary(package, given.out or Path(package.name)))
        return 0
    package = convert_notebook(
        given.notebook, name=given.name, displays=displays, figures=figures, out=given.out, force=given.force
    )
    sys.stdout.write(summary(package, given.notebook, given.out or Path(package.name)))
    return 0


def _plan(given: argparse.Namespace) -> int:
    from nb2pkg.broken_cells import broken_cells, cells_error
    from nb2pkg.pipeline import plan_notebook
    from nb2pkg.reporter import plan_format

    chosen = plan_format(given.format or ("terminal" if _shows_colours() else "text"))
    found, planned = plan_notebook(
        given.notebook, name=given.name, displays=Displays(given.displays), figures=Figures(given.figures)
    )
    sys.stdout.write(chosen.render(found, planned))
    if broken := broken_cells(found):
        raise cells_error(broken, given.notebook)
    return 0


def _check(given: argparse.Namespace) -> int:
    from nb2pkg.surfaces.check_command import CheckRequest, run_check

    request = CheckRequest(
        paths=tuple(given.paths),
        select=_split(given.select),
        extend_select=_split(given.extend_select),
        ignore=_split(given.ignore),
        profile=Profile(given.profile) if given.profile else None,
        severity=Severity(given.severity) if given.severity else None,
        fail_on=Severity(given.fail_on) if given.fail_on else None,
        ruff=given.ruff,
        baseline=given.baseline,
        write_baseline=given.write_baseline,
        format=given.format or "",
        output=given.output,
        fix=given.fix,
        exit_zero=given.exit_zero,
        cache=given.cache,
        jobs=given.jobs,
    )
    return run_check(request, shows_colours=given.output is None and _shows_colours())


def _split(selectors: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for one in selectors for part in one.split(",") if part.strip())


def _rules(given: argparse.Namespace) -> int:
    from nb2pkg.surfaces.check_command import list_rules

    sys.stdout.write(list_rules())
    return 0


def _explain(given: argparse.Namespace) -> int:
    from nb2pkg.surfaces.check_command import explain

    sys.stdout.write(explain(given.rule))
    return 0


_RUN = {"convert": _convert, "plan": _plan, "check": _check, "rules": _rules, "explain": _explain}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command and returns its exit code.

    0, 1 where `check` found something, 2 for what the user can fix, 70 for a defect of ours.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to fail
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return code
    except Nb2pkgError as error:
        return _tell(error.message, hint=error.hint, code=EXIT_USAGE)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return EXIT_BROKEN_PIPE
    except Exception as error:
        return _tell_bug(error)


def _run(argv: Sequence[str]) -> int:
    try:
        given = command_line().parse_args(argv)
    except SystemExit:  # `--help` and `--version` have said what was asked for
        return 0
    if given.debug:
        os.environ[DEBUG] = "1"
    return _RUN[given.command](given)


def _tell(message: str, *, hint: str, code: int) -> int:
    from nb2pkg.reporter.escaping import printable

    sys.stderr.write(f"error: {printable(message)}\n")
    if hint:
        sys.stderr.write(f"hint: {printable(hint)}\n")
    return code


def _tell_bug(error: Exception) -> int:
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _tell(
        f"nb2pkg {__version__} has a defect ({what}). Nothing was written.",
        hint="Please report it, with what the same command prints after `nb2pkg --debug` and the notebook if you can.",
        code=EXIT_BUG,
    )


def _shows_colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _close_quietly() -> None:
    """Python flushes standard output once more at its end; there must be something that takes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
