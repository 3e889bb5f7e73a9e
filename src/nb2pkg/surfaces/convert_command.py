"""`nb2pkg convert`: writes the package, and with --verify executes it beside the notebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from nb2pkg import __version__
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.surfaces.engine_options import EngineOptions
from nb2pkg.surfaces.screen import shows_colours

if TYPE_CHECKING:
    from nb2pkg.engine.verification import VerifyRequest


class RunOptions(Struct, frozen=True, kw_only=True):
    """How notebook and package are executed, as the options say."""

    python: str
    timeout: int  # seconds
    memory: int  # megabytes
    allow_network: bool
    data: Path | None
    isolated: bool
    sample: int = 0

    def request(self, notebook: Path, package: Path) -> VerifyRequest:
        """What is to be verified, and how."""
        from nb2pkg.engine.verification import VerifyRequest
        from nb2pkg.verifier.limits import Limits

        return VerifyRequest(
            notebook=notebook,
            package=package,
            version=__version__,
            python=self.python,
            limits=Limits(seconds=self.timeout, memory_mb=self.memory, network=self.allow_network),
            data=self.data,
            sample=self.sample,
            isolated=self.isolated,
        )


class ConvertRequest(Struct, frozen=True, kw_only=True):
    """What was asked for; `runs` only with --verify."""

    notebooks: tuple[Path, ...]
    choices: Choices
    out: Path | None
    force: bool
    dry_run: bool
    runs: RunOptions | None
    engine: EngineOptions = field(default_factory=EngineOptions)


def run_convert(request: ConvertRequest) -> int:
    """Writes the package, or lists its files, and returns the exit code."""
    if request.engine.is_engine_named:
        raise Nb2pkgError("An engine is for many notebooks.", hint="A package for each of them: --each --out FOLDER.")
    if request.engine.is_asked_for and request.runs is None:
        raise Nb2pkgError("--timeout and --memory limit runs, and nothing is run.", hint="Add --verify, or --each.")
    if len(request.notebooks) > 1:
        from nb2pkg.surfaces.project_command import run_project

        return run_project(request)
    from nb2pkg.pipeline import build_package, convert_notebook
    from nb2pkg.surfaces.summary import dry_run_summary, summary, summary_before_verifying

    (notebook,) = request.notebooks
    if request.dry_run:
        package = build_package(notebook, request.choices)
        sys.stdout.write(dry_run_summary(package, request.out or Path(package.name)))
        return 0
    if request.runs is not None:
        from nb2pkg.engine.verification import check_extra

        check_extra()  # before anything is written
    package = convert_notebook(notebook, request.choices, out=request.out, force=request.force)
    folder = request.out or Path(package.name)
    if request.runs is None:
        sys.stdout.write(summary(package, notebook, folder))
        return 0
    sys.stdout.write(summary_before_verifying(package, folder))
    sys.stdout.flush()
    from nb2pkg.surfaces.verify_command import verify_written

    asked = request.runs.request(notebook, folder)
    return verify_written(package, asked, format="terminal" if shows_colours() else "text")
