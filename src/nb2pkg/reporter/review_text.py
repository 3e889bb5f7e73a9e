"""How a review is worded: its verdict, grades, cells, what changed in the data flow. Plain text, not escaped yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from nb2pkg.model.choices import Severity
from nb2pkg.model.report import PlacedFinding
from nb2pkg.model.review import CellChange, Delta, Fate, FlowChange, Kind, NotebookReview, Pictures, ReviewReport
from nb2pkg.reporter.counting import counted

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FLOW = (
    ("reads", "reads the file"),
    ("writes", "writes the file"),
    ("network", "reads over the network"),
    ("environment", "reads the environment variable"),
    ("settings", "has the setting"),
    ("dependencies", "needs"),
)


def verdict(review: ReviewReport) -> str:
    """`2 findings introduced (1 error, 1 warning), 1 fixed, 5 stay in 3 notebooks`."""
    looked_at = [n for n in review.notebooks if n.kind not in {Kind.SKIPPED, Kind.UNREADABLE}]
    unread = sum(n.kind is Kind.UNREADABLE for n in review.notebooks)
    if not looked_at and not unread:
        return "no notebook changed" if not review.notebooks else "no notebook that could be looked at changed"
    new = [placed for notebook in looked_at for placed in notebook.introduced]
    said = f"{counted(len(new), 'finding')} introduced ({by_severity(new)})" if new else "nothing introduced"
    fixed, staying = review.count("fixed"), review.count("staying")
    said += f", {fixed} fixed" if fixed else ""
    said += f", {staying} {'stays' if staying == 1 else 'stay'}" if staying else ""
    said += f" in {counted(len(looked_at), 'notebook')}"
    return said + (f"; {counted(unread, 'notebook')} cannot be read" if unread else "")


def by_severity(findings: Iterable[PlacedFinding]) -> str:
    """`1 error, 2 warnings`."""
    counts = Counter(placed.finding.severity for placed in findings)
    return ", ".join(counted(counts[severity], word) for severity, word in _WORDS.items() if counts[severity])


def grades(notebook: NotebookReview) -> str:
    """`C -> A`, or `B` where it stays."""
    before = notebook.before.grade if notebook.before else ""
    after = notebook.after.grade if notebook.after else ""
    return before or after if before == after or not (before and after) else f"{before} → {after}"


def cells_in_words(cells: tuple[CellChange, ...]) -> str:
    """`2 changed, 1 added, 1 moved, 1 with another picture`."""
    counts = Counter(change.fate for change in cells)
    said = [f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate] and fate is not Fate.MOVED]
    moved = sum(change.is_moved for change in cells)
    said += [f"{moved} moved"] if moved else []
    pictures = Counter(change.pictures for change in cells)
    other, same = pictures[Pictures.OTHER], pictures[Pictures.SAME]
    said += [f"{other} with {'another picture' if other == 1 else 'other pictures'}"] if other else []
    said += [f"{same} drawn again the same"] if same else []
    return ", ".join(said)


def flow_lines(flow: FlowChange) -> Iterator[tuple[str, str, str]]:
    """(`now` or `no longer`, what, name) for everything outside of the notebook."""
    for field, words in _FLOW:
        delta: Delta = getattr(flow, field)
        yield from (("now", words, name) for name in delta.added)
        yield from (("no longer", words, name) for name in delta.removed)


def place_in_words(placed: PlacedFinding) -> str:
    """`cell 3, line 2`, or `notebook`."""
    return "notebook" if placed.cell < 0 else f"cell {placed.cell + 1}, line {placed.line}"
