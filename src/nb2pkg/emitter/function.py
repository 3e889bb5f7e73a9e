"""One function of the package: signature, docstring, the author's statements, what it returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import libcst as cst

from nb2pkg.emitter.docstrings import docstring_lines, quoted
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.statements import Statement, StatementStore, parsed, spaced
from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.notebook import Notebook, StmtRef, Wrapper
from nb2pkg.model.plan import FunctionPlan, PackagePlan

WRAPPED = {
    Wrapper.CAPTURED: "with captured(){name}:\n    pass\n",
    Wrapper.TOLERANT: "try:\n    pass\nexcept Exception:\n    logging.getLogger(__name__).exception({message!r})\n",
}


def function_node(
    notebook: Notebook, plan: PackagePlan, function: FunctionPlan, store: StatementStore, calls: RuntimeCalls
) -> cst.FunctionDef:
    """The function as a libcst node."""
    prose = [p for p in notebook.prose if p.index in set(function.prose)]
    doc = quoted(docstring_lines(function.name, prose, [ref.cell for ref in function.body], plan.source))
    returned = function.outputs or function.results
    frame = _frame(plan, function, doc, returned)
    if not isinstance(frame.body, cst.IndentedBlock):
        raise TypeError("a function without a block")
    before, after = list(frame.body.body), []
    if returned:
        before, after = before[:-1], before[-1:]
    body = _statements(notebook, function, store, calls)
    return frame.with_changes(body=cst.IndentedBlock(body=[*before, *body, *after]))


def _frame(plan: PackagePlan, function: FunctionPlan, doc: str, returned: Sequence[str]) -> cst.FunctionDef:
    """The function without the author's statements: signature, docstring, preparations and what it returns."""
    lines = [
        *(f"{name} = {plan.config_name}.{name}" for name in function.unpacked),
        *(import_line(binding) for binding in function.local_imports),
        *(f"{name} = None" for name in function.initialised),
        *([f"return {', '.join(returned)}"] if returned else []),
    ]
    keyword = "async def" if function.is_async else "def"
    head = f"{keyword} {function.name}({signature(plan, function)}){_arrow(returned)}:"
    frame = parsed("\n".join([head, f"    {doc}", *(f"    {line}" for line in lines), ""]))[0]
    if not isinstance(frame, cst.FunctionDef):
        raise TypeError("a signature parsed to something else")
    return frame


def _arrow(returned: Sequence[str]) -> str:
    return "" if returned else " -> None"


def signature(plan: PackagePlan, function: FunctionPlan) -> str:
    """Notebook variables by position, settings by keyword."""
    parts = list(function.inputs)
    if function.takes_config:
        parts.append(f"{plan.config_name}: Config")
    elif function.settings:
        annotation = {p.name: p.annotation for p in plan.parameters}
        parts += ["*", *(f"{name}: {annotation[name]}" for name in function.settings)]
    return ", ".join(parts)


def _statements(
    notebook: Notebook, function: FunctionPlan, store: StatementStore, calls: RuntimeCalls
) -> list[Statement]:
    points = {point.after for point in function.figures}
    taken: list[tuple[StmtRef, Statement]] = []
    for cell, refs in groupby(function.body, key=lambda ref: ref.cell):
        whole = [item for ref in refs for item in _with_figures(ref, store, points, calls.figure_call(function.name))]
        taken += _wrapped(notebook, cell, whole)
    return spaced(taken)


def _with_figures(
    ref: StmtRef, store: StatementStore, points: set[StmtRef], call: str
) -> Iterable[tuple[StmtRef, Statement]]:
    yield from ((ref, _with_plain_name(statement)) for statement in store.get(ref))
    if ref in points:
        yield ref, parsed(call + "\n")[0]


def _with_plain_name(statement: Statement) -> Statement:
    """A class inside a function keeps the name that it had at the top level: `<locals>` would show in its reprs."""
    if not isinstance(statement, cst.ClassDef) or not isinstance(statement.body, cst.IndentedBlock):
        return statement
    line = parsed(f'__qualname__ = "{statement.name.value}"\n')[0]
    body = list(statement.body.body)
    at = 1 if statement.get_docstring() is not None else 0
    return statement.with_changes(body=statement.body.with_changes(body=[*body[:at], line, *body[at:]]))


def _wrapped(notebook: Notebook, cell: int, body: list[tuple[StmtRef, Statement]]) -> list[tuple[StmtRef, Statement]]:
    """The statements of a cell inside what the cell as a whole asked for."""
    about = notebook.cell_by_index[cell]
    if about.wrapper is Wrapper.PLAIN:
        return body
    name = f" as {about.captured_as}" if about.captured_as else ""
    message = f"cell {cell + 1} ended with an error, as the notebook expects"
    wrapper = parsed(WRAPPED[about.wrapper].format(name=name, message=message))[0]
    return [(body[0][0], wrapper.with_changes(body=cst.IndentedBlock(body=[statement for _, statement in body])))]


def import_line(binding: ImportBinding) -> str:
    """The import statement that binds exactly this name."""
    if binding.member:
        alias = "" if binding.member == binding.name else f" as {binding.name}"
        return f"from {'.' * binding.level}{binding.module} import {binding.member}{alias}"
    alias = "" if binding.name == binding.module.split(".")[0] else f" as {binding.name}"
    return f"import {binding.module}{alias}"
