"""A data flow as a page without script that loads nothing: the picture, and the same as a table."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from nb2pkg.model.data_flow import DataFlow
from nb2pkg.reporter.flow_picture import STYLE as OF_PICTURE
from nb2pkg.reporter.flow_picture import picture
from nb2pkg.reporter.format import GraphFormat
from nb2pkg.reporter.markup import text

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color-scheme:light dark}"
    ".canvas{overflow:auto;border:1px solid #8792a2;border-radius:8px}table{border-collapse:collapse;margin-top:2rem}"
    "th,td{text-align:left;padding:.3rem .8rem;border-bottom:1px solid #8792a2}"
)


def _render(flow: DataFlow) -> str:
    return "".join(_parts(flow)) + "\n"


def _parts(flow: DataFlow) -> Iterator[str]:
    allowed = " ".join(f"'sha256-{_digest(style)}'" for style in (STYLE, OF_PICTURE))
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src {allowed}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>Data flow of {text(flow.source)}</title><style>{STYLE}</style></head><body><main>"
    yield f"<h1>{text(flow.title or flow.source)}</h1><p>Data flow of {text(flow.source)}. Nothing was executed.</p>"
    yield f'<div class="canvas" tabindex="0" role="group" aria-label="Data flow">{picture(flow)}</div>'
    yield f"<table><tr><th>From</th><th>To</th><th>What</th><th>How</th></tr>{''.join(_rows(flow))}</table>"
    yield "</main></body></html>"


def _rows(flow: DataFlow) -> Iterator[str]:
    label = {node.id: node.label for node in flow.nodes}
    for link in flow.links:
        cells = (label[link.giver], label[link.taker], ", ".join(link.names), link.kind.value)
        yield f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in cells)}</tr>"


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


FORMAT = GraphFormat(name="html", suffix=".html", render=_render)
