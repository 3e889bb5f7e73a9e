"""What gives what to what: the picture of a notebook, by its functions or by its cells."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class NodeKind(Enum):
    """What a node stands for."""

    INPUT = "input"  # a file or an address that is read
    FUNCTION = "function"
    CELL = "cell"
    OUTPUT = "output"  # a file or an address that is not read, as far as is known


class LinkKind(Enum):
    """Why a node needs another."""

    VALUE = "value"  # it reads what the other bound
    MUTATION = "mutation"  # it reads what the other changed


class FlowNode(Struct, frozen=True, kw_only=True):
    """`id` is made of letters, digits and `_`; `label` and `detail` may be anything. Cells are indices."""

    id: str
    label: str
    kind: NodeKind
    detail: str = ""
    cells: tuple[int, ...] = ()


class FlowLink(Struct, frozen=True, kw_only=True):
    """`giver` and `taker` are ids of nodes; `names` what is handed over."""

    giver: str
    taker: str
    names: tuple[str, ...]
    kind: LinkKind = LinkKind.VALUE


class DataFlow(Struct, frozen=True, kw_only=True):
    """Nodes in the order of the notebook, links by node; a link leads from an earlier node to a later one."""

    title: str
    source: str  # the notebook's file name
    nodes: tuple[FlowNode, ...]
    links: tuple[FlowLink, ...]
