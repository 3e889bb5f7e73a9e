"""`stages/__init__.py`: the stages of the notebook, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from nb2pkg.emitter.docstrings import named
from nb2pkg.emitter.template import Subject, Template, is_staged
from nb2pkg.model.plan import StagePlan


def render(subject: Subject) -> str:
    """The table, with the functions of `pipeline.py` in it."""
    plan = subject.plan
    lines = [f'"""The stages of {named(plan.source)}, in order, each with what it leaves for those after it."""', ""]
    lines += [f"from {plan.name}.pipeline import {stage.step.function}" for stage in plan.stages]
    lines += [f"from {plan.name}.stages.runner import Stage", "", "STAGES = ("]
    lines += [_entry(stage) for stage in plan.stages]
    return "\n".join([*lines, ")", ""])


def _entry(stage: StagePlan) -> str:
    named_tuples = (("settings", stage.settings), ("gives", stage.step.outputs), ("keeps", stage.keeps))
    given = [f'name="{stage.name}"', f"function={stage.step.function}"]
    given += [f"{field}={_tuple(names)}" for field, names in named_tuples if names]
    return f"    Stage({', '.join(given)}),"


def _tuple(names: Sequence[str]) -> str:
    inner = ", ".join(f'"{name}"' for name in names)
    return f"({inner},)" if len(names) == 1 else f"({inner})"


TEMPLATE = Template(path="src/{name}/stages/__init__.py", render=render, when=is_staged)
