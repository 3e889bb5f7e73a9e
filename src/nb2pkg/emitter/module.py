"""One module of the package: imports, the author's definitions, and the functions made from the flow."""

from __future__ import annotations

import libcst as cst

from nb2pkg.emitter.function import function_node, import_line
from nb2pkg.emitter.runtime_calls import RuntimeCalls
from nb2pkg.emitter.statements import Statement, StatementStore
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
    parts = [_docstring(plan, module), *_imports(notebook, plan, module, store, calls)]
    body: list[Statement] = [_separated(store.whole(definition.ref)) for definition in module.definitions]
    body += [_separated(function_node(notebook, plan, f, store, calls)) for f in module.functions if not f.is_script]
    return "\n".join(parts) + "\n\n" + cst.Module(body=body).code


def _docstring(plan: PackagePlan, module: ModulePlan) -> str:
    title = TITLES.get(module.name) or module.name.replace("_", " ").capitalize()
    return f'"""{title}, from {plan.source}."""\n'.replace("\\", "\\\\")


def _separated(statement: Statement) -> Statement:
    return statement.with_changes(
        leading_lines=[cst.EmptyLine(indent=False), cst.EmptyLine(indent=False), *statement.leading_lines]
    )


def _imports(
    notebook: Notebook, plan: PackagePlan, module: ModulePlan, store: StatementStore, calls: RuntimeCalls
) -> list[str]:
    lines = ["from __future__ import annotations"] if module.future else []
    lines += [import_line(binding) for binding in module.imports]
    lines += [calls.import_line(plan.name, helper, name) for helper, name in module.runtime]
    lines += [f"from {plan.name}.{sibling} import {name}" for sibling, name in module.siblings]
    if any(function.takes_config for function in module.functions):
        lines.append(f"from {plan.name}.config import Config")
    if _has(notebook, module, Wrapper.CAPTURED):
        lines.append(f"from {plan.name}.display import captured")
    if _has(notebook, module, Wrapper.TOLERANT):
        lines.append("import logging")
    lines += sorted(
        {
            f"import {name}"
            for f in module.functions
            for ref in f.body
            for name in notebook.cell_by_index[ref.cell].implied_imports
        }
    )
    guarded = [store.whole(ref) for ref in module.guarded_imports]
    return [*dict.fromkeys(lines), cst.Module(body=guarded).code]


def _has(notebook: Notebook, module: ModulePlan, wrapper: Wrapper) -> bool:
    cells = {ref.cell for function in module.functions for ref in function.body}
    return any(notebook.cell_by_index[cell].wrapper is wrapper for cell in cells)


def script_text(
    notebook: Notebook, plan: PackagePlan, module: ModulePlan, store: StatementStore, calls: RuntimeCalls
) -> str:
    """The flat script: the notebook's statements in order at the top level."""
    (function,) = module.functions
    body: list[Statement] = []
    before = -1
    for ref in function.body:
        statement = store.whole(ref)
        if ref.cell != before:
            statement = statement.with_changes(leading_lines=[cst.EmptyLine(indent=False), *statement.leading_lines])
        body.append(statement)
        before = ref.cell
    code = cst.Module(body=body).code
    used = [(helper, name) for helper, name in module.runtime if f"{calls.aliases.get(name, name)}(" in code]
    future = [s for s in body if isinstance(s, cst.SimpleStatementLine) and "__future__" in cst.Module(body=[s]).code]
    lines = [f'"""The statements of {plan.source}, in order, as they were."""\n'.replace("\\", "\\\\")]
    lines += [cst.Module(body=future).code]
    lines += [calls.import_line(plan.name, helper, name) for helper, name in used]
    lines += sorted({f"import {name}" for cell in notebook.cells for name in cell.implied_imports})
    rest = cst.Module(body=[s for s in body if s not in future]).code
    return "\n".join(lines) + "\n" + rest
