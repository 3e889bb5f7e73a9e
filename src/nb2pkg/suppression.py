"""Findings that the author has accepted: `# noqa: NB201` on a line, a tag `noqa: NB201` on a cell.

`# noqa` alone accepts everything on its line; `# nb2pkg: noqa: NB1` in a line of its own holds for the whole notebook.
Codes may be prefixes (`NB2`), rules may be given by name (`hardcoded-path`). Codes that are not ours are left to
others, ours that accept nothing are reported.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Sequence

from msgspec import Struct

from nb2pkg.model.finding import Confidence, Finding, Severity, whole_cell
from nb2pkg.model.notebook import FileCell, Location, Notebook
from nb2pkg.patterns import pattern_of

UNUSED = "NB690"
_COMMENT = pattern_of(r"#\s*(?P<file>nb2pkg:\s*)?noqa(?:\s*:\s*(?P<codes>[\w,\s-]+))?", re.IGNORECASE)
_TAG = pattern_of(r"noqa(?::\s*(?P<codes>[\w,\s-]+))?", re.IGNORECASE)
_OURS = pattern_of(r"NB\d*|[a-z]+(-[a-z]+)+")


class Kept(Struct, frozen=True, kw_only=True):
    """The findings that remain, those about unused suppressions included, and how many were suppressed."""

    findings: tuple[Finding, ...]
    number_suppressed: int


class _Suppression(Struct, frozen=True, kw_only=True):
    """`cell` is None for the whole notebook, `line` None for the whole cell; no codes: everything."""

    at: Location
    cell: int | None
    line: int | None
    codes: tuple[str, ...]

    def accepts(self, finding: Finding) -> str | None:
        """The code by which the finding is accepted (`*` for all), or None."""
        at = finding.at
        if self.cell is not None and at.cell != self.cell:
            return None
        if self.line is not None and not at.line <= self.line <= at.end_line:
            return None
        if not self.codes:
            return "*"
        return next((c for c in self.codes if finding.code.startswith(c) or finding.name == c), None)


def suppress(findings: Sequence[Finding], notebook: Notebook, enabled: frozenset[str]) -> Kept:
    """Leaves out what is accepted. Findings of unused suppressions are added if `UNUSED` is among the enabled codes."""
    accepted = list(_suppressions(notebook))
    if not accepted:
        return Kept(findings=_sorted(findings), number_suppressed=0)
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    for finding in findings:
        by = [(number, code) for number, s in enumerate(accepted) if (code := s.accepts(finding)) is not None]
        used.update(by)
        if not by:
            kept.append(finding)
    suppressed = len(findings) - len(kept)
    if UNUSED in enabled:
        kept += _unused(accepted, used, enabled)
    return Kept(findings=_sorted(kept), number_suppressed=suppressed)


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (f.at.cell, f.at.line, f.at.column, f.code, f.message)))


def _suppressions(notebook: Notebook) -> Iterator[_Suppression]:
    for index, cell in enumerate(notebook.file_cells):
        for tag in sorted(cell.tags):
            if (found := _TAG.fullmatch(tag)) is not None:
                yield _Suppression(at=whole_cell(index), cell=index, line=None, codes=_codes(found["codes"]))
        if cell.kind == "code" and "noqa" in cell.source.lower():
            yield from _in_comments(index, cell)


def _in_comments(index: int, cell: FileCell) -> Iterator[_Suppression]:
    for line, column, comment in _comments(cell.source):
        if (found := _COMMENT.search(comment)) is None:
            continue
        start, end = column + found.start(), column + found.end()
        at = Location(cell=index, line=line, column=start, end_line=line, end_column=end)
        is_of_file = found["file"] is not None
        yield _Suppression(
            at=at,
            cell=None if is_of_file else index,
            line=None if is_of_file else line,
            codes=_codes(found["codes"]),
        )


def _comments(source: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of the comments; where the source cannot be tokenised, of what looks like one."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        for number, line in enumerate(source.split("\n"), 1):
            if "#" in line:
                yield number, line.index("#"), line[line.index("#") :]
        return
    for token in tokens:
        if token.type == tokenize.COMMENT:
            yield *token.start, token.string


def _codes(text: str | None) -> tuple[str, ...]:
    """`NB201, hardcoded-path` as codes and names; what follows a blank after a code is a remark."""
    if text is None:
        return ()
    parts = (part.split() for part in text.split(","))
    return tuple(words[0] if "-" in words[0] else words[0].upper() for words in parts if words)


def _unused(accepted: Sequence[_Suppression], used: set[tuple[int, str]], enabled: frozenset[str]) -> Iterator[Finding]:
    """Our own codes that accept nothing though their rules are on."""
    for number, suppression in enumerate(accepted):
        for code in suppression.codes:
            is_on = any(one.startswith(code) for one in enabled) or "-" in code
            if (number, code) not in used and _OURS.fullmatch(code) and is_on:
                yield Finding(
                    code=UNUSED,
                    name="unused-suppression",
                    severity=Severity.INFO,
                    confidence=Confidence.HIGH,
                    message=f"`{code}` is accepted here, but not found",
                    at=suppression.at,
                )
