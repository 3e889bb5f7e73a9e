"""A plan as text with colours, for a terminal that shows them."""

from __future__ import annotations

from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan
from nb2pkg.reporter.format import PlanFormat
from nb2pkg.reporter.lines import Style, plan_lines

_STYLES = {
    Style.TITLE: "bold",
    Style.HEADING: "bold cyan",
    Style.ITEM: "",
    Style.ASIDE: "dim",
    Style.TROUBLE: "yellow",
}


def _render(notebook: Notebook, plan: PackagePlan) -> str:
    from rich.color import ColorSystem
    from rich.style import Style as RichStyle

    # Styled line by line: rich's markup and highlighting never see what the notebook says.
    return "".join(
        RichStyle.parse(_STYLES[line.style]).render(line.text.rstrip(), color_system=ColorSystem.STANDARD) + "\n"
        for line in plan_lines(notebook, plan)
    )


FORMAT = PlanFormat(name="terminal", suffix=".txt", render=_render)
