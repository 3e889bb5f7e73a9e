"""Star imports spelled out: which of the names that nothing else binds come from which module."""

from __future__ import annotations

import ast

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.stars import exported_names
from nb2pkg.model.flow import Form, ImportBinding, StmtFlow
from nb2pkg.model.notebook import Notebook
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import BUILTINS, KERNEL_NAMES, MODULE_NAMES
from nb2pkg.syntax.parse import parse

_IMPORTS = (Form.IMPORT, Form.GUARDED_IMPORT)


class Spelled(Struct, frozen=True, kw_only=True):
    """The timeline with star imports as plain ones, and the modules whose names could not be told apart."""

    timeline: Timeline
    unknown: tuple[str, ...]


def spell_out_stars(timeline: Timeline) -> Spelled:
    """Give each star import the names that the notebook reads from it."""
    stars = [(p, module) for p, flow in enumerate(timeline.statements) for module in flow.star_modules]
    if not stars:
        return Spelled(timeline=timeline, unknown=())
    in_blocks = tuple(module for p, module in stars if timeline.statements[p].form not in _IMPORTS)
    if in_blocks:  # what it binds depends on whether it is run, and functions may not hold it
        return Spelled(timeline=timeline, unknown=in_blocks)
    wanted = _wanted(timeline)
    exports = {module: _exports(timeline.notebook, module) for _, module in stars}
    unknown = tuple(dict.fromkeys(module for _, module in stars if exports[module] is None))
    if len(unknown) > 1:
        return Spelled(timeline=timeline, unknown=unknown)
    known: frozenset[str] = frozenset().union(*(names for names in exports.values() if names is not None))
    changed: dict[int, StmtFlow] = {}
    # Of two modules that both have a name, the one imported last wins.
    for position, module in reversed(stars):
        names = exports[module]
        # The one module that nobody knows gets what no other module explains.
        from_here = (wanted & names) if names is not None else wanted - known - BUILTINS
        wanted -= from_here
        changed[position] = _with_names(changed.get(position, timeline.statements[position]), module, from_here)
    return Spelled(timeline=timeline.with_statements(changed), unknown=())


def _wanted(timeline: Timeline) -> frozenset[str]:
    read = frozenset().union(*(flow.reads | flow.late_reads | flow.hidden_reads for flow in timeline.statements))
    return read - timeline.binders.keys() - KERNEL_NAMES - MODULE_NAMES


def _exports(notebook: Notebook, module: str) -> frozenset[str] | None:
    for name, source in notebook.local_modules:
        if name.replace("/", ".") == module:
            return _public_names(source)
    return exported_names("pylab" if module == "matplotlib.pylab" else module)


def _public_names(source: str) -> frozenset[str]:
    names: set[str] = set()
    for node in parse(source).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names.update(t.id for t in targets if isinstance(t, ast.Name))
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names.update((a.asname or a.name).split(".")[0] for a in aliases)
    return frozenset(name for name in names if not name.startswith("_"))


def _with_names(flow: StmtFlow, module: str, names: frozenset[str]) -> StmtFlow:
    bindings = tuple(ImportBinding(name=name, module=module, member=name, ref=flow.ref) for name in sorted(names))
    return replace(flow, imports=(*flow.imports, *bindings), binds=flow.binds | names, star_modules=())
