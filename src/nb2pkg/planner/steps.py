"""The pipeline: one call a function; a long story is told in chapters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nb2pkg.model.plan import FunctionPlan, Step
from nb2pkg.planner.group import Item, cut
from nb2pkg.planner.naming import VERB_BY_STAGE, Described, Namer

MOST_LINES_OF_RUN = 50
WIDTH = 80


def steps_of(
    functions: Sequence[FunctionPlan], headings: dict[str, str], module_of: dict[str, str]
) -> tuple[Step, ...]:
    """One step a function, in order."""
    return tuple(
        Step(
            function=function.name,
            module=module_of[function.name],
            inputs=function.inputs,
            settings=function.settings,
            outputs=function.outputs,
            takes_config=function.takes_config,
            is_async=function.is_async,
            heading=headings.get(function.name, ""),
        )
        for function in functions
    )


def in_chapters(steps: tuple[Step, ...], namer: Namer) -> tuple[Step, ...]:
    """The same steps, grouped until the story fits on a screen."""
    while sum(map(call_lines, steps)) > MOST_LINES_OF_RUN and len(steps) > 8:
        items = [
            Item(
                uses=frozenset(step.inputs),
                binds=frozenset(step.outputs),
                lines=call_lines(step),
                gain=4.0 if step.heading else 0.0,
            )
            for step in steps
        ]
        groups = cut(items, most_lines=max(MOST_LINES_OF_RUN, sum(map(call_lines, steps)) // 60))
        if len(groups) >= len(steps):
            return steps
        steps = tuple(_chapter(steps[g.start : g.end], g.inputs, g.outputs, namer) for g in groups)
    return steps


def call_lines(step: Step) -> int:
    """How many lines the call takes in the pipeline."""
    arguments = [*step.inputs, *(f"{name}=config.{name}" for name in step.settings if not step.takes_config)]
    arguments += ["config"] if step.takes_config else []
    text = f"    {', '.join(step.outputs)} = {step.function}({', '.join(arguments)})"
    if len(text) <= WIDTH:
        return 1
    inner = len(", ".join(arguments)) + 8
    return 3 if inner <= WIDTH else 2 + len(arguments)


def _chapter(steps: tuple[Step, ...], inputs: tuple[str, ...], outputs: tuple[str, ...], namer: Namer) -> Step:
    if len(steps) == 1:
        return steps[0]
    heading = next((step.heading for step in steps if step.heading), "")
    subjects = tuple(step.function.partition("_")[2] for step in steps)
    verb_counts = Counter(step.function.partition("_")[0] for step in steps)
    stage = next((s for s, verb in VERB_BY_STAGE.items() if verb == verb_counts.most_common(1)[0][0]), "")
    name = namer.name(Described(heading=heading, stage=stage, outputs=(), inputs=(), touched=subjects))
    needs_config = any(step.settings or step.takes_config for step in steps)
    return Step(
        function=name, module="pipeline", inputs=inputs, settings=(), outputs=outputs, takes_config=needs_config,
        is_async=any(step.is_async for step in steps), heading=heading, chapter=steps,
    )  # fmt: skip
