"""What the calls of some statements say of a name for them: `plot_cusum`, a `Waterfall`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from nb2pkg.model.flow import StmtFlow
from nb2pkg.syntax.names import snake_case

# Verbs that say what a whole step does; `set_`, `get_`, `to_` and the like say how.
_TELLING = frozenset(
    "calculate check compare compute display draw estimate evaluate generate hide list plot print show simulate "
    "summarize train validate visualize".split()
)
_GENERIC = frozenset(
    {"DataFrame", "Dataset", "Dict", "Figure", "Index", "Layout", "List", "OrderedDict", "Path", "Series"}
)
_DATA = frozenset({"df", "data", "dataset", "frame"})
_CAPITAL = re.compile(r"[A-Z]+[a-z]\w*|[A-Z]{2,}\w*")


def deeds_of(flows: Iterable[StmtFlow], nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Calls that have a telling verb, as they are."""
    if all(_asks_for_version(node) for node in nodes):
        yield "show_versions"
    yield from (call.method for flow in flows for call in flow.calls if _is_deed(call.method))


def things_of(flows: Iterable[StmtFlow], *, outputs: tuple[str, ...], verb: str) -> Iterator[str]:
    """Names after classes that are called, and functions named after what they make: `Waterfall`, `linear_dataset`."""
    made = verb if verb != "compute" else "create"
    for method in (call.method for flow in flows for call in flow.calls):
        is_class = _CAPITAL.fullmatch(method) and method not in _GENERIC and not method.endswith(("Error", "Exception"))
        if is_class or method.endswith(("_data", "_dataset", "_model")):
            thing = re.sub(r"(\d)([A-Z])$", lambda found: found[1] + found[2].lower(), method)
            yield f"{made}_{snake_case(thing)}"
    if verb == "compute" and set(outputs) & _DATA:
        yield "create_data"


def _is_deed(method: str) -> bool:
    verb, _, rest = method.partition("_")
    return verb in _TELLING and bool(rest) and method.islower()


def _asks_for_version(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr == "__version__" for part in ast.walk(node))
