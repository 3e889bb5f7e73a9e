"""A plan with the types that were seen when its package ran."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.model.plan import (
    AddParameters,
    Annotate,
    DefinitionPlan,
    Edit,
    FunctionPlan,
    ModulePlan,
    PackagePlan,
    Step,
)
from nb2pkg.model.recording import Recording, TypeTree
from nb2pkg.recorder.signatures import Definition, annotations_of, can_become_def
from nb2pkg.recorder.type_names import TypeNames, steady_imports
from nb2pkg.recorder.type_text import ANY, merged, type_text
from nb2pkg.syntax.parse import parse

OLDEST_WITH_UNIONS = (3, 10)  # `int | None` can be evaluated
Loose = frozenset[tuple[str, str]]  # (function's key, parameter or `return`) whose type is left open


def with_types(plan: PackagePlan, notebook: Notebook, recording: Recording, loose: Loose = frozenset()) -> PackagePlan:
    """The plan in which every function that ran has annotations. Those of the author stay.

    What is `loose` becomes Any: a type checker has shown that what was seen once does not hold in general.
    """
    opened = _opened(recording, loose)
    modules = tuple(_Module(plan, notebook, opened, module).typed() for module in plan.modules)
    names = TypeNames(here="", bindings=plan.effect_imports, taken=_pipeline_names(plan))
    steps = tuple(_step(step, opened, names) for step in plan.steps)
    return replace(plan, modules=modules, steps=steps, pipeline_type_imports=names.imports, has_types=True)


def _opened(recording: Recording, loose: Loose) -> Recording:
    parameters = {
        key: {name: (ANY,) if (key, name) in loose else trees for name, trees in seen.items()}
        for key, seen in recording.parameters.items()
    }
    results = {key: (ANY,) if (key, "return") in loose else trees for key, trees in recording.results.items()}
    return replace(recording, parameters=parameters, results=results)


def _pipeline_names(plan: PackagePlan) -> set[str]:
    return {"run", "Config", plan.config_name, *(step.function for step in _all(plan.steps))}


def _all(steps: Iterable[Step]) -> Iterable[Step]:
    for step in steps:
        yield step
        yield from _all(step.chapter)


def _step(step: Step, recording: Recording, names: TypeNames) -> Step:
    if not step.chapter:
        return step
    chapter = tuple(_step(one, recording, names) for one in step.chapter)
    seen = recording.parameters.get(f"pipeline:{step.function}")
    if seen is None:
        return replace(step, chapter=chapter)
    return replace(
        step,
        chapter=chapter,
        types=tuple((name, type_text(merged(seen[name]), names.name_of)) for name in step.inputs if name in seen),
        return_type=type_text(_returned(recording, f"pipeline:{step.function}"), names.name_of) if step.outputs else "",
    )


def _returned(recording: Recording, key: str) -> TypeTree:
    seen = recording.results.get(key)
    return merged(seen) if seen else ANY


class _Module:
    """One module of the plan, with the names that it knows."""

    def __init__(self, plan: PackagePlan, notebook: Notebook, recording: Recording, module: ModulePlan) -> None:
        self.plan, self.notebook, self.recording, self.module = plan, notebook, recording, module
        self.python = tuple(int(part) for part in plan.python_version.split(".")[:2] if part.isdigit())
        self.is_script = any(function.is_script for function in module.functions)
        self.future = module.future or not self._has_author_types()
        bound = {f.name for f in module.functions} | {d.name for d in module.definitions}
        bound |= {name for _, name in (*module.siblings, *module.runtime)} | {"Config", "TYPE_CHECKING"}
        if self.is_script:
            bound |= {
                node.id for ref in self._refs() for node in ast.walk(self._node(ref)) if isinstance(node, ast.Name)
            }
        # A script's imports stand among its statements; it may define functions before.
        own = steady_imports([self._node(ref) for ref in self._refs()]) if self.is_script else ()
        self.late = {binding.name for binding in own}
        self.names = TypeNames(
            here=f"{plan.name}.{module.name}", bindings=own if self.is_script else module.imports, taken=bound
        )

    def typed(self) -> ModulePlan:
        """The module with types."""
        functions = tuple(self._function(function) for function in self.module.functions)
        definitions = tuple(self._definition(definition) for definition in self.module.definitions)
        is_changed = functions != self.module.functions or definitions != self.module.definitions
        return replace(
            self.module,
            functions=functions,
            definitions=definitions,
            type_imports=self.names.imports,
            future=self.future and (is_changed or self.module.future),
        )

    def _refs(self) -> Sequence[StmtRef]:
        own = [ref for function in self.module.functions for ref in function.body]
        return [*own, *(definition.ref for definition in self.module.definitions)]

    def _node(self, ref: StmtRef) -> ast.stmt:
        return parse(self.notebook.cell_by_index[ref.cell].python).body[ref.path[0]]

    def _has_author_types(self) -> bool:
        """Whether annotations or classes of the author's stand in it: as texts they might behave otherwise."""
        if self.is_script:
            return True
        nodes = [node for ref in self._refs() for node in ast.walk(self._node(ref))]
        return any(
            isinstance(node, ast.ClassDef | ast.AnnAssign)
            or (isinstance(node, ast.arg) and node.annotation is not None)
            or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None)
            for node in nodes
        )

    def _render(self, tree: TypeTree) -> str:
        text = type_text(tree, self.names.name_of)
        is_new = any(binding.name in text for binding in self.names.imports)
        own = {definition.name for definition in self.module.definitions} | self.late
        is_early = is_new or any(name in text for name in own) or self.python < OLDEST_WITH_UNIONS
        return f'"{text}"' if is_early and not self.future else text

    def _function(self, function: FunctionPlan) -> FunctionPlan:
        key = f"{self.module.name}:{function.name}"
        prefix = f"{self.module.name}:" if self.is_script else f"{key}.<locals>."
        added = [edit for ref in function.body for edit in self._annotations(ref, prefix=prefix, name="")]
        edits: list[Edit] = [*(self._lifted(edit, prefix) for edit in function.edits), *added]
        seen = self.recording.parameters.get(key)
        if seen is None or function.is_script:
            return replace(function, edits=tuple(edits))
        has_result = function.outputs or function.results
        return replace(
            function,
            edits=tuple(edits),
            types=tuple((name, self._render(merged(seen[name]))) for name in function.inputs if name in seen),
            return_type=self._render(_returned(self.recording, key)) if has_result else "",
        )

    def _definition(self, definition: DefinitionPlan) -> DefinitionPlan:
        prefix = f"{self.module.name}:"
        edits = list(self._annotations(definition.ref, prefix=prefix, name=definition.name))
        lifted = [self._lifted(edit, prefix + definition.name) for edit in definition.edits]
        return replace(definition, edits=(*lifted, *edits)) if edits or definition.edits else definition

    def _annotations(self, ref: StmtRef, *, prefix: str, name: str) -> list[Annotate]:
        return list(
            annotations_of(self.notebook, ref, prefix=prefix, name=name, recording=self.recording, render=self._render)
        )

    def _can_have_types(self, edit: AddParameters) -> bool:
        """Those of a lambda only if it becomes a function."""
        text = self.notebook.cell_by_index[edit.at.cell].python
        around = [one for one in parse(text).body if one.lineno <= edit.at.line <= (one.end_lineno or 0)]
        has_lambda = any(isinstance(node, ast.Lambda) for one in around for node in ast.walk(one))
        is_head = any(
            isinstance(node, Definition) and node.lineno <= edit.at.line < node.body[0].lineno
            for one in around
            for node in ast.walk(one)
        )
        return not has_lambda or is_head or all(can_become_def(text, one) for one in around)

    def _lifted(self, edit: Edit, key: str) -> Edit:
        """Parameters that the conversion adds to a function of the author's get types too."""
        if not isinstance(edit, AddParameters) or not self._can_have_types(edit):
            return edit
        keys = (
            [key]
            if key in self.recording.parameters
            else [one for one in self.recording.parameters if one.startswith(key)]
        )
        named = []
        for name in edit.names:
            trees = [tree for one in keys for tree in self.recording.parameters[one].get(name, ())]
            named.append(f"{name}: {self._render(merged(trees))}" if trees else name)
        return replace(edit, names=tuple(named))
