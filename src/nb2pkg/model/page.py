"""What the page about a notebook shows: its cells beside what becomes of them. Nothing in it is a secret."""

from __future__ import annotations

from msgspec import Struct

from nb2pkg.model.readiness import Readiness
from nb2pkg.model.report import PlacedFinding, RuleInfo


class PageOutput(Struct, frozen=True, kw_only=True):
    """A stored output. `image` is a `data:` address of a PNG or JPEG."""

    kind: str
    text: str
    table: str = ""  # HTML, not safe yet
    image: str = ""


class PageCell(Struct, frozen=True, kw_only=True):
    """A cell of the file; `owner` is the function that most of it became, `fates` say what else it became."""

    index: int
    kind: str
    source: str
    count: int | None = None
    outputs: tuple[PageOutput, ...] = ()
    owner: str = ""
    fates: tuple[str, ...] = ()


class PageFunction(Struct, frozen=True, kw_only=True):
    """A function or class of the package. `takes` and `gives` are names of data; cells are indices."""

    name: str
    module: str
    text: str
    takes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    cells: tuple[int, ...] = ()
    is_step: bool = False


class PageVerdict(Struct, frozen=True, kw_only=True):
    """What `verify` said: its result, how many comparisons had which outcome, and those that were not equal."""

    result: str
    date: str
    counts: tuple[tuple[str, int], ...]
    differences: tuple[tuple[str, str, str], ...]  # what, outcome, detail


class NotebookPage(Struct, frozen=True, kw_only=True):
    """Everything about one notebook. `links`: (giving function, taking function, names). `trouble`: why no package."""

    path: str
    title: str
    cells: tuple[PageCell, ...]
    findings: tuple[PlacedFinding, ...]
    readiness: Readiness
    functions: tuple[PageFunction, ...] = ()
    links: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    settings: tuple[tuple[str, str, str], ...] = ()  # name, default, kind
    requirements: tuple[str, ...] = ()
    refusals: tuple[tuple[int, str, str], ...] = ()  # cell, what, remedy
    pipeline: str = ""
    trouble: str = ""
    package: str = ""  # its name
    verdict: PageVerdict | None = None


class PageReport(Struct, frozen=True, kw_only=True):
    """Pages about notebooks, bound together. `unread`: (path, why)."""

    notebooks: tuple[NotebookPage, ...]
    rules: tuple[RuleInfo, ...]
    version: str
    unread: tuple[tuple[str, str], ...] = ()
