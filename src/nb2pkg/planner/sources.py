"""What a value comes from: the statements that made or changed it, and those that made what they read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from nb2pkg.model.flow import Edge, EdgeKind, Flow
from nb2pkg.model.notebook import StmtRef


def sources_of(flow: Flow, ref: StmtRef, names: Collection[str]) -> frozenset[StmtRef]:
    """The statements behind the values that `names` have when the statement `ref` begins."""
    by_reader: dict[StmtRef, list[Edge]] = defaultdict(list)
    for edge in flow.edges:
        if edge.kind is not EdgeKind.ORDER:
            by_reader[edge.reader].append(edge)
    found: set[StmtRef] = set()
    todo = [edge.writer for edge in by_reader[ref] if edge.name in names]
    while todo:
        writer = todo.pop()
        if writer not in found:
            found.add(writer)
            todo += [edge.writer for edge in by_reader[writer]]
    return frozenset(found)
