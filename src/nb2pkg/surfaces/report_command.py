"""`nb2pkg report`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.check_settings import settings_for
from nb2pkg.errors import Nb2pkgError
from nb2pkg.surfaces.report_file import write_report

if TYPE_CHECKING:
    from nb2pkg.model.page import PageReport


def run_report(paths: Sequence[Path], *, output: Path | None, verdict: Path | None) -> Path:
    """Writes the page about the notebooks and says where: beside the caller, named for the notebook."""
    from nb2pkg.engine.pages import page_report
    from nb2pkg.reporter.page import render_page

    first = paths[0]
    report = page_report(paths, settings_for(first if first.is_dir() else first.parent))
    if verdict is not None:
        report = _with_verdict(report, verdict)
    if not report.notebooks:
        raise Nb2pkgError("There is no notebook there that can be read.", hint="Name notebooks, or folders of them.")
    name = f"{Path(report.notebooks[0].path).stem}-report.html" if len(report.notebooks) == 1 else "report.html"
    target = output or Path(name)
    write_report(target, render_page(report))
    return target


def _with_verdict(report: PageReport, file: Path) -> PageReport:
    from nb2pkg.engine.verdict_file import read_verdict

    if len(report.notebooks) != 1:
        raise Nb2pkgError("A verdict is about one notebook.", hint="Name that notebook alone.")
    return replace(report, notebooks=(replace(report.notebooks[0], verdict=read_verdict(file)),))
