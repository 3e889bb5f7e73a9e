"""A review as plain text. Nothing in it can steer a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.report import PlacedFinding
from nb2pkg.model.review import Kind, NotebookReview, ReviewReport
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.format import ReviewFormat
from nb2pkg.reporter.review_text import cells_in_words, flow_lines, grades, place_in_words, verdict


def _render(review: ReviewReport) -> str:
    return "".join(f"{printable(line)}\n" for line in _lines(review))


def _lines(review: ReviewReport) -> Iterator[str]:
    for notebook in review.notebooks:
        yield from _notebook(notebook)
    said = verdict(review)
    yield f"{said[0].upper()}{said[1:]}."


def _notebook(notebook: NotebookReview) -> Iterator[str]:
    if notebook.kind in {Kind.SKIPPED, Kind.UNREADABLE}:
        yield f"{notebook.reason} {notebook.hint}".rstrip()
        yield ""
        return
    about = [notebook.kind.value if notebook.kind is not Kind.MODIFIED else "", f"readiness {grades(notebook)}"]
    about += [cells_in_words(notebook.cells)]
    was = f"{notebook.old_path} -> " if notebook.old_path else ""
    yield f"{was}{notebook.path}  ({'; '.join(part for part in about if part)})"
    yield from (_finding("+", placed) for placed in notebook.introduced)
    yield from (_finding("-", placed) for placed in notebook.fixed)
    yield from (_finding("~", placed) + " (cells were run again or moved)" for placed in notebook.about_run)
    yield from (f"  {when} {what} {name}" for when, what, name in flow_lines(notebook.flow))
    yield from (f"  new function {name}" for name in notebook.package.functions.added)
    yield from (f"  no more function {name}" for name in notebook.package.functions.removed)
    yield from (f"  {was} becomes {now}" for _, was, now in notebook.package.signatures)
    yield ""


def _finding(sign: str, placed: PlacedFinding) -> str:
    finding = placed.finding
    return f"  {sign} {finding.severity.value} {finding.code} {finding.message}  [{place_in_words(placed)}]"


FORMAT = ReviewFormat(name="text", suffix=".txt", render=_render)
