"""What a notebook shows: last values of cells, figures, and the statements that are there for nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.handing import called_name
from nb2pkg.model.flow import Call, Form, StmtFlow
from nb2pkg.model.notebook import Location
from nb2pkg.model.plan import Displays
from nb2pkg.planner.sorting import Sorting
from nb2pkg.planner.statements import node_of, where
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.qualified import base_name

RETURNS_NONE = frozenset(
    """
    print tight_layout info makedirs mkdir savefig filterwarnings simplefilter set_option seed display subplots_adjust
    run_shell write_file exec
    """.split()
)
_SHOW_FIGURES = frozenset({"matplotlib.pyplot.show", "pylab.show"})
# Of frames; they return None where they are told where to write. Dask's return the names of the files.
_WRITERS = frozenset("to_csv to_excel to_feather to_hdf to_json to_parquet to_pickle to_stata to_xml".split())
_LOOK_ALIKES = frozenset({"cudf", "dask", "databricks", "geopandas", "koalas", "modin", "pyspark", "vaex"})
LIST_METHODS = frozenset({"append", "extend", "insert", "clear", "sort", "reverse", "remove"})
DRAWS = re.compile(
    r"(^|_)(plot|hist|scatter|imshow|heatmap|boxplot|barh?|subplots?|figure|draw|show|pie|contourf?|corner)(_|$)|plot$"
)


def uses_pyplot(timeline: Timeline) -> bool:
    """Whether the notebook may draw with matplotlib."""
    for flow in timeline.statements:
        if any(re.match(r"(matplotlib|seaborn|pylab)\b", b.module) for b in flow.imports):
            return True
        if any(call.method in {"hist", "boxplot"} or ".plot" in f".{call.method}" for call in flow.calls):
            return True
    return False


def draws(flow: StmtFlow, functions: frozenset[str]) -> bool:
    """Whether a statement may leave something on a figure."""
    return calls_draw((*flow.calls, *flow.late_calls)) or bool((flow.reads | flow.late_reads) & functions)


def calls_draw(calls: tuple[Call, ...]) -> bool:
    """Whether one of the calls may leave something on a figure."""
    return any(_is_drawing(call) or DRAWS.search(call.method) for call in calls)


def _is_drawing(call: Call) -> bool:
    """Settings (`plt.rc`) draw nothing, but for that of the current image, which makes one."""
    effects = facts_of(call.qualified or None, call.method or None).effects
    return "plotting" in effects and ("settings" not in effects or call.method == "set_cmap")


def figure_shows(timeline: Timeline, flow: StmtFlow) -> tuple[Call, ...]:
    """The calls of `plt.show` that do nothing else."""
    return tuple(call for call, node in _shows(timeline, flow) if not _draws_in_argument(node))


def drawing_shows(timeline: Timeline, flow: StmtFlow) -> tuple[Location, ...]:
    """The `plt.show` of each `plt.show(plot(x))`: only backends with windows take an argument."""
    return tuple(
        where(timeline.notebook, flow.ref, node.func)
        for _, node in _shows(timeline, flow)
        if _draws_in_argument(node) and len(node.args) == 1 and not node.keywords
    )


def _shows(timeline: Timeline, flow: StmtFlow) -> list[tuple[Call, ast.Call]]:
    found = {call.at: call for call in (*flow.calls, *flow.late_calls) if call.qualified in _SHOW_FIGURES}
    if not found:
        return []
    nodes = [node for node in ast.walk(node_of(timeline.notebook, flow.ref)) if isinstance(node, ast.Call)]
    places = [(where(timeline.notebook, flow.ref, node), node) for node in nodes]
    return [(found[at], node) for at, node in places if at in found]


def _draws_in_argument(show: ast.Call) -> bool:
    return not all(map(_is_idle, [*show.args, *(keyword.value for keyword in show.keywords)]))


def is_worth_showing(timeline: Timeline, sorting: Sorting, flow: StmtFlow, displays: Displays) -> bool:
    """Whether the value of a cell's last expression goes to the log or the screen."""
    node = node_of(timeline.notebook, flow.ref)
    if not isinstance(node, ast.Expr) or not flow.shown or displays is Displays.DROP:
        return False
    value = node.value.value if isinstance(node.value, ast.Await) else node.value
    if isinstance(value, ast.Call) and _returns_none(timeline, sorting, value):
        return False
    at = where(timeline.notebook, flow.ref, value)
    if any(call.qualified in _SHOW_FIGURES and call.at == at for call in flow.calls):
        return False
    if displays is Displays.PRINT:
        return True
    is_docstring = isinstance(value, ast.Constant)
    return not is_docstring and "plotting" not in flow.effects


def _returns_none(timeline: Timeline, sorting: Sorting, call: ast.Call) -> bool:
    name = called_name(call)
    if name in LIST_METHODS:
        return _is_on_list(timeline, call)
    if name in _WRITERS:
        is_told_where = bool(call.args) and (
            not isinstance(call.args[0], ast.Constant) or isinstance(call.args[0].value, str)
        )
        return is_told_where and isinstance(call.func, ast.Attribute) and _has_frames_of_pandas_only(timeline)
    if name in RETURNS_NONE or any(
        k.arg == "inplace" and getattr(k.value, "value", None) is True for k in call.keywords
    ):
        is_method = isinstance(call.func, ast.Attribute) and base_name(call.func) not in sorting.imports
        is_own = isinstance(call.func, ast.Name) and name in sorting.definitions
        is_known = name in {"info", "savefig"} or name not in RETURNS_NONE or _makes_folder(call)
        return not is_own and (not is_method or is_known)
    if isinstance(call.func, ast.Name) and name in sorting.definitions:
        node = node_of(timeline.notebook, timeline.statements[sorting.definitions[name]].ref)
        is_plain = isinstance(node, ast.FunctionDef) and not node.decorator_list
        gives = (ast.Return, ast.Yield, ast.YieldFrom)
        return is_plain and not any(isinstance(n, gives) and n.value is not None for n in ast.walk(node))
    return False


def _makes_folder(call: ast.Call) -> bool:
    """`path.mkdir(parents=True, exist_ok=True)`: pathlib's, by its arguments."""
    given = {keyword.arg for keyword in call.keywords}
    return called_name(call) == "mkdir" and bool(given) and given <= {"parents", "exist_ok", "mode"}


def _has_frames_of_pandas_only(timeline: Timeline) -> bool:
    """Whether frames can be nothing else: neither a class of the notebook nor of a look-alike of pandas."""
    modules = {b.module.partition(".")[0] for flow in timeline.statements for b in flow.imports}
    return (
        "pandas" in modules and not modules & _LOOK_ALIKES and Form.CLASS not in {f.form for f in timeline.statements}
    )


def _is_on_list(timeline: Timeline, call: ast.Call) -> bool:
    """Whether a method is called on a name that was bound to a list: elsewhere `sort` may well return something."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=name)) if name in timeline.binders:
            node = node_of(timeline.notebook, timeline.statements[timeline.binders[name][0]].ref)
            return isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.ListComp)
    return False


def module_files(timeline: Timeline) -> tuple[str, ...]:
    """Python files that cells write and later cells import."""
    imported = {b.module.split(".")[0] for flow in timeline.statements for b in flow.imports}
    paths = {extra.path for extra in timeline.notebook.extra_files}
    return tuple(sorted(path for path in paths if path.endswith(".py") and path[:-3] in imported))


def _written_file(node: ast.stmt) -> str:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Name(id="write_file"), args=[ast.Constant(value=str(path)), *_])):
            return path
    return ""


def dropped_reasons(timeline: Timeline, sorting: Sorting, displays: Displays) -> Mapping[int, str]:
    """Statements of the flow that do nothing once the notebook's display is gone, and why."""
    reasons: dict[int, str] = {}
    modules = module_files(timeline)
    for position in sorting.flow:
        flow = timeline.statements[position]
        node = node_of(timeline.notebook, flow.ref)
        if _written_file(node) in modules:
            reasons[position] = "became a module beside the package"
        elif isinstance(node, ast.Pass | ast.Global):
            reasons[position] = "does nothing"
        elif (
            isinstance(node, ast.Expr)
            and not is_worth_showing(timeline, sorting, flow, displays)
            and _is_idle(node.value)
        ):
            reasons[position] = "its value is neither shown nor used"
        elif flow.form is Form.EXPRESSION and displays is Displays.DROP and flow.shown and _is_pure_call(flow, node):
            reasons[position] = "only shown in the notebook (--displays drop)"
    return reasons


def _is_idle(node: ast.expr) -> bool:
    """Looking at it has no effect."""
    match node:
        case ast.Constant() | ast.Name():
            return True
        case ast.Attribute(value=value) | ast.Subscript(value=value):
            return _is_idle(value)
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return all(map(_is_idle, elts))
        case ast.Compare(left=left, comparators=others):
            return _is_idle(left) and all(map(_is_idle, others))
    return False


def _is_pure_call(flow: StmtFlow, node: ast.stmt) -> bool:
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    facts = [facts_of(call.qualified or None, call.method or None) for call in flow.calls]
    return is_call and bool(facts) and all(f.mutates == "none" and not f.effects for f in facts)
