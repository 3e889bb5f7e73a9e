"""How the data flow changed: between cells, and between the notebook and the world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from nb2pkg.model.cut import cut
from nb2pkg.model.flow import EdgeKind, Flow
from nb2pkg.model.review import FlowChange, Link, NotebookVersion
from nb2pkg.reviewer.externals import LONGEST, delta, externals_of

_Key = tuple[int, int, str]


def flow_change(
    before: NotebookVersion | None, after: NotebookVersion | None, old_by_new: Mapping[int, int]
) -> FlowChange:
    """What changed in the data flow."""
    old, new = externals_of(before), externals_of(after)
    return FlowChange(
        reads=delta(old.reads, new.reads),
        writes=delta(old.writes, new.writes),
        network=delta(old.network, new.network),
        environment=delta(old.environment, new.environment),
        settings=delta(old.settings, new.settings),
        dependencies=delta(old.dependencies, new.dependencies),
        links=_links(before, after, old_by_new) if before and after else (),
    )


def _links(before: NotebookVersion, after: NotebookVersion, old_by_new: Mapping[int, int]) -> tuple[Link, ...]:
    new_by_old = {old: new for new, old in old_by_new.items()}
    former = frozenset(
        (new_by_old.get(writer, -1 - writer), new_by_old.get(reader, -1 - reader), name)
        for writer, reader, name in cell_edges(before.flow)
    )
    current = cell_edges(after.flow)
    return (*_bundled(current - former, is_added=True), *_bundled(former - current, is_added=False))


def cell_edges(flow: Flow) -> frozenset[_Key]:
    """Which cell gives which name to which other cell. What is imported is no data."""
    imported = flow.qualified_by_name
    return frozenset(
        (edge.writer.cell, edge.reader.cell, edge.name)
        for edge in flow.edges
        if edge.writer.cell != edge.reader.cell and edge.kind is not EdgeKind.ORDER and edge.name not in imported
    )


def _bundled(keys: frozenset[_Key], *, is_added: bool) -> tuple[Link, ...]:
    names: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for writer, reader, name in sorted(keys):
        names[writer, reader].append(cut(name, LONGEST))
    return tuple(
        Link(writer=writer, reader=reader, names=tuple(some), is_added=is_added)
        for (writer, reader), some in sorted(names.items())
    )
