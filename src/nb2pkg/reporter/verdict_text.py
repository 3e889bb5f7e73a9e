"""A verdict in words: what all formats for people share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from nb2pkg.model.verdict import BAD, EQUAL, Comparison, Level, Outcome, Result, Verdict, counts_of
from nb2pkg.reporter.counting import counted

ELSEWHERE = "(the whole run)"
GAPS = (Outcome.UNSTABLE, Outcome.NOT_COMPARED)


class FunctionRow(Struct, frozen=True, kw_only=True):
    """One function of the package: for each level how many of how many are the same; the first difference."""

    name: str
    shares: tuple[str, ...]
    first: str


def headline(verdict: Verdict) -> str:
    """The verdict, and on how much it rests."""
    total = len(verdict.comparisons)
    counted_ones = f"{verdict.compared} of {counted(total, 'observation')} compared"
    match verdict.result:
        case Result.DIFFERENT:
            bad = sum(verdict.counts[outcome] for outcome in BAD)
            return f"different: {counted(bad, 'difference')}, {counted_ones}" if bad else f"different: {counted_ones}"
        case Result.UNKNOWN:
            return f"cannot tell: {verdict.notebook_error or 'nothing could be compared'}"
    return f"{verdict.result.value}: {counted_ones}"


def reasons(verdict: Verdict) -> Iterator[str]:
    """Why it is no better than it is."""
    yield from tried(verdict)
    if verdict.notebook_error:
        yield (
            f"The notebook fails in {verdict.notebook_error}"
            if verdict.result is not Result.UNKNOWN
            else ("The notebook does not run to its end.")
        )
    if verdict.statements_run < verdict.statements or verdict.notebook_error:
        yield f"{verdict.statements_run} of {counted(verdict.statements, 'statement')} compared."
    if verdict.package_error:
        yield f"The package fails: {verdict.package_error}"
    for level in verdict.thin_levels:
        yield f"Less than half of what there is at the level `{level.value}` could be compared."


def tried(verdict: Verdict) -> Iterator[str]:
    """Which ways to cut the notebook were tried, if the first one differed."""
    if not verdict.rungs:
        return
    is_mended = verdict.result is not Result.DIFFERENT
    if is_mended:
        yield f"A coarser cut was needed: the package is {verdict.rungs[-1].cut.words}."
    else:
        yield "Coarser cuts differ as well; the finest one is kept."
    for rung in verdict.rungs[: -1 if is_mended else None]:
        yield f"Cut into {rung.cut.words}: {rung.result.value}{f' ({rung.first})' if rung.first else ''}."


def function_rows(verdict: Verdict) -> tuple[FunctionRow, ...]:
    """The functions in the order of the pipeline, then what belongs to none."""
    names = list(dict.fromkeys(one.function for one in verdict.comparisons if one.function))
    rows = [*names, ""] if any(not one.function for one in verdict.comparisons) else names
    return tuple(_row(name, [one for one in verdict.comparisons if one.function == name]) for name in rows)


def _row(name: str, comparisons: Sequence[Comparison]) -> FunctionRow:
    first = next((one for one in comparisons if one.outcome in BAD), None)
    return FunctionRow(
        name=name or ELSEWHERE,
        shares=tuple(_share([one for one in comparisons if one.level is level]) for level in Level),
        first=f"{where(first)}: {first.detail}" if first is not None else "",
    )


def _share(comparisons: Sequence[Comparison]) -> str:
    if not comparisons:
        return "-"
    counts = counts_of(comparisons)
    return f"{sum(counts[outcome] for outcome in EQUAL)} of {len(comparisons)}"


def where(comparison: Comparison) -> str:
    """What was compared, and where the notebook has it; cells count from 1, as they do for people."""
    return f"{comparison.key} (cell {comparison.cell + 1})" if comparison.cell >= 0 else comparison.key


def those(verdict: Verdict, outcomes: Sequence[Outcome]) -> tuple[Comparison, ...]:
    """The comparisons that ended so."""
    return tuple(one for one in verdict.comparisons if one.outcome in outcomes)


def nearly(verdict: Verdict) -> tuple[Comparison, ...]:
    """Those that are called the same although something is not: digits far behind the point, parts that vary."""
    return tuple(one for one in verdict.comparisons if one.outcome in EQUAL and one.detail)


def circumstances(verdict: Verdict) -> Iterator[str]:
    """With what it was compared."""
    about = verdict.circumstances
    if about.python:
        place = "an environment made from the package's own metadata" if about.is_isolated else "one environment"
        yield f"Both were executed with Python {about.python} in {place}, the notebook twice; data {about.data}."
    if len(about.seconds) == 4:
        one, two, package, total = about.seconds
        yield f"Seconds: notebook {one:.1f} and {two:.1f}, package {package:.1f}, all together {total:.1f}."
    close = verdict.counts[Outcome.CLOSE]
    if close:
        yield f"{counted(close, 'value')} the same but for 1e-9 relative or 1e-12 absolute."
    yield from verdict.notes
