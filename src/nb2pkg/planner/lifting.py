"""Functions of the author's that read notebook variables: the variables become keyword-only parameters.

Where that would change what the function sees, it goes back into the flow and is defined where it was.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.handing import is_used_at_once
from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.plan import BindNames, Edit, PassNames
from nb2pkg.planner.parameter_lists import add_parameters, pass_names
from nb2pkg.planner.sorting import Sorting, demote
from nb2pkg.planner.statements import inside_f_strings, node_of, where
from nb2pkg.planner.timeline import Timeline, union
from nb2pkg.planner.writers import may_write_underway, written_names
from nb2pkg.syntax.scopes import own_bindings, top_level_uses


class Lifting(Struct, frozen=True, kw_only=True):
    """The sorting that held, the facts with lifted reads added, and what changes in which statement."""

    sorting: Sorting
    timeline: Timeline
    lifted: Mapping[str, tuple[str, ...]]
    edits: Mapping[int, tuple[Edit, ...]]


class Use(Struct, frozen=True, kw_only=True):
    """A use of a definition: the call if it is called there, and what it is handed to otherwise."""

    name: str
    node: ast.Name
    nested: bool
    call: ast.Call | None
    consumer: ast.Call | None
    editable: bool
    is_looked_at: bool  # only an attribute such as `f.__doc__` is used
    hidden: frozenset[str]  # names it would need that mean something else where it stands


def lift(timeline: Timeline, sorting: Sorting, *, may_lift: bool = True) -> Lifting:
    """Lift what can be lifted; definitions that cannot be go back into the flow, until nothing changes."""
    while True:
        needs = _needs(timeline, sorting)
        uses = {p: tuple(_uses(timeline, p, needs)) for p in range(len(timeline.statements))} if needs else {}
        unfit = {
            name
            for name in needs
            if not may_lift or not _can_lift(name, needs=needs, uses=uses, timeline=timeline, sorting=sorting)
        }
        unfit |= _stuck(timeline, sorting, needs)
        if not unfit:
            break
        sorting = demote(sorting, frozenset(unfit))
    edits = _edits(timeline, sorting, needs, uses)
    changed = {p: _with_reads(timeline.statements[p], uses[p], needs) for p in sorting.flow if uses.get(p)}
    return Lifting(
        sorting=sorting,
        timeline=timeline.with_statements(changed),
        lifted={name: tuple(sorted(needed)) for name, needed in needs.items()},
        edits=edits,
    )


def flow_names(timeline: Timeline, sorting: Sorting) -> frozenset[str]:
    """Names bound by what stays in the flow, and those that became settings."""
    flows = (timeline.statements[p] for p in sorting.flow)
    return union(flow.binds | flow.may_bind | flow.late_writes for flow in flows) | sorting.settings.keys()


def _needs(timeline: Timeline, sorting: Sorting) -> dict[str, frozenset[str]]:
    """Definitions that read variables, and which, through calls of each other as well."""
    variables = flow_names(timeline, sorting)
    late = {name: timeline.statements[p].late_reads for name, p in sorting.definitions.items()}
    needs = {name: reads & variables for name, reads in late.items()}
    changed = True
    while changed:
        changed = False
        for name, reads in late.items():
            grown = needs[name].union(*(needs[other] for other in reads & needs.keys()))
            changed = changed or grown != needs[name]
            needs[name] = grown
    return {name: needed for name, needed in needs.items() if needed}


def _stuck(timeline: Timeline, sorting: Sorting, needs: Mapping[str, frozenset[str]]) -> set[str]:
    """Definitions that need lifted functions at definition time: in a default value, as a base class."""
    return {name for name, p in sorting.definitions.items() if timeline.statements[p].reads & needs.keys()}


def _uses(timeline: Timeline, position: int, needs: Mapping[str, frozenset[str]]) -> Iterator[Use]:
    flow = timeline.statements[position]
    if not (flow.reads | flow.late_reads) & needs.keys():
        return
    node = node_of(timeline.notebook, flow.ref)
    called = {id(c.func): c for c in ast.walk(node) if isinstance(c, ast.Call)}
    handed = {
        id(part): c
        for c in ast.walk(node)
        if isinstance(c, ast.Call)
        for part in (*c.args, *(k.value for k in c.keywords))
    }
    looked_at = {id(a.value) for a in ast.walk(node) if isinstance(a, ast.Attribute)}
    fixed = inside_f_strings(node)
    for use in top_level_uses(node):
        if use.name in needs and use.context == "load" and isinstance(use.node, ast.Name):
            key = id(use.node)
            yield Use(
                name=use.name,
                node=use.node,
                nested=use.nested,
                call=called.get(key),
                consumer=handed.get(key),
                editable=key not in fixed,
                is_looked_at=key in looked_at,
                hidden=frozenset(name for name in needs[use.name] if use.hides(name)),
            )


def _can_lift(
    name: str,
    *,
    needs: Mapping[str, frozenset[str]],
    uses: Mapping[int, tuple[Use, ...]],
    timeline: Timeline,
    sorting: Sorting,
) -> bool:
    position = sorting.definitions[name]
    node = node_of(timeline.notebook, timeline.statements[position].ref)
    if isinstance(node, ast.ClassDef) or getattr(node, "decorator_list", None):
        return False
    if any(name in flow.hidden_reads for flow in timeline.statements) or needs[name] & timeline.deleted:
        return False
    function = node.value if isinstance(node, ast.Assign) else node
    if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and (
        own_bindings(function) & needs[name]
        or may_write_underway(timeline, function, reads=timeline.statements[position].late_reads, needed=needs[name])
    ):
        return False
    if add_parameters(timeline.notebook, timeline.statements[position].ref, node, tuple(needs[name])) is None:
        return False
    sites = [(p, use) for p, found in uses.items() for use in found if use.name == name]
    outside = [p for p, _ in sites if p in set(sorting.flow)]
    return all(
        needed in sorting.settings or timeline.is_there(needed, min(outside, default=10**9)) for needed in needs[name]
    ) and all(
        _fits(use, p, is_lazy=_is_lazy(node, needs[name]), needed=needs[name], timeline=timeline) for p, use in sites
    )


def _fits(use: Use, position: int, *, is_lazy: bool, needed: frozenset[str], timeline: Timeline) -> bool:
    """Whether passing the values at this use is the same as reading them when the body runs."""
    if use.is_looked_at:
        return True
    if not use.editable or use.hidden:
        return False
    # The statement itself may bind the variable after the function was handed on: `data = f`; another function may
    # bind it whenever that is called.
    is_rebound_later = bool(needed & written_names(timeline)) or any(
        timeline.binders.get(name, (-1,))[-1] >= position for name in needed
    )
    if use.call is not None:
        # The edit lands before the closing parenthesis; a lone generator argument leaves no room for it.
        is_alone = len(use.call.args) == 1 and isinstance(use.call.args[0], ast.GeneratorExp) and not use.call.keywords
        is_given = not needed.isdisjoint([keyword.arg for keyword in use.call.keywords])  # it goes into its `**named`
        return not (is_alone or is_given) and not (is_lazy and is_rebound_later)
    is_used_up = use.consumer is not None and is_used_at_once(use.consumer)
    return (is_used_up and not is_lazy) or not is_rebound_later


def _is_lazy(node: ast.stmt, needed: frozenset[str]) -> bool:
    """Whether the body may read its variables after the call has returned: as generators do."""
    if isinstance(node, ast.AsyncFunctionDef):
        return True  # it may be awaited later than it is called
    own = node.value if isinstance(node, ast.Assign) else node
    harmless = {id(c.func) for c in ast.walk(node) if isinstance(c, ast.Call)}
    harmless |= {id(a) for c in ast.walk(node) if isinstance(c, ast.Call) and is_used_at_once(c) for a in c.args}
    for child in ast.walk(node):
        if isinstance(child, ast.Yield | ast.YieldFrom):
            return True
        if child is own or not isinstance(child, MAKES_FUNCTIONS):
            continue
        if any(n.id in needed for n in ast.walk(child) if isinstance(n, ast.Name)):
            if isinstance(child, ast.Lambda | ast.GeneratorExp | ast.ClassDef):
                is_let_out = id(child) not in harmless
            else:
                loads = (n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == child.name)
                is_let_out = any(id(n) not in harmless for n in loads)
            if is_let_out:
                return True
    return False


MAKES_FUNCTIONS = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.GeneratorExp)


def _edits(
    timeline: Timeline, sorting: Sorting, needs: Mapping[str, frozenset[str]], uses: Mapping[int, tuple[Use, ...]]
) -> dict[int, tuple[Edit, ...]]:
    edits: dict[int, list[Edit]] = {}
    for name, needed in needs.items():
        position = sorting.definitions[name]
        ref = timeline.statements[position].ref
        added = add_parameters(timeline.notebook, ref, node_of(timeline.notebook, ref), tuple(sorted(needed)))
        if added is not None:
            edits.setdefault(position, []).append(added)
    for position, found in uses.items():
        ref = timeline.statements[position].ref
        for use in found:
            if use.is_looked_at:
                continue
            names = tuple(sorted(needs[use.name]))
            edit: PassNames | BindNames = (
                pass_names(timeline.notebook, ref, use.call, names)
                if use.call is not None
                else BindNames(at=where(timeline.notebook, ref, use.node), names=tuple((n, n) for n in names))
            )
            edits.setdefault(position, []).append(edit)
    return {position: tuple(made) for position, made in edits.items()}


def _with_reads(flow: StmtFlow, uses: tuple[Use, ...], needs: Mapping[str, frozenset[str]]) -> StmtFlow:
    """Facts of a statement that now passes variables to the functions it uses."""
    now = union(needs[use.name] for use in uses if not use.nested)
    later = union(needs[use.name] for use in uses if use.nested)
    stored = union(needs[use.name] for use in uses if use.name in flow.stored_late_reads)
    if flow.form in {Form.FUNCTION, Form.CLASS, Form.LAMBDA}:
        stored = later
    return replace(
        flow,
        reads=flow.reads | now,
        late_reads=flow.late_reads | later,
        stored_late_reads=flow.stored_late_reads | stored,
    )
