"""A plan as plain text."""

from __future__ import annotations

from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan
from nb2pkg.reporter.format import PlanFormat
from nb2pkg.reporter.lines import plan_lines


def _render(notebook: Notebook, plan: PackagePlan) -> str:
    return "".join(f"{line.text.rstrip()}\n" for line in plan_lines(notebook, plan))


FORMAT = PlanFormat(name="text", suffix=".txt", render=_render)
