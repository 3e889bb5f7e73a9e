"""What a notebook touches outside of itself: files, addresses, environment variables, settings, distributions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from msgspec import Struct

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.cut import cut
from nb2pkg.model.flow import Call, Flow
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.review import Delta, NotebookVersion
from nb2pkg.syntax.parse import location, parsed

_PLACES = frozenset({"path", "filepath_or_buffer", "path_or_buf", "fname", "filename", "file", "io", "url"})
_ENVIRONMENT = frozenset({"os.getenv", "os.environ.get", "os.environ.setdefault"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://", re.IGNORECASE)
_WRITES = frozenset("wax")
LONGEST = 300  # characters of a name


class Externals(Struct, frozen=True, kw_only=True):
    """Sets of what is named in the code; what is computed at run time is not known."""

    reads: frozenset[str]
    writes: frozenset[str]
    network: frozenset[str]
    environment: frozenset[str]
    settings: frozenset[str]
    dependencies: frozenset[str]


def externals_of(version: NotebookVersion | None) -> Externals:
    """The externals of a version; of none, nothing."""
    if version is None:
        nothing: frozenset[str] = frozenset()
        return Externals(
            reads=nothing,
            writes=nothing,
            network=nothing,
            environment=nothing,
            settings=nothing,
            dependencies=nothing,
        )
    touched = set(_touched(version.notebook, version.flow))
    plan = version.plan
    return Externals(
        reads=frozenset(what for kind, what in touched if kind == "reads"),
        writes=frozenset(what for kind, what in touched if kind == "writes"),
        network=frozenset(what for kind, what in touched if kind == "network"),
        environment=frozenset(what for kind, what in touched if kind == "environment"),
        settings=frozenset(_setting(p.name, p.default) for p in plan.parameters) if plan else frozenset(),
        dependencies=frozenset(r.distribution for r in plan.requirements) if plan else frozenset(),
    )


def delta(before: frozenset[str], after: frozenset[str]) -> Delta:
    """What was added and removed, sorted, and cut to a length that reports can show."""
    added, removed = sorted(after - before), sorted(before - after)
    return Delta(added=tuple(cut(a, LONGEST) for a in added), removed=tuple(cut(r, LONGEST) for r in removed))


def _setting(name: str, default: str) -> str:
    return masked(f"{name} = {default}") if default else name


def _touched(notebook: Notebook, flow: Flow) -> Iterator[tuple[str, str]]:
    for cell in notebook.cells:
        if (tree := parsed(cell.python)) is not None:
            nodes = {location(cell.python, n, cell=cell.index): n for n in ast.walk(tree) if isinstance(n, ast.Call)}
            calls = [c for s in flow.statements if s.ref.cell == cell.index for c in (*s.calls, *s.late_calls)]
            for call in calls:
                if (node := nodes.get(call.at)) is not None:
                    yield from _of_call(call, node)


def _of_call(call: Call, node: ast.Call) -> Iterator[tuple[str, str]]:
    effects = facts_of(call.qualified, call.method).effects
    named = _named(node)
    if call.qualified in _ENVIRONMENT and named:
        yield "environment", masked(named)
    if not named or not effects & {"reads_file", "writes_file", "network"}:
        return
    if _ADDRESS.match(named):
        yield "network", masked(named)
    elif "writes_file" in effects or (call.qualified in {"open", "builtins.open"} and _opens_for_writing(node)):
        yield "writes", masked(named)
    elif "reads_file" in effects:
        yield "reads", masked(named)


def _named(node: ast.Call) -> str:
    """The text that stands for what the call is about: its first argument, or the one named for it."""
    places = [k.value for k in node.keywords if k.arg in _PLACES]
    for value in (*node.args[:1], *places):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    # Path("x").read_text(): the file is the receiver
    inner = node.func.value if isinstance(node.func, ast.Attribute) else None
    return _named(inner) if isinstance(inner, ast.Call) and not node.args else ""


def _opens_for_writing(node: ast.Call) -> bool:
    modes = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "mode")]
    return any(isinstance(m, ast.Constant) and bool(set(str(m.value)) & _WRITES) for m in modes)
