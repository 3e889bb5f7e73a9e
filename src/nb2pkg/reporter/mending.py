"""The edit that mends a finding, as the line before and after."""

from __future__ import annotations

from nb2pkg.model.report import PlacedFinding

LONGEST = 2_000  # of a line that is shown mended


def mended_line(placed: PlacedFinding) -> str | None:
    """The finding's line with its fix; None where there is no fix, or not one of this line alone.

    A line that is shown masked is not mended: its columns are not those of the source.
    """
    fix = placed.finding.fix
    if fix is None or fix.removed or fix.cleared or "***" in placed.source_line:
        return None
    line = placed.source_line
    if len(line) > LONGEST:
        return None
    edits = sorted(fix.edits, key=lambda edit: edit.at.column, reverse=True)
    for edit in edits:
        at = edit.at
        if (at.cell, at.line, at.end_line) != (placed.cell, placed.line, placed.line) or at.end_column > len(line):
            return None
        line = line[: at.column] + edit.new + line[at.end_column :]
    return line if edits and line != placed.source_line else None
