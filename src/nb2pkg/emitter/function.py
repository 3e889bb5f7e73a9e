"""One function of the package: signature, docstring, the author's statements, what it returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from nb2pkg.emitter.docstrings import docstring_lines, opening_of, quoted
from nb2pkg.emitter.opening import with_plain_name
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.section_comments import section_comment
from nb2pkg.emitter.statement import INDENT, Kind, Statement, lines_at
from nb2pkg.emitter.statements import StatementStore
from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.notebook import Cell, Notebook, StmtRef, Wrapper
from nb2pkg.model.plan import FunctionPlan, PackagePlan

WRAPPED = {
    Wrapper.CAPTURED: ("with captured(){name}:", ()),
    Wrapper.TOLERANT: ("try:", ("except Exception:", "    logging.getLogger(__name__).exception({message!r})")),
}


def function_lines(
    notebook: Notebook, plan: PackagePlan, function: FunctionPlan, store: StatementStore, calls: RuntimeCalls
) -> list[str]:
    """The function's source: signature, docstring, preparations, the author's statements, and what it returns."""
    opening = opening_of(notebook)
    prose = [p for p in notebook.prose if p.index in set(function.prose) and p is not opening]
    cells = [ref.cell for ref in function.body]
    doc = quoted(docstring_lines(function.name, prose, cells, plan.source, title=notebook.title))
    returned = function.outputs or function.results
    keyword = "async def" if function.is_async else "def"
    preparations = [
        *(f"{name} = {plan.config_name}.{name}" for name in function.unpacked),
        *(import_line(binding) for binding in function.local_imports),
        *(f"{name} = None" for name in function.initialised),
    ]
    return [
        f"{keyword} {function.name}({signature(plan, function)}){arrow(returned, function.return_type)}:",
        f"{INDENT}{doc}",
        *(f"{INDENT}{line}" for line in preparations),
        *_body(notebook, function, store, calls),
        *([f"{INDENT}return {', '.join(returned)}"] if returned else []),
    ]


def arrow(returned: Sequence[str], return_type: str) -> str:
    """The annotation of what is returned, if it is known."""
    return f" -> {return_type}" if return_type else "" if returned else " -> None"


def typed(names: Sequence[str], types: Sequence[tuple[str, str]]) -> list[str]:
    """Parameters, each with its type if that is known."""
    type_by_name = dict(types)
    return [f"{name}: {type_by_name[name]}" if name in type_by_name else name for name in names]


def type_import_lines(bindings: Sequence[ImportBinding]) -> list[str]:
    """Imports that only type checkers need."""
    if not bindings:
        return []
    imports = [f"{INDENT}{import_line(binding)}" for binding in bindings]
    return ["from typing import TYPE_CHECKING", "if TYPE_CHECKING:", *imports]


def signature(plan: PackagePlan, function: FunctionPlan) -> str:
    """Notebook variables by position, settings by keyword."""
    parts = typed(function.inputs, function.types)
    if function.takes_config:
        parts.append(f"{plan.config_name}: Config")
    elif function.settings:
        annotation = {p.name: p.annotation for p in plan.parameters}
        parts += ["*", *(f"{name}: {annotation[name]}" for name in function.settings)]
    return ", ".join(parts)


def _body(notebook: Notebook, function: FunctionPlan, store: StatementStore, calls: RuntimeCalls) -> list[str]:
    """The author's statements, with an empty line, and the heading if there is one, where the next cell begins."""
    after: dict[StmtRef, list[str]] = {}
    for ref, table in function.inputs_checked:
        after.setdefault(ref, []).append(f"{table} = {calls.checked}({table})")
    for kept in function.models:
        after.setdefault(kept.after, []).append(calls.keep_call(kept))
    for point in function.figures:
        after.setdefault(point.after, []).append(calls.figure_call(function.figure_name))
    lines: list[str] = []
    before = len(notebook.file_cells)
    for cell, refs in groupby(function.body, key=lambda ref: ref.cell):
        statements = [statement for ref in refs for statement in _with_helpers(ref, store, after)]
        comment = section_comment(notebook, function.prose, after=before, before=cell)
        lines += [
            "",
            *(f"{INDENT}{line}" for line in comment),
            *wrapped(notebook.cell_by_index[cell], statements, depth=1),
        ]
        before = cell
    return lines[1:]


def _with_helpers(ref: StmtRef, store: StatementStore, after: Mapping[StmtRef, Sequence[str]]) -> Iterator[Statement]:
    for statement in store.get(ref):
        yield with_plain_name(statement) if statement.kind is Kind.CLASS else statement
    yield from (Statement(lines=(call,)) for call in after.get(ref, ()))


def wrapped(cell: Cell, statements: Sequence[Statement], *, depth: int) -> list[str]:
    """The statements of a cell inside what the cell as a whole asked for."""
    if cell.wrapper is Wrapper.PLAIN:
        return lines_at(depth, statements)
    name = f" as {cell.captured_as}" if cell.captured_as else ""
    message = f"cell {cell.index + 1} ended with an error, as the notebook expects"
    opening, closing = WRAPPED[cell.wrapper]
    return [
        INDENT * depth + opening.format(name=name),
        *lines_at(depth + 1, statements),
        *(INDENT * depth + line.format(message=message) for line in closing),
    ]


def import_line(binding: ImportBinding) -> str:
    """The import statement that binds exactly this name."""
    if binding.member:
        alias = "" if binding.member == binding.name else f" as {binding.name}"
        return f"from {'.' * binding.level}{binding.module} import {binding.member}{alias}"
    alias = "" if binding.name == binding.module.split(".")[0] else f" as {binding.name}"
    return f"import {binding.module}{alias}"
