"""Which settings name files that the notebook reads, and has not written itself before."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.plan import ParameterKind
from nb2pkg.planner.functions import Context
from nb2pkg.planner.statements import node_of, opens_for_writing


def input_files(context: Context) -> tuple[str, ...]:
    """The names of these settings, in the order of the notebook."""
    written: set[str] = set()
    pieces: list[frozenset[str]] = []  # of the paths that a statement writes to, where it puts them together itself
    read: list[str] = []
    paths = {p.name: _parts(_text(p.default)) for p in context.settings.parameters if p.kind is ParameterKind.PATH}
    for position in context.lifting.sorting.flow:
        flow = context.timeline.statements[position]
        names = [name for name in _settings(context, position, flow) if name in paths]
        if _writes(context, flow):
            written.update(names)
            pieces.append(_pieces(context, position, flow))
        elif "reads_file" in flow.effects:
            read += [n for n in names if n not in written and not any(paths[n] <= piece for piece in pieces)]
    return tuple(dict.fromkeys(read))


def _settings(context: Context, position: int, flow: StmtFlow) -> Iterator[str]:
    """The settings that a statement uses, as literals and as variables."""
    yield from (edit.parameter for edit in context.settings.literal_edits.get(position, ()))
    by_variable = context.settings.field_by_variable
    yield from (by_variable[name] for name in sorted(flow.reads) if name in by_variable)


def _writes(context: Context, flow: StmtFlow) -> bool:
    """Whether a statement writes a file. What `open` does is said by its mode, not by its name."""
    others = [call for call in flow.calls if call.qualified not in {"open", "builtins.open", "io.open"}]
    effects = [facts_of(call.qualified or None, call.method or None).effects for call in others]
    is_opened = opens_for_writing(node_of(context.timeline.notebook, flow.ref))
    return is_opened or any("writes_file" in some for some in effects)


def _pieces(context: Context, position: int, flow: StmtFlow) -> frozenset[str]:
    """The folders and files that a statement names: `os.path.join(OUT, "a.csv")` names OUT's value and `a.csv`."""
    used = set(_settings(context, position, flow))
    texts = [_text(p.default) for p in context.settings.parameters if p.name in used]
    nodes = ast.walk(node_of(context.timeline.notebook, flow.ref))
    texts += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return frozenset().union(*map(_parts, texts))


def _text(default: str) -> str:
    """The text that a default is, if it is one."""
    value = ast.literal_eval(default) if default else ""
    return value if isinstance(value, str) else ""


def _parts(path: str) -> frozenset[str]:
    return frozenset(PurePosixPath(path.replace("\\", "/")).parts) - {"/"}
