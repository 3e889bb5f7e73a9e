"""The spine of `graph`: a notebook becomes the picture of its data flow, by functions or by cells.

Who reads what is the tracer's knowledge; which statements make a function, the planner's. Nothing is executed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from nb2pkg.model.choices import Choices
from nb2pkg.model.data_flow import DataFlow, FlowLink, FlowNode, LinkKind, NodeKind
from nb2pkg.model.flow import EdgeKind, Flow
from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.model.plan import Fate, PackagePlan, ParameterKind, Step
from nb2pkg.pipeline import plan_notebook
from nb2pkg.tracer import trace

LONGEST = 60  # characters of a cell's first line
_PLACES = {ParameterKind.PATH, ParameterKind.URL}


def flow_of_functions(path: Path) -> DataFlow:
    """The functions that the notebook would become, with the files that they are given."""
    notebook, plan = plan_notebook(path, Choices())
    return flow_of_plan(plan, trace(notebook))


def flow_of_plan(plan: PackagePlan, flow: Flow) -> DataFlow:
    """The functions of a plan; `flow` is that of the notebook that it was made from."""
    steps = list(_flat(plan.steps))
    ids = {step.function: f"f{number}" for number, step in enumerate(steps)}
    owner = {p.ref: ids[p.name] for p in plan.placements if p.fate is Fate.FUNCTION and p.name in ids}
    inner = tuple(_functions(plan, steps, ids))
    places, place_links = _places(plan, steps, ids)
    inputs = tuple(node for node in places if node.kind is NodeKind.INPUT)
    outputs = tuple(node for node in places if node.kind is NodeKind.OUTPUT)
    nodes = (*inputs, *inner, *outputs)
    return DataFlow(
        title=plan.title,
        source=plan.source,
        nodes=nodes,
        links=_ordered((*place_links, *_links(flow, owner, _handed(plan, steps, ids))), nodes),
    )


def flow_of_cells(path: Path) -> DataFlow:
    """The notebook's cells of code."""
    notebook, plan = plan_notebook(path, Choices())
    flow = trace(notebook)
    owner = {statement.ref: f"c{statement.ref.cell}" for statement in flow.statements}
    nodes = tuple(_cells(notebook))
    return DataFlow(title=plan.title, source=plan.source, nodes=nodes, links=_ordered(_links(flow, owner), nodes))


def _flat(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        if step.chapter:
            yield from _flat(step.chapter)
        else:
            yield step


def _functions(plan: PackagePlan, steps: list[Step], ids: Mapping[str, str]) -> Iterator[FlowNode]:
    cells = {f.name: tuple(sorted({ref.cell for ref in f.body})) for m in plan.modules for f in m.functions}
    for step in steps:
        yield FlowNode(
            id=ids[step.function],
            label=step.function,
            kind=NodeKind.FUNCTION,
            detail=f"{step.module}.py",
            cells=cells.get(step.function, ()),
        )


def _places(
    plan: PackagePlan, steps: list[Step], ids: Mapping[str, str]
) -> tuple[tuple[FlowNode, ...], tuple[FlowLink, ...]]:
    """Files and addresses that are settings, and the functions that are given them."""
    nodes: list[FlowNode] = []
    links: list[FlowLink] = []
    given = {f.name: f.settings for m in plan.modules for f in m.functions}
    for number, parameter in enumerate(p for p in plan.parameters if p.kind in _PLACES):
        is_read = parameter.name in plan.inputs
        kind = NodeKind.INPUT if is_read else NodeKind.OUTPUT
        node = FlowNode(id=f"p{number}", label=parameter.name, kind=kind, detail=parameter.default)
        users = [ids[s.function] for s in steps if parameter.name in given.get(s.function, s.settings)]
        nodes += [node] if users else []
        for user in users:
            giver, taker = (node.id, user) if is_read else (user, node.id)
            links.append(FlowLink(giver=giver, taker=taker, names=()))
    return tuple(nodes), tuple(links)


def _cells(notebook: Notebook) -> Iterator[FlowNode]:
    for cell in notebook.cells:
        if first := next((line.strip() for line in cell.source.splitlines() if line.strip()), ""):
            label = first if len(first) <= LONGEST else first[: LONGEST - 1] + "…"
            yield FlowNode(
                id=f"c{cell.index}",
                label=label,
                kind=NodeKind.CELL,
                detail=f"cell {cell.index + 1}",
                cells=(cell.index,),
            )


def _handed(plan: PackagePlan, steps: list[Step], ids: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Giver, taker and name of each argument: also of what only a function of the author's reads when it is called."""
    planned = {f.name: f for m in plan.modules for f in m.functions}
    giver: dict[str, str] = {}
    for step in steps:
        if function := planned.get(step.function):
            yield from ((giver[name], ids[step.function], name) for name in function.inputs if name in giver)
            giver |= dict.fromkeys((*function.outputs, *function.results), ids[step.function])


def _links(
    flow: Flow, owner: Mapping[StmtRef, str], handed: Iterable[tuple[str, str, str]] = ()
) -> tuple[FlowLink, ...]:
    """One link for each pair of owners and each reason; a name that was handed over counts once."""
    found: defaultdict[tuple[str, str, LinkKind], set[str]] = defaultdict(set)
    for giver, taker, name in handed:
        found[giver, taker, LinkKind.VALUE].add(name)
    for edge in flow.edges:
        giver, taker = owner.get(edge.writer, ""), owner.get(edge.reader, "")
        if giver and taker and giver != taker and edge.kind is not EdgeKind.ORDER:
            kind = LinkKind.MUTATION if edge.kind is EdgeKind.MUTATION else LinkKind.VALUE
            found[giver, taker, kind].add(edge.name)
    for giver, taker, kind in list(found):
        if kind is LinkKind.MUTATION:
            found[giver, taker, kind] -= found.get((giver, taker, LinkKind.VALUE), set())
    return tuple(
        FlowLink(giver=giver, taker=taker, names=tuple(sorted(names)), kind=kind)
        for (giver, taker, kind), names in found.items()
        if names
    )


def _ordered(links: tuple[FlowLink, ...], nodes: tuple[FlowNode, ...]) -> tuple[FlowLink, ...]:
    place = {node.id: number for number, node in enumerate(nodes)}
    known = [link for link in links if place.get(link.giver, -1) < place.get(link.taker, -1) and link.giver in place]
    return tuple(sorted(known, key=lambda link: (place[link.giver], place[link.taker], link.kind.value)))
