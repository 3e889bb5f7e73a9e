"""`nb2pkg verify`, and what `nb2pkg convert --verify` does after it has written the package."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.base_file import Landing, as_generated
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.verdict import Result, Verdict
from nb2pkg.surfaces.report_file import write_report

if TYPE_CHECKING:
    from nb2pkg.engine.verification import VerifyRequest
    from nb2pkg.model.choices import Choices
    from nb2pkg.model.package import Package
    from nb2pkg.model.plan import Cut, Refusal

EXIT_NOT_SAME = 1


def run_verify(request: VerifyRequest, *, format: str, output: Path | None) -> int:
    """Verifies, reports, and returns the exit code: 0 for the same, 1 for anything else."""
    from nb2pkg.engine.verification import check_extra, verify_package
    from nb2pkg.reporter import verify_format

    chosen = verify_format(format)
    check_extra()
    announce(request)
    verdict = verify_package(request)
    if output is None:
        sys.stdout.write(chosen.render(verdict))
    else:
        write_report(output, chosen.render(verdict))
    return exit_code(verdict)


def verify_written(package: Package, request: VerifyRequest, *, format: str, landing: Landing = as_generated) -> int:
    """Verifies a package that has just been written, and tells the verdict in its documents too."""
    from nb2pkg.reporter import verify_format

    verdict, recorded = verdict_on(package, request, landing)
    sys.stdout.write("\n" + verify_format(format).render(verdict) + recorded + "\n")
    return exit_code(verdict)


def verdict_on(package: Package, request: VerifyRequest, landing: Landing = as_generated) -> tuple[Verdict, str]:
    """The verdict on a package that has just been written, told in its documents too, and what was recorded.

    If it differs and a coarser cut does not, that one takes its place.
    """
    from nb2pkg.engine.verification import verify_package
    from nb2pkg.pipeline import tell_verdict

    announce(request)
    package, verdict = _mended(package, request, verify_package(request), landing)
    if verdict.result in {Result.SAME, Result.PARTLY}:
        return verdict, record(package, request, verdict, landing)
    tell_verdict(request.notebook, package, verdict, request.package, landing)
    return verdict, "No tests were recorded: what the package does is not known to be right."


def _mended(package: Package, request: VerifyRequest, verdict: Verdict, landing: Landing) -> tuple[Package, Verdict]:
    """The package to keep and the verdict on it: of a coarser cut if the given one differs and that one does not."""
    from nb2pkg.engine.repair import repaired
    from nb2pkg.engine.verification import verify_package
    from nb2pkg.package_folder import replace_package, write_package
    from nb2pkg.pipeline import build_package

    def choices(cut: Cut) -> Choices:
        return replace(package.plan.choices, cut=cut, python=request.python)

    def build(cut: Cut, because: Refusal) -> Package:
        return build_package(request.notebook, choices(cut), because=(because,))

    def verify(candidate: Package) -> Verdict:
        tell(f"It differs. Trying {candidate.plan.cut.words}.")
        with tempfile.TemporaryDirectory(prefix="nb2pkg-") as home:
            folder = Path(home) / package.name
            write_package(candidate.files, folder)
            found = verify_package(replace(request, package=folder))
        return replace(found, package=str(request.package))

    kept = repaired(package, verdict, build=build, verify=verify)
    if kept.package is not package:
        replace_package(landing(kept.package), request.package, notebooks=[request.notebook])
    return kept.package, kept.verdict


def record(package: Package, request: VerifyRequest, verdict: Verdict, landing: Landing) -> str:
    """Runs the package once more, for tests and types, and writes it with them; what came of it, in one line."""
    from nb2pkg.engine.recording import RecordRequest, record_package
    from nb2pkg.pipeline import tell_verdict
    from nb2pkg.verifier.interpreter import active_interpreter, checked_interpreter

    try:
        found = record_package(
            RecordRequest(
                notebook=request.notebook,
                out=request.package,
                python=checked_interpreter(request.python or active_interpreter()),
                plan=package.plan,
                limits=request.limits,
                data=request.data,
                landing=landing,
                verdict=verdict,
            )
        )
    except Nb2pkgError as error:
        tell_verdict(request.notebook, package, verdict, request.package, landing)
        return f"No tests were recorded: {error.message}"
    return found.summary


def announce(request: VerifyRequest) -> None:
    """Running other people's code is not done without saying so."""
    network = "with the network" if request.limits.network else "without a network"
    runs = f"{request.notebook} twice and {request.package} once"
    tell(f"Executing {runs}, in copies of its folder, {network}. If they differ, the notebook runs a third time.")


def tell(line: str) -> None:
    """What is being done, before it takes its time."""
    from nb2pkg.reporter.escaping import printable

    sys.stderr.write(printable(line) + "\n")
    sys.stderr.flush()


def exit_code(verdict: Verdict) -> int:
    """Only the same is a success."""
    return 0 if verdict.result is Result.SAME else EXIT_NOT_SAME
