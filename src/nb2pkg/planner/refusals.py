"""What is not done as asked: reasons, and the smallest edit that would lift each."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.flow import Flow, Form
from nb2pkg.model.notebook import Treatment
from nb2pkg.model.plan import FunctionPlan, ModulePlan, ParameterKind, Refusal
from nb2pkg.planner.cell_marks import unmet_wishes
from nb2pkg.planner.chosen_modules import unmet_modules
from nb2pkg.planner.functions import Context
from nb2pkg.planner.imports import WELL_KNOWN
from nb2pkg.planner.looks import looked_at
from nb2pkg.planner.secret_literals import is_hidden, secret_literals
from nb2pkg.planner.sorting import Sorting, sort_statements
from nb2pkg.planner.statements import node_of
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.annotations import acts
from nb2pkg.syntax.names import BUILTINS, KERNEL_NAMES, MODULE_NAMES
from nb2pkg.syntax.scopes import bindings_of

LONG = 60


def _has_acting_annotation(node: ast.AST) -> bool:
    """Whether `name: annotation` does something, at the top level of the notebook."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    if isinstance(node, ast.AnnAssign):
        return isinstance(node.target, ast.Name) and acts(node.annotation)
    blocks = (ast.stmt, ast.ExceptHandler, ast.match_case)
    return any(_has_acting_annotation(part) for part in ast.iter_child_nodes(node) if isinstance(part, blocks))


def script_reason(timeline: Timeline, *, unknown_stars: Sequence[str], stuck: Sequence[str]) -> Refusal | None:
    """Why the notebook has to stay one flat script, if it has to."""
    if unknown_stars:
        position = next(p for p, f in enumerate(timeline.statements) if set(f.star_modules) & set(unknown_stars))
        return Refusal(
            code="star-import",
            cell=timeline.statements[position].ref.cell,
            message=f"`from {unknown_stars[0]} import *` binds names that cannot be known without running it",
            remedy="import the names you use one by one",
        )
    for flow in timeline.statements:
        if flow.dynamic:
            return Refusal(
                code="dynamic-names",
                cell=flow.ref.cell,
                message=f"`{flow.dynamic}` reads or binds names that cannot be told from the text",
                remedy="use a dictionary instead of variables made by name",
            )
    local = _pickled_classes(timeline)
    if local:
        name, cell = local
        return Refusal(
            code="pickled-class",
            cell=cell,
            message=f"objects are pickled or sent to other processes, and the class `{name}` cannot stand in a module",
            remedy=f"give `{name}` what it reads from the notebook as arguments of its constructor",
        )
    mirrored = _mirroring_class(timeline)
    if mirrored:
        name, cell = mirrored
        return Refusal(
            code="class-attribute",
            cell=cell,
            message=f"a class takes `{name}` from the notebook under the same name, which only works at the top level",
            remedy=f"give the attribute or the variable `{name}` another name",
        )
    acting = next(
        (flow for flow in timeline.statements if _has_acting_annotation(node_of(timeline.notebook, flow.ref))), None
    )
    if acting is not None:
        return Refusal(
            code="acting-annotation",
            cell=acting.ref.cell,
            message="the annotation of a variable calls or binds something, and within a function nothing evaluates it",
            remedy="do that in a statement of its own",
        )
    if stuck:
        cell = timeline.statements[timeline.binders[stuck[0]][0]].ref.cell
        return Refusal(
            code="shadowed-builtin",
            cell=cell,
            message=f"`{stuck[0]}` is the builtin in some places and a variable in others",
            remedy=f"rename the variable `{stuck[0]}`",
        )
    return None


def script_that_awaits(flow: Flow) -> Refusal | None:
    """Why there can be no script, where one was asked for."""
    cell = next((statement.ref.cell for statement in flow.statements if statement.awaits), None)
    if cell is None:
        return None
    return Refusal(
        code="script-awaits",
        cell=cell,
        message="`await` outside functions is for kernels only, so this is one function instead of a script",
        remedy="put what is awaited into an `async def` and run that by `asyncio.run`",
    )


def shown_function_reason(timeline: Timeline, sorting: Sorting) -> Refusal | None:
    """Why the notebook has to stay a script: it shows a function whose name would change."""
    found = looked_at(timeline, sorting)
    if found is None:
        return None
    name, cell = found
    return Refusal(
        code="shown-function",
        cell=cell,
        message=f"the function `{name}` itself is printed or shown, and cannot stand where it keeps its full name",
        remedy=f"show what `{name}` gives, or define it by `def` without reading variables that change",
    )


def _mirroring_class(timeline: Timeline) -> tuple[str, int] | None:
    """`class A: x = x`: inside a function the right-hand side would not see the function's variable."""
    for flow in timeline.statements:
        names = (flow.reads | flow.late_reads) & timeline.binders.keys()
        if not names or "class " not in timeline.notebook.cell_by_index[flow.ref.cell].python:
            continue
        for child in ast.walk(node_of(timeline.notebook, flow.ref)):
            if isinstance(child, ast.ClassDef):
                mirrored = sorted(bindings_of(tuple(child.body)) & _read_in_class(child) & names)
                if mirrored:
                    return mirrored[0], flow.ref.cell
    return None


def _read_in_class(node: ast.ClassDef) -> frozenset[str]:
    parts = [p for p in node.body if not isinstance(p, ast.FunctionDef | ast.AsyncFunctionDef)]
    return frozenset(
        n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    )


PICKLES = frozenset({"dump", "dumps", "Pool", "ProcessPoolExecutor", "Process"})


def _pickled_classes(timeline: Timeline) -> tuple[str, int] | None:
    """A class that depends on the flow, in a notebook that pickles: a class in a function has no address."""
    calls = [call for flow in timeline.statements for call in (*flow.calls, *flow.late_calls)]
    libraries = ("pickle.", "joblib.", "cloudpickle.", "dill.", "multiprocessing.", "concurrent.futures.")
    if not any(call.method in PICKLES and call.qualified.startswith(libraries) for call in calls):
        return None
    hoisted = sort_statements(timeline, declared=frozenset()).definitions
    for flow in timeline.statements:
        name = next(iter(flow.binds), "")
        if flow.form is Form.CLASS and name not in hoisted:
            return name, flow.ref.cell
    return None


def notebook_refusals(
    context: Context, functions: Sequence[FunctionPlan], modules: Sequence[ModulePlan]
) -> tuple[Refusal, ...]:
    """Everything a reader of the package should know was not converted as asked."""
    found = [*_magics(context.timeline), *_undefined(context), *_demoted(context), *_long(context, functions)]
    found += [*_secrets(context), *_initialised(functions), *_kernel_calls(context.timeline)]
    found += unmet_wishes(context.timeline.notebook, functions)
    found += unmet_modules(context.timeline.notebook, modules)
    return tuple(sorted(found, key=lambda r: (r.cell, r.code, r.message)))


def _magics(timeline: Timeline) -> Iterable[Refusal]:
    for cell in timeline.notebook.cells:
        for magic in cell.magics:
            if magic.treatment is Treatment.UNSUPPORTED:
                mark = {"cell": "%%", "line": "%", "shell": "!"}.get(magic.kind, "")
                yield Refusal(
                    code="unsupported-magic",
                    cell=cell.index,
                    message=f"`{mark}{magic.name}` has no counterpart in a package and was left out",
                    remedy="do the same in Python, or outside the notebook",
                )


def _undefined(context: Context) -> Iterable[Refusal]:
    seen: set[str] = set(context.history)
    given = BUILTINS | KERNEL_NAMES | MODULE_NAMES | {"run_shell", "capture_shell", "write_file", "os"}
    for flow in context.timeline.statements:
        for name in sorted((flow.reads | flow.late_reads) - given - seen):
            if name in context.timeline.binders or name in context.timeline.deleted or name in flow.hidden_reads:
                continue
            seen.add(name)
            if name in WELL_KNOWN:
                message, remedy = f"`{name}` is used but never imported; the usual import was added", "add the import"
            else:
                message = f"`{name}` is read, but nothing in the notebook binds it"
                remedy = f"add the cell that makes `{name}`, or delete what reads it"
            yield Refusal(code="undefined-name", cell=flow.ref.cell, message=message, remedy=remedy)


def _demoted(context: Context) -> Iterable[Refusal]:
    for position in context.lifting.sorting.flow:
        flow = context.timeline.statements[position]
        if flow.form in {Form.FUNCTION, Form.CLASS}:
            name = getattr(node_of(context.timeline.notebook, flow.ref), "name", "")
            kind = "class" if flow.form is Form.CLASS else "function"
            yield Refusal(
                code="local-definition",
                cell=flow.ref.cell,
                message=f"the {kind} `{name}` depends on notebook variables and stays inside the function that uses it",
                remedy="hand it what it needs as arguments, and define it once",
            )


def _long(context: Context, functions: Sequence[FunctionPlan]) -> Iterable[Refusal]:
    timeline = context.timeline
    for function in functions:
        lines = sum(timeline.statements[timeline.position_of[ref]].lines for ref in function.body)
        if lines > LONG:
            yield Refusal(
                code="long-function",
                cell=function.body[0].cell,
                message=f"`{function.name}` has about {lines} lines that could not be cut apart",
                remedy="split the long statement, or the names that tie these cells together",
            )


def _initialised(functions: Sequence[FunctionPlan]) -> Iterable[Refusal]:
    for function in functions:
        for name in function.initialised:
            yield Refusal(
                code="maybe-unbound",
                cell=function.body[0].cell,
                message=f"`{name}` may stay unbound in the notebook; `{function.name}` starts it as None",
                remedy=f"bind `{name}` before the condition or loop that may not run",
            )


def _kernel_calls(timeline: Timeline) -> Iterable[Refusal]:
    for flow in timeline.statements:
        if "get_ipython" in flow.reads | flow.late_reads and "get_ipython" not in timeline.binders:
            yield Refusal(
                code="kernel-call",
                cell=flow.ref.cell,
                message="`get_ipython()` gives a kernel in the notebook and None in the package",
                remedy="do without the kernel, or guard the call",
            )


def _secrets(context: Context) -> Iterable[Refusal]:
    for parameter in context.settings.parameters:
        if parameter.kind is ParameterKind.SECRET:
            yield Refusal(
                code="secret",
                cell=parameter.origin.cell,
                message=f"`{parameter.name}` holds a secret; the package reads it from the environment instead",
                remedy="revoke the secret: it was stored in the notebook",
            )
    for cell in sorted(_left_out(context)):
        yield Refusal(
            code="secret-left-out",
            cell=cell,
            message=f"a secret in this cell was not copied; `{HIDDEN}` stands in its place",
            remedy="revoke it, and read the new one where it is used: `os.environ[...]`",
        )


def _left_out(context: Context) -> set[int]:
    """The cells with a text that held a secret and that no setting replaces."""
    secrets = {p.origin for p in context.settings.parameters if p.kind is ParameterKind.SECRET and p.variable}
    cells: set[int] = set()
    for position, flow in enumerate(context.timeline.statements):
        if flow.ref in secrets or HIDDEN not in context.timeline.notebook.cell_by_index[flow.ref.cell].python:
            continue
        node = node_of(context.timeline.notebook, flow.ref)
        lifted = (
            {id(literal) for literal, _ in secret_literals(node)}
            if position in context.settings.literal_edits
            else set()
        )
        if any(is_hidden(part) and id(part) not in lifted for part in ast.walk(node)):
            cells.add(flow.ref.cell)
    return cells
