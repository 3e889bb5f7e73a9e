"""`new_features.py`: features for new data, by the functions that made those of training; or what forbids it."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.emitter.pipeline_module import call_lines
from nb2pkg.emitter.template import Subject, Template, has_models
from nb2pkg.emitter.templates.escape import one_line
from nb2pkg.emitter.templates.outline import lines_of
from nb2pkg.model.plan import Hindrance, PackagePlan, Serving
from nb2pkg.syntax.names import unused_name

_DOC = '"""The features of the rows in a file, and the rows that they are of."""'


def render(subject: Subject) -> str:
    """The functions, and tables by the names of models."""
    plan = subject.plan
    served = [one for one in plan.models if not one.hindrances]
    steps = {(s.module, s.function) for one in served for s in (*one.steps, *one.later)}
    lines = ['"""Features for new data, by the functions that made those of the training data."""', ""]
    lines += ["from collections.abc import Callable, Mapping"]
    lines += ["from dataclasses import replace"] if served else []
    lines += ["from typing import Any", "", f"from {plan.name}.config import Config"]
    lines += [f"from {plan.name}.{module} import {function}" for module, function in sorted(steps)]
    for one in served:
        lines += ["", "", *_function(plan, one)]
    pairs = "".join(f'    "{one.model.label}": prepare_{one.model.label},\n' for one in served)
    made = "Callable[[str, Config, Mapping[str, Any]], tuple[Any, Any]]"
    lines += ["", "", f"PREPARE: dict[str, {made}] = {{\n{pairs}}}"]
    files = "".join(f'    "{one.model.label}": "{one.source}",\n' for one in served)
    lines += ["# The settings that name their files."]
    lines += [f"SOURCES: dict[str, str] = {{\n{files}}}"]
    lines += ["# The settings that they depend on, beside that which names the file."]
    used = "".join(f'    "{one.model.label}": {one.settings!r},\n' for one in served)
    lines += [f"SETTINGS: dict[str, tuple[str, ...]] = {{\n{used}}}"]
    lines += ["# Models without such a function: what would give other features for new data, or train again."]
    lines += ["IN_THE_WAY: dict[str, tuple[str, ...]] = {"]
    for one in plan.models:
        if one.hindrances:
            said = "".join(f"        {text!r},\n" for text in hindered(subject, one.hindrances))
            lines.append(f'    "{one.model.label}": (\n{said}    ),')
    return "\n".join([*lines, "}"]) + "\n"


def _function(plan: PackagePlan, serving: Serving) -> Iterator[str]:
    steps = (*serving.steps, *serving.later)
    taken = {name for step in steps for name in (step.function, *step.inputs, *step.outputs)} | {plan.config_name}
    path, saved = unused_name("path", taken), unused_name("saved", taken)
    head = f"{path}: str, {plan.config_name}: Config, {saved}: Mapping[str, Any]"
    yield f"def prepare_{serving.model.label}({head}) -> tuple[Any, Any]:"
    yield f"    {_DOC}"
    yield f"    {plan.config_name} = replace({plan.config_name}, {serving.source}={path})"
    yield from call_lines(plan, serving.steps)
    if serving.divided:
        yield f"    {serving.divided} = {serving.whole}  # none of the new rows are for training"
    yield from (f'    {name} = {saved}["{name}"]' for name in serving.state)
    yield from call_lines(plan, serving.later) if serving.later else ()
    yield f"    return {serving.features}, {serving.divided or serving.whole}"


def hindered(subject: Subject, hindrances: tuple[Hindrance, ...]) -> Iterator[str]:
    """Each statement in the way: where it stands, how it begins, and why."""
    for hindrance in hindrances:
        span = lines_of(subject.notebook, hindrance.ref)
        source = subject.notebook.cell_by_index[hindrance.ref.cell].python.splitlines()
        text = one_line(source[span[0] - 1], most=60) if span else ""
        yield f"cell {hindrance.ref.cell + 1}, `{text}`: {hindrance.reason}"


TEMPLATE = Template(path="src/{name}/new_features.py", render=render, when=has_models)
