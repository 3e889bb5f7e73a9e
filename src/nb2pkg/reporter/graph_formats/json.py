"""A data flow as JSON, for other programs. The layout is documented in docs/json.md; its version is `schema`."""

from __future__ import annotations

import json

from nb2pkg.model.data_flow import DataFlow
from nb2pkg.reporter.format import GraphFormat

SCHEMA = 1  # raised when a key is renamed, removed or means something else


def _render(flow: DataFlow) -> str:
    document = {
        "schema": SCHEMA,
        "title": flow.title,
        "notebook": flow.source,
        "nodes": [
            {"id": n.id, "label": n.label, "kind": n.kind.value, "detail": n.detail, "cells": list(n.cells)}
            for n in flow.nodes
        ],
        "links": [
            {"from": link.giver, "to": link.taker, "names": list(link.names), "kind": link.kind.value}
            for link in flow.links
        ],
    }
    return json.dumps(document, indent=1) + "\n"


FORMAT = GraphFormat(name="json", suffix=".json", render=_render)
