"""`nb2pkg estate`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from nb2pkg.reporter.escaping import printable
from nb2pkg.surfaces.report_file import write_report

if TYPE_CHECKING:
    from nb2pkg.engine.estate.run import EstateOutcome, EstateRequest
    from nb2pkg.model.estate import EstateSummary, Unreachable

PAGE, SUMMARY = "estate.html", "estate.json"


def run_estate_command(request: EstateRequest) -> str:
    """Surveys, writes the page beside the data set, and gives what is to be said of it."""
    from nb2pkg.engine.estate.run import fetch_listed, run_estate
    from nb2pkg.surfaces.progress import progress

    with progress("repositories") as tell:
        request = fetch_listed(request, tell)
    with progress("notebooks") as tell:
        outcome = run_estate(request, tell)
    if outcome.summary is not None:
        _write(request.out, outcome.summary)
    unreachable = request.fetched.unreachable if request.fetched else ()
    return "".join(f"{line}\n" for line in (*_said(request.out, outcome), *_not_fetched(unreachable)))


def _not_fetched(unreachable: Sequence[Unreachable]) -> Iterator[str]:
    for one in unreachable:
        yield f"{printable(one.url)} could not be fetched, and was {one.fate}: {printable(one.reason)}"


def _write(out: Path, summary: EstateSummary) -> None:
    """The page last: that it is there says that the run came to its end."""
    from nb2pkg.reporter.estate_page import render_estate

    write_report(out / SUMMARY, json.dumps(msgspec.to_builtins(summary), indent=1, ensure_ascii=False) + "\n")
    new = out / f".{PAGE}.new"
    write_report(new, render_estate(summary))
    os.replace(new, out / PAGE)


def _said(out: Path, outcome: EstateOutcome) -> list[str]:
    page = printable(str(out / PAGE))
    if outcome.summary is None:
        return [f"{outcome.notebooks:,} notebooks, nothing changed since the last run: {page}"]
    found = outcome.summary
    grades = ", ".join(f"{number:,} {grade}" for grade, number in found.grades)
    lines = [
        f"{found.notebooks:,} notebooks ({outcome.surveyed:,} read now): {grades}.",
        f"{found.hidden_state:,} have hidden state, {found.secrets:,} hold secrets; "
        f"{found.duplicated_cells:,} of {found.comparable_cells:,} larger cells stand in several notebooks.",
    ]
    lines += [f"{number:,} {standing}." for standing, number in found.standings if standing != "checked"]
    if found.worth:
        lines.append("Most worth converting:")
        lines += [f"  {printable(one.path)}: {one.reasons[0]}" for one in found.worth[:3]]
    return [*lines, f"Wrote {page}, and the data set beside it. Nothing was executed."]
