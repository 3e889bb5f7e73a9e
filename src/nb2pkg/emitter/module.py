"""One module of the package: imports, the author's definitions, and the functions made from the flow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from nb2pkg.emitter.docstrings import named
from nb2pkg.emitter.function import function_lines, import_line, type_import_lines, wrapped
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.statement import Kind, Statement, joined, lines_at
from nb2pkg.emitter.statements import StatementStore
from nb2pkg.emitter.text_names import names_in_texts_only
from nb2pkg.model.notebook import Notebook, Wrapper
from nb2pkg.model.plan import ModulePlan, PackagePlan

TITLES = {
    "data": "Loading and cleaning data",
    "features": "Features and splits",
    "model": "Fitting models",
    "evaluation": "Evaluation",
    "plots": "Plots",
    "exploration": "A look at the data",
    "outputs": "What is written",
    "setup": "Set-up",
    "analysis": "The steps of the analysis",
    "functions": "Functions and classes that the steps share",
    "constants": "Values that never change",
}


def module_text(
    notebook: Notebook, plan: PackagePlan, module: ModulePlan, store: StatementStore, calls: RuntimeCalls
) -> str:
    """The module's source, not yet formatted."""
    units = [lines_at(0, [store.whole(definition.ref)]) for definition in module.definitions]
    units += [function_lines(notebook, plan, f, store, calls) for f in module.functions if not f.is_script]
    code = joined([line for unit in units for line in ("", "", *unit)])
    unseen = names_in_texts_only(code)
    parts = [_docstring(plan, module), *(_kept(one, unseen) for one in _imports(notebook, plan, module, store, calls))]
    return "\n".join(parts) + "\n\n" + code


def _kept(line: str, unseen: frozenset[str]) -> str:
    """An import line, marked if nothing but a text uses its name: ruff would take it for unused."""
    is_one = line.startswith(("import ", "from ")) and "\n" not in line
    return f"{line}  # noqa: F401" if is_one and line.split()[-1].partition(".")[0] in unseen else line


def _docstring(plan: PackagePlan, module: ModulePlan) -> str:
    title = TITLES.get(module.name) or module.name.replace("_", " ").capitalize()
    return f'"""{title}, from {named(plan.source)}."""\n'


def _imports(
    notebook: Notebook, plan: PackagePlan, module: ModulePlan, store: StatementStore, calls: RuntimeCalls
) -> list[str]:
    lines = ["from __future__ import annotations"] if module.future else []
    lines += [import_line(binding) for binding in module.imports]
    lines += [calls.import_line(plan.name, helper, name) for helper, name in module.runtime]
    lines += [f"from {plan.name}.{sibling} import {name}" for sibling, name in module.siblings]
    if any(function.takes_config for function in module.functions):
        lines.append(f"from {plan.name}.config import Config")
    lines += _wrapper_imports(notebook, plan, module)
    lines += sorted(
        {
            f"import {name}"
            for f in module.functions
            for ref in f.body
            for name in notebook.cell_by_index[ref.cell].implied_imports
        }
    )
    guarded = [store.whole(ref) for ref in module.guarded_imports]
    return [*dict.fromkeys(lines), *type_import_lines(module.type_imports), joined(lines_at(0, guarded))]


def _wrapper_imports(notebook: Notebook, plan: PackagePlan, module: ModulePlan) -> list[str]:
    """What the wrappers of cells need."""
    captured = [f"from {plan.name}.display import captured"] if _has(notebook, module, Wrapper.CAPTURED) else []
    return [*captured, *(["import logging"] if _has(notebook, module, Wrapper.TOLERANT) else [])]


def _has(notebook: Notebook, module: ModulePlan, wrapper: Wrapper) -> bool:
    cells = {ref.cell for function in module.functions for ref in function.body}
    return any(notebook.cell_by_index[cell].wrapper is wrapper for cell in cells)


def script_text(
    notebook: Notebook, plan: PackagePlan, module: ModulePlan, store: StatementStore, calls: RuntimeCalls
) -> str:
    """The flat script: the notebook's statements in order at the top level."""
    (function,) = module.functions
    shown = {point.after for point in function.figures}
    figures = Statement(lines=(calls.figure_call(function.figure_name),))
    statements = [
        (ref.cell, one) for ref in function.body for one in (store.whole(ref), *((figures,) if ref in shown else ()))
    ]
    future = [one for _, one in statements if one.kind is Kind.FUTURE_IMPORT]
    code = joined(_by_cell(notebook, [(cell, one) for cell, one in statements if one.kind is not Kind.FUTURE_IMPORT]))
    used = [(helper, name) for helper, name in module.runtime if _names(code, calls.aliases.get(name, name))]
    lines = [f'"""The statements of {named(plan.source)}, in order, as they were."""\n']
    lines += lines_at(0, future)
    lines += [calls.import_line(plan.name, helper, name) for helper, name in used]
    lines += _wrapper_imports(notebook, plan, module)
    lines += sorted({f"import {name}" for cell in notebook.cells for name in cell.implied_imports})
    lines += type_import_lines(module.type_imports)
    return "\n".join(lines) + "\n" + code


def _names(code: str, name: str) -> bool:
    """Whether the code may call or index what has this name."""
    return any(f"{name}{opening}" in code for opening in "([")


def _by_cell(notebook: Notebook, statements: Sequence[tuple[int, Statement]]) -> list[str]:
    """The lines of statements, each with its cell, with an empty line where one cell ends and the next begins."""
    lines: list[str] = []
    for cell, group in groupby(statements, key=lambda item: item[0]):
        lines += ["", *wrapped(notebook.cell_by_index[cell], [statement for _, statement in group], depth=0)]
    return lines
