"""What leaves the flow: imports, constants, settings and definitions; and what stays in it, in order."""

from __future__ import annotations

import ast

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.handing import called_name, facts_of_call
from nb2pkg.model.flow import Form, ImportBinding, StmtFlow
from nb2pkg.planner.absences import missed_names
from nb2pkg.planner.statements import node_of
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.literals import is_literal, is_plain_data
from nb2pkg.syntax.names import BUILTINS, KERNEL_NAMES, MODULE_NAMES
from nb2pkg.syntax.parse import parse

LONG_TEXT = 120
BIG_LITERAL = 15  # lines: a table of data in the middle of a function hides what the function does
TRANSPARENT_CALLS = frozenset({"field", "auto", "TypeVar", "NewType", "namedtuple", "property", "Field", "partial"})


class Sorting(Struct, frozen=True, kw_only=True):
    """Positions in the timeline by what becomes of them. Names are mapped to the position that binds them."""

    imports: dict[str, tuple[ImportBinding, ...]]
    import_positions: frozenset[int]
    guarded: dict[str, int]
    constants: dict[str, int]
    settings: dict[str, int]
    definitions: dict[str, int]
    unused: dict[str, int]  # literals that nothing reads
    flow: tuple[int, ...]


def sort_statements(timeline: Timeline, *, declared: frozenset[int]) -> Sorting:
    """First sorting, before functions that read variables are dealt with. `declared`: parameters by declaration."""
    missed = missed_names(timeline)
    imports, import_positions = _imports(timeline, missed)
    guarded = _guarded(timeline, missed)
    constants, settings, unused = _literals(timeline, declared)
    fixed = frozenset({*imports, *guarded, *constants})
    definitions = _definitions(timeline, fixed, missed)
    gone = {
        *import_positions,
        *guarded.values(),
        *constants.values(),
        *settings.values(),
        *definitions.values(),
        *unused.values(),
    }
    return Sorting(
        imports=imports,
        import_positions=import_positions,
        guarded=guarded,
        constants=constants,
        settings=settings,
        definitions=definitions,
        unused=unused,
        flow=tuple(i for i in range(len(timeline.statements)) if i not in gone),
    )


def demote(sorting: Sorting, names: frozenset[str]) -> Sorting:
    """Definitions that cannot stand at the top of a module go back into the flow."""
    back = {sorting.definitions[name] for name in names}
    kept = {name: position for name, position in sorting.definitions.items() if name not in names}
    return replace(sorting, definitions=kept, flow=tuple(sorted({*sorting.flow, *back})))


def with_shared_data(timeline: Timeline, sorting: Sorting) -> Sorting:
    """Lists, dictionaries and patterns that definitions read become constants beside those definitions; tables as well.

    They are one object in the notebook and one object in the module; those that anything changes stay in the flow.
    """
    read = frozenset().union(
        *(timeline.statements[p].late_reads | timeline.statements[p].reads for p in sorting.definitions.values())
    )
    changed = frozenset().union(*(flow.mutates | flow.late_mutates for flow in timeline.statements))
    moved: dict[str, int] = {}
    for position in sorting.flow:
        flow = timeline.statements[position]
        is_big = flow.form is Form.LITERAL and flow.lines > BIG_LITERAL
        for name in (flow.binds if is_big else flow.binds & read) - changed:
            if _is_bound_once(timeline, name, position) and _is_shared_data(timeline, flow):
                moved[name] = position
    return replace(
        sorting,
        constants={**sorting.constants, **moved},
        flow=tuple(p for p in sorting.flow if p not in set(moved.values())),
    )


def _is_shared_data(timeline: Timeline, flow: StmtFlow) -> bool:
    node = node_of(timeline.notebook, flow.ref)
    if flow.form is Form.LITERAL:
        return not _is_empty(literal_value(timeline, timeline.position_of[flow.ref]))
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.value, ast.Call):
        return False
    call = node.value
    is_known = len(flow.calls) == 1 and flow.calls[0].qualified in {
        "re.compile",
        "frozenset",
        "pathlib.Path",
        "typing.TypeVar",
    }
    flags = all(
        isinstance(a, ast.Attribute) or is_plain_data(a) for a in (*call.args, *(k.value for k in call.keywords))
    )
    return is_known and flags


def _is_empty(value: ast.expr) -> bool:
    """An empty container is there to be filled."""
    return not getattr(value, "elts", True) or not getattr(value, "keys", True)


def as_constants(sorting: Sorting, names: frozenset[str]) -> Sorting:
    """Settings that definitions read become constants: modules can read those without being handed them."""
    moved = {name: position for name, position in sorting.settings.items() if name in names}
    kept = {name: position for name, position in sorting.settings.items() if name not in names}
    return replace(sorting, settings=kept, constants={**sorting.constants, **moved})


def _imports(timeline: Timeline, missed: frozenset[str]) -> tuple[dict[str, tuple[ImportBinding, ...]], frozenset[int]]:
    """Imported names that nothing else binds, and the statements that import nothing but such names."""
    by_name: dict[str, list[ImportBinding]] = {}
    own: dict[str, set[int]] = {}
    for position, flow in enumerate(timeline.statements):
        if flow.form is Form.IMPORT:
            for binding in flow.imports:
                by_name.setdefault(binding.name, []).append(binding)
                own.setdefault(binding.name, set()).add(position)
    late = _after_environment_changes(timeline) | _with_noticeable_imports(timeline)
    steady = {
        name: _distinct(bindings)
        for name, bindings in by_name.items()
        if set(timeline.binders[name]) == own[name]
        and name not in timeline.deleted | missed
        and _are_compatible(bindings)
        and not own[name] & late
    }
    positions = frozenset(
        position
        for position, flow in enumerate(timeline.statements)
        if flow.form is Form.IMPORT and all(binding.name in steady for binding in flow.imports) and position not in late
    )
    return steady, positions


def _with_noticeable_imports(timeline: Timeline) -> frozenset[int]:
    """Imports of modules beside the notebook that do something when they are imported (print, read, draw)."""
    noisy = {
        name.replace("/", ".").removesuffix(".__init__")
        for name, source in timeline.notebook.local_modules
        if not is_inert_module(source)
    }
    return frozenset(
        position
        for position, flow in enumerate(timeline.statements)
        if flow.form is Form.IMPORT and any(binding.module in noisy for binding in flow.imports)
    )


def is_inert_module(source: str) -> bool:
    """Whether importing a module only defines things."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    for node in parse(source).body:
        is_data = isinstance(node, ast.Assign | ast.AnnAssign) and not _has_state(node)
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_guard = isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)
        if not (isinstance(node, definitions) or is_data or is_text or is_guard):
            return False
    return True


def _after_environment_changes(timeline: Timeline) -> frozenset[int]:
    """Imports that must come after `os.environ[...] = ...` or `sys.path.append(...)`: those of new modules."""
    seen: set[str] = set()
    has_changed_path = has_changed_environment = False
    late: set[int] = set()
    for position, flow in enumerate(timeline.statements):
        tops = {binding.module.split(".")[0] for binding in flow.imports}
        if flow.form is Form.IMPORT:
            fresh = tops - seen
            if has_changed_path and any(_may_be_local(top) for top in fresh):
                late.add(position)
            if has_changed_environment and fresh & READ_ENVIRONMENT_AT_IMPORT:
                late.add(position)
            seen |= tops
        has_changed_environment = has_changed_environment or "environment" in flow.effects
        has_changed_path = has_changed_path or any(call.qualified.startswith("sys.path.") for call in flow.calls)
    return frozenset(late)


READ_ENVIRONMENT_AT_IMPORT = frozenset(
    {"tensorflow", "keras", "torch", "jax", "numba", "transformers", "pyspark", "cupy", "mxnet", "theano", "pytensor",
     "lightgbm", "xgboost", "datasets", "kaggle", "openai", "wandb", "mlflow", "dask", "ray", "gym", "gymnasium"}
)  # fmt: skip


def _may_be_local(top: str) -> bool:
    """Whether a module may come from a folder put on `sys.path`: it is not well known."""
    from nb2pkg.knowledge.distributions import distribution_of, is_well_known

    return distribution_of(top) is not None and not is_well_known(top)


def _distinct(bindings: list[ImportBinding]) -> tuple[ImportBinding, ...]:
    return tuple({(b.module, b.member, b.name): b for b in reversed(bindings)}.values())


def _are_compatible(bindings: list[ImportBinding]) -> bool:
    """The same thing every time; `import a.b` and `import a.c` go together."""
    whole = {(b.module, b.member, b.level) for b in bindings}
    roots = {b.module.split(".")[0] for b in bindings if not b.member and b.name == b.module.split(".")[0]}
    return len(whole) == 1 or (len(roots) == 1 and all(not b.member and b.name in roots for b in bindings))


def _guarded(timeline: Timeline, missed: frozenset[str]) -> dict[str, int]:
    """`try: import x` blocks whose names are bound nowhere else and that need nothing of the flow."""
    return {
        name: position
        for position, flow in enumerate(timeline.statements)
        if flow.form is Form.GUARDED_IMPORT
        and not flow.star_modules
        and all(timeline.binders[name] == (position,) for name in flow.binds | flow.may_bind)
        and flow.reads <= BUILTINS
        and not (flow.binds | flow.may_bind) & missed
        for name in flow.binds | flow.may_bind
    }


def _literals(timeline: Timeline, declared: frozenset[int]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Names bound once to a literal: settings, constants where a setting would make no sense, and unused ones."""
    constants: dict[str, int] = {}
    settings: dict[str, int] = {}
    unused: dict[str, int] = {}
    for position, flow in enumerate(timeline.statements):
        if flow.form is not Form.LITERAL or not flow.binds:
            continue
        (name,) = flow.binds
        if not _is_bound_once(timeline, name, position) or name in BUILTINS | MODULE_NAMES | KERNEL_NAMES:
            continue
        value = literal_value(timeline, position)
        if is_literal(value) and name not in timeline.readers:
            unused[name] = position
        elif position in declared and not isinstance(value, ast.Set):
            settings[name] = position
        elif is_literal(value) and not (isinstance(value, ast.Constant) and value.value is None):
            (settings if _is_setting(value) else constants)[name] = position
    return constants, settings, unused


def literal_value(timeline: Timeline, position: int) -> ast.expr:
    """The right-hand side of a LITERAL statement."""
    node = node_of(timeline.notebook, timeline.statements[position].ref)
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        return node.value
    raise TypeError(f"not an assignment: {node!r}")


def _is_bound_once(timeline: Timeline, name: str, position: int) -> bool:
    """Bound here only, read only after, never deleted: its value can be known from the start."""
    first_reader = timeline.readers.get(name, (position + 1,))[0]
    return timeline.binders[name] == (position,) and first_reader > position and name not in timeline.deleted


def _is_setting(value: ast.expr) -> bool:
    """Numbers, flags and short texts can be set from outside; tuples and long texts are constants."""
    if isinstance(value, ast.Tuple):
        return False
    is_text = isinstance(value, ast.Constant) and isinstance(value.value, str)
    return not (is_text and (len(value.value) > LONG_TEXT or "\n" in value.value))  # type: ignore[attr-defined]


def _definitions(timeline: Timeline, fixed: frozenset[str], missed: frozenset[str]) -> dict[str, int]:
    """Functions and classes bound once that need nothing of the flow while they are being defined."""
    candidates = {
        name: position
        for position, flow in enumerate(timeline.statements)
        if flow.form in {Form.FUNCTION, Form.CLASS, Form.LAMBDA}
        for name in flow.binds
        if len(flow.binds) == 1  # the first statement of a captured cell binds what was captured too
        and timeline.binders[name] == (position,)
        and name not in timeline.deleted | missed | BUILTINS
        and not flow.late_writes
        and not flow.dynamic
        and not flow.awaits
        and _is_inert(timeline, flow)
    }
    while True:
        known = fixed | candidates.keys() | (BUILTINS - timeline.binders.keys()) | MODULE_NAMES
        needy = {
            name
            for name, position in candidates.items()
            if not timeline.statements[position].reads <= known
            or (timeline.statements[position].form is Form.CLASS and _reads_flow(timeline, position, known))
        }
        if not needy:
            return candidates
        candidates = {name: position for name, position in candidates.items() if name not in needy}


def _reads_flow(timeline: Timeline, position: int, known: frozenset[str] | set[str]) -> bool:
    return any(name in timeline.binders and name not in known for name in timeline.statements[position].late_reads)


def _is_inert(timeline: Timeline, flow: StmtFlow) -> bool:
    """Whether defining it earlier cannot be noticed: what it evaluates at definition has no effect and no state."""
    if flow.effects - {"settings"}:
        return False
    node = node_of(timeline.notebook, flow.ref)
    heads: list[ast.expr] = []
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            heads = [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            return not any(_has_state(head) for head in node.decorator_list + heads)
        case ast.ClassDef():
            return not any(
                _has_state(part) for part in node.body if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)
            )
    return True


def _has_state(node: ast.AST) -> bool:
    """Calls whose result depends on when they are made: all but a few that only describe."""
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            name = called_name(child)
            if facts_of_call(child).effects or (
                isinstance(child.func, ast.Name) and name not in BUILTINS | TRANSPARENT_CALLS and name[:1].islower()
            ):
                return True
    return False
