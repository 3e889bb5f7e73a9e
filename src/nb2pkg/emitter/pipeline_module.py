"""`pipeline.py` of the package: the story of the notebook, one call a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pkg.emitter.docstrings import named, quoted
from nb2pkg.emitter.function import arrow, import_line, type_import_lines, typed
from nb2pkg.model.plan import PackagePlan, Step


def pipeline_text(plan: PackagePlan, *, said: Sequence[str] = ()) -> str:
    """The module's source, not yet formatted; `said` is what the author wrote about the whole, as lines."""
    if any(f.is_script for m in plan.modules for f in m.functions):
        return _script_pipeline(plan, said)
    lines = [_docstring(f"The steps of {named(plan.source)}, in the order of the notebook.", said)]
    lines += ["from __future__ import annotations"] if plan.pipeline_type_imports else []
    lines += [f"{import_line(binding)}  # noqa: F401" for binding in plan.effect_imports]
    lines += [f"from {plan.name}.config import Config"]
    lines += [f"from {plan.name}.{step.module} import {step.function}" for step in _flat(plan.steps)]
    figures = _uses_figures(plan)
    lines += [f"from {plan.name}.figures import set_figure_folder"] if figures else []
    lines += type_import_lines(plan.pipeline_type_imports)
    for step in _chapters(plan.steps):
        lines += ["", "", *_function(plan, step)]
    lines += ["", "", *_run(plan, figures=figures)]
    return "\n".join(lines) + "\n"


def _docstring(summary: str, said: Sequence[str]) -> str:
    return quoted([summary, "", *said] if said else [summary], depth=0)


SCRIPT_PIPELINE = '''{doc}

import runpy

from {name}.config import Config
{figures}

def run(config: Config) -> None:
    """Run the notebook's statements in order, in a namespace of their own."""
{folder}    runpy.run_module("{name}.script", run_name="__main__", alter_sys=True)
'''


def _script_pipeline(plan: PackagePlan, said: Sequence[str]) -> str:
    is_drawn = _uses_figures(plan)
    return SCRIPT_PIPELINE.format(
        doc=_docstring(f"Runs {named(plan.source)} as the flat script that it could not be taken apart from.", said),
        name=plan.name,
        figures=f"from {plan.name}.figures import set_figure_folder\n" if is_drawn else "",
        folder=f"    set_figure_folder(config.{plan.output_name})\n" if is_drawn else "",
    )


def _flat(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield from _flat(step.chapter) if step.chapter else (step,)


def _chapters(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        if step.chapter:
            yield from _chapters(step.chapter)
            yield step


def _uses_figures(plan: PackagePlan) -> bool:
    return any(name == "save_figures" for module in plan.modules for _, name in module.runtime)


def _run(plan: PackagePlan, *, figures: bool) -> Iterator[str]:
    asynchronous = "async " if any(step.is_async for step in plan.steps) else ""
    yield f"{asynchronous}def run({plan.config_name}: Config) -> None:"
    yield f'    """Do what {named(plan.source)} did, from its first cell to its last."""'
    if figures:
        yield f"    set_figure_folder({plan.config_name}.{plan.output_name})"
    yield from call_lines(plan, plan.steps)


def _function(plan: PackagePlan, chapter: Step) -> Iterator[str]:
    parameters = [
        *typed(chapter.inputs, chapter.types),
        *([f"{plan.config_name}: Config"] if chapter.takes_config else []),
    ]
    returned = arrow(chapter.outputs, chapter.return_type)
    yield f"{'async ' if chapter.is_async else ''}def {chapter.function}({', '.join(parameters)}){returned}:"
    title = named(chapter.heading) or chapter.function.replace("_", " ").capitalize()
    yield f'    """{title.rstrip(".")}."""'
    yield from call_lines(plan, chapter.chapter)
    if chapter.outputs:
        yield f"    return {', '.join(chapter.outputs)}"


def call_lines(plan: PackagePlan, steps: tuple[Step, ...]) -> Iterator[str]:
    """One call a step, as the body of a function has them."""
    if not steps:
        yield "    pass"
    for step in steps:
        arguments = list(step.inputs)
        if step.takes_config:
            arguments.append(plan.config_name)
        else:
            arguments += [f"{name}={plan.config_name}.{name}" for name in step.settings]
        target = f"{', '.join(step.outputs)} = " if step.outputs else ""
        yield f"    {target}{'await ' if step.is_async else ''}{step.function}({', '.join(arguments)})"
