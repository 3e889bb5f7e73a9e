"""Where figures are shown and closed: at the ends of cells that draw, and where the notebook shows them itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nb2pkg.model.flow import Form, StmtFlow
from nb2pkg.model.plan import Edit, Figures, OnlyArgument, SaveHere
from nb2pkg.planner.shows import calls_draw, drawing_shows, draws, figure_shows, uses_pyplot
from nb2pkg.planner.timeline import Timeline

FIGURE_HELPER = {Figures.SAVE: "save_figures", Figures.SHOW: "show_figures", Figures.NONE: "close_figures"}


def closes_figures(timeline: Timeline) -> bool:
    """The inline backend closes figures at the end of a cell; an interactive or a chosen one does not."""
    if not uses_pyplot(timeline):
        return False
    magics = [magic for cell in timeline.notebook.cells for magic in cell.magics if magic.name == "matplotlib"]
    interactive = any(magic.body.split()[:1] not in ([], ["inline"]) for magic in magics)
    chosen = any(
        call.qualified in {"matplotlib.use", "matplotlib.pyplot.switch_backend"}
        for f in timeline.statements
        for call in f.calls
    )
    return not (interactive or chosen)


def figure_points(timeline: Timeline, flow: Sequence[int], drawing: frozenset[str]) -> frozenset[int]:
    """The last statement of every cell that may draw, unless it shows (and so closes) the figures itself."""
    last: dict[int, int] = {}
    cells: set[int] = set()
    for position in flow:
        facts = timeline.statements[position]
        last[facts.ref.cell] = position
        if draws(facts, drawing):
            cells.add(facts.ref.cell)
    return frozenset(
        last[cell]
        for cell in cells
        if not figure_shows(timeline, timeline.statements[last[cell]])
        or timeline.statements[last[cell]].form is not Form.EXPRESSION
    )


def figure_edits(timeline: Timeline, flow: StmtFlow, figures: Figures) -> Iterator[Edit]:
    """What `plt.show()` becomes where cells close figures."""
    if figures is Figures.SHOW:
        return
    for call in figure_shows(timeline, flow):
        yield SaveHere(at=call.at)
    for drawing in drawing_shows(timeline, flow):
        yield OnlyArgument(at=drawing)


def drawing_functions(timeline: Timeline, definitions: Mapping[str, int]) -> frozenset[str]:
    """Those of the author's functions, each with its position, that draw, directly or through each other."""
    found = {name for name, p in definitions.items() if calls_draw(timeline.statements[p].late_calls)}
    while True:
        more = {
            name for name, p in definitions.items() if name not in found and timeline.statements[p].late_reads & found
        }
        if not more:
            return frozenset(found)
        found |= more
