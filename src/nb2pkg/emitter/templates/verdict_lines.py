"""What the package's documents say about a run of the notebook and the package beside each other, if there was one."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.emitter.templates.escape import code, markdown
from nb2pkg.model.verdict import BAD, EQUAL, Comparison, Result, Verdict
from nb2pkg.reporter.verdict_text import tried

MOST = 40  # comparisons that are listed
_HEADS = {
    Result.SAME: "Verified: the same",
    Result.PARTLY: "Verified in part: the same as far as it could be compared",
    Result.DIFFERENT: "Verified: it does something else than the notebook",
    Result.UNKNOWN: "Not verified: the notebook could not be run to an end that tells anything",
}


def executed(verdict: Verdict | None) -> list[str]:
    """For the head of CONVERSION.md."""
    if verdict is None:
        return [
            "**Nothing was executed** to make this package: neither the notebook nor the package has been run, and no",
            "result has been compared. What follows says where the text went, not that the results agree.",
        ]
    return [f"**{_HEADS[verdict.result]}.** {_counts(verdict)}", f"{_circumstances(verdict)}"]


def verified(verdict: Verdict | None) -> list[str]:
    """For what README.md says before anybody relies on the package."""
    if verdict is None:
        return [
            "- **Not verified.** The package was made from the notebook's text; it has not been executed beside the",
            "  notebook. Run both and compare before you rely on it.",
        ]
    return [
        f"- **{_HEADS[verdict.result]}.** {_counts(verdict)}",
        f"  {_circumstances(verdict)} Details are in [docs/CONVERSION.md](docs/CONVERSION.md).",
    ]


def verified_part(name: str, verdict: Verdict | None) -> str:
    """The same for a part of a package of several notebooks, in a line."""
    if verdict is None:
        return f"- `{name}`: **not verified.** It has not been executed beside its notebook."
    return f"- `{name}`: **{_HEADS[verdict.result]}.** {_counts(verdict)} {_circumstances(verdict)}"


def compared(verdict: Verdict | None) -> str:
    """What a run beside the notebook has shown, in a few words."""
    if verdict is None:
        return "not when this was written; `nb2pkg verify NOTEBOOK PACKAGE` runs both"
    return f"{verdict.result.value}, on {verdict.circumstances.date[:10]}, data {code(verdict.circumstances.data)}"


def what_was_compared(verdict: Verdict) -> Iterator[str]:
    """Everything that is not simply the same."""
    for said, error in (("notebook", verdict.notebook_error), ("package", verdict.package_error)):
        if error:
            yield f"- The {said} fails: {markdown(error, most=300)}"
    yield from (f"- {markdown(line, most=300)}" for line in tried(verdict))
    odd = [one for one in verdict.comparisons if one.outcome not in EQUAL]
    odd.sort(key=lambda one: one.outcome not in BAD)
    yield from map(_line, odd[:MOST])
    if len(odd) > MOST:
        yield f"- and {len(odd) - MOST} more"
    yield from (f"- {markdown(note, most=300)}" for note in verdict.notes)
    if not odd and not verdict.notes and not verdict.rungs:
        yield "- Values, prints, figures and files are the same, one by one."


def _line(one: Comparison) -> str:
    place = f" of {code(one.function)}" if one.function else ""
    cell = f" (cell {one.cell + 1})" if one.cell >= 0 else ""
    said = f": {markdown(one.detail, most=300)}" if one.detail else ""
    return f"- {one.outcome.value}: {code(one.key)}{place}{cell}{said}"


def _counts(verdict: Verdict) -> str:
    return (
        f"{verdict.compared} of {len(verdict.comparisons)} observations were compared, "
        f"{verdict.statements_run} of {verdict.statements} statements run."
    )


def _circumstances(verdict: Verdict) -> str:
    about = verdict.circumstances
    place = ", the package in an environment made from its own metadata" if about.is_isolated else ""
    return f"By nb2pkg {about.version} on {about.date}, Python {about.python}{place}; data {code(about.data)}."
