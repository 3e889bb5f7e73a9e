"""A data flow as Mermaid, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.data_flow import DataFlow, FlowLink, FlowNode, LinkKind, NodeKind
from nb2pkg.reporter.escaping import printable
from nb2pkg.reporter.format import GraphFormat

_SHAPES = {
    NodeKind.INPUT: ("[/", "/]"),
    NodeKind.OUTPUT: ("[\\", "\\]"),
    NodeKind.FUNCTION: ("(", ")"),
    NodeKind.CELL: ("[", "]"),
}
_PLAIN = frozenset(" ._-,()=+:/'*")
MOST_NAMES = 4


def _render(flow: DataFlow) -> str:
    return "\n".join(["flowchart TD", *_nodes(flow.nodes), *_links(flow.links)]) + "\n"


def _nodes(nodes: tuple[FlowNode, ...]) -> Iterator[str]:
    for node in nodes:
        left, right = _SHAPES[node.kind]
        detail = f"<br>{_text(node.detail)}" if node.detail else ""
        yield f'    {node.id}{left}"{_text(node.label)}{detail}"{right}'


def _links(links: tuple[FlowLink, ...]) -> Iterator[str]:
    for link in links:
        arrow = "-.->" if link.kind is LinkKind.MUTATION else "-->"
        more = f" +{len(link.names) - MOST_NAMES}" if len(link.names) > MOST_NAMES else ""
        names = f'|"{_text(", ".join(link.names[:MOST_NAMES]) + more)}"|' if link.names else ""
        yield f"    {link.giver} {arrow}{names} {link.taker}"


def _text(value: str) -> str:
    """Mermaid's entity codes for whatever could end a label, begin markup or be HTML."""
    return "".join(c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in printable(value))


FORMAT = GraphFormat(name="mermaid", suffix=".mmd", render=_render)
