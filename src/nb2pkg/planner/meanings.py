"""What a setting is for: as the author's comment says, or by the calls that it is handed to."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile

from msgspec import Struct

from nb2pkg.knowledge.handing import called_name
from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.planner.statements import opens_for_writing, where
from nb2pkg.syntax.parse import lines_of, parse, parsed

_MOST_CALLS = 3  # that are named
# Comments that are written for a program.
_DIRECTIVE = re.compile(r"[@%!]|(?:noqa|nosec|type|pragma|pylint|fmt|mypy|ruff|isort|nb2pkg|TODO|FIXME)\b")
_DEEDS = (ast.Assign, ast.AugAssign, ast.Call, ast.Import, ast.ImportFrom, ast.Subscript)


class Role(Struct, frozen=True):
    """What a literal is in one call: `argument` "`max_depth` of" with `call` "SVC", or "read by" with "read_csv"."""

    argument: str
    call: str


def role_of_place(effects: Collection[str], call: ast.Call) -> Role | None:
    """What a file or an address is in a call; None where the call only makes a path of it."""
    reads, writes = "reads_file" in effects or "network" in effects, "writes_file" in effects
    if reads and writes:  # `open`
        reads = not opens_for_writing(call)
    if not reads and not writes:
        return None
    return Role("read by" if reads else "written by", called_name(call))


def roles_in_words(roles: Iterable[Role]) -> str:
    """One phrase for a literal that several calls share, names in backticks: "`C` of `SVC` and `NuSVC`"."""
    calls_by_argument: dict[str, list[str]] = {}
    for role in roles:
        calls = calls_by_argument.setdefault(role.argument, [])
        calls += [f"`{role.call}`"] * (f"`{role.call}`" not in calls)
    return ", ".join(f"{argument} {_listed(calls)}" for argument, calls in calls_by_argument.items())


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_CALLS:
        return f"{len(names)} calls"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def comment_on(notebook: Notebook, ref: StmtRef) -> str:
    """The author's comment behind a statement, or above one that stands alone; empty where it says nothing."""
    python = notebook.cell_by_index[ref.cell].python
    lines, body, number = lines_of(python), parse(python).body, ref.path[0]
    at = where(notebook, ref, body[number])
    behind = lines[at.end_line - 1][at.end_column :].strip()
    if behind.startswith("#"):
        return _said([behind])
    if behind or "".join(lines[at.end_line : at.end_line + 1]).lstrip()[:1] not in {"", "#"}:
        return ""  # a comment above is about more than this one
    before = (body[number - 1].end_lineno or 0) if number else 0
    above = takewhile(lambda line: line.startswith("#"), reversed(lines[before : at.line - 1]))
    return _said(list(above)[::-1])


def _said(comments: Sequence[str]) -> str:
    """The text of the comments, unless it is written for a program or is code that was switched off."""
    texts = [comment.lstrip("# ").strip() for comment in comments]
    text = " ".join(texts)
    if HIDDEN in text or any(map(_DIRECTIVE.match, texts)) or not re.search(r"[^\W\d_]{2}", text):
        return ""
    return "" if _is_code(text) else text


def _is_code(text: str) -> bool:
    """`alpha = 3` and `[1, 2]` are; `days` and `days, not hours` are words, though Python reads them too."""
    tree = parsed(text)
    if tree is None:
        return False
    nodes = list(ast.walk(tree))
    return any(isinstance(node, _DEEDS) for node in nodes) or not any(isinstance(node, ast.Name) for node in nodes)
