"""PackagePlan -> Package: every file as text. Nothing is written here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from nb2pkg.emitter import templates
from nb2pkg.emitter.audit import audit
from nb2pkg.emitter.docstrings import introduction
from nb2pkg.emitter.format import formatted
from nb2pkg.emitter.module import module_text, script_text
from nb2pkg.emitter.pipeline_module import pipeline_text
from nb2pkg.emitter.runtime_calls import runtime_calls_of
from nb2pkg.emitter.statements import StatementStore
from nb2pkg.emitter.template import Subject, Template
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.package import File, Package
from nb2pkg.model.plan import Edit, PackagePlan
from nb2pkg.model.recording import RecordedTests
from nb2pkg.model.verdict import Verdict


def emit_package(
    notebook: Notebook, plan: PackagePlan, *, recorded: RecordedTests | None = None, verdict: Verdict | None = None
) -> Package:
    """All files of the package, audited: every statement is in exactly one place; with what runs of it have shown."""
    calls = runtime_calls_of(plan)
    store = StatementStore(notebook, list(_edits(plan)), calls)
    source = f"src/{plan.folder}"
    files: dict[str, str] = {}
    for module in plan.modules:
        is_script = any(function.is_script for function in module.functions)
        text = (
            script_text(notebook, plan, module, store, calls)
            if is_script
            else module_text(notebook, plan, module, store, calls)
        )
        files[f"{source}/{module.name}.py"] = text
    files[f"{source}/pipeline.py"] = pipeline_text(plan, said=introduction(notebook))
    subject = Subject(notebook=notebook, plan=plan, recorded=recorded, verdict=verdict)
    for template in _templates():
        if template.when(subject):
            files[template.path.format(name=plan.folder)] = template.render(subject)
    files |= {file.path: file.text for file in recorded.files} if recorded is not None else {}
    files |= {f"src/{name}.py": text for name, text in notebook.local_modules}
    files |= {f"src/{extra.path}": extra.text for extra in notebook.extra_files if extra.path in plan.module_files}
    python = formatted(
        {path: text for path, text in files.items() if path.endswith(".py")}, package=plan.name.partition(".")[0]
    )
    audit(notebook, plan)
    return Package(
        name=plan.name,
        plan=plan,
        files=tuple(File(path=path, text=python.get(path, text)) for path, text in sorted(files.items())),
    )


def _edits(plan: PackagePlan) -> Iterator[tuple[Edit, str]]:
    for module in plan.modules:
        for function in module.functions:
            yield from ((edit, function.figure_name) for edit in function.edits)
        for definition in module.definitions:
            yield from ((edit, definition.name) for edit in definition.edits)


def _templates() -> Iterator[Template]:
    """Every `TEMPLATE` in the modules of `templates`, in the order of their names."""
    for found in sorted(pkgutil.iter_modules(templates.__path__), key=lambda m: m.name):
        module = importlib.import_module(f"{templates.__name__}.{found.name}")
        template = getattr(module, "TEMPLATE", None)
        if isinstance(template, Template):
            yield template
