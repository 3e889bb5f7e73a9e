"""Stored outputs as text."""

from __future__ import annotations

import json
from collections.abc import Iterable

from nb2pkg.model.notebook import Output
from nb2pkg.patterns import pattern_of
from nb2pkg.reader.images import length_of
from nb2pkg.reader.raw import Json, is_text, joined

_ANSI = pattern_of(r"\x1b\[[0-9;?]*[A-Za-z]")
_MORE = ("application/json", "text/latex", "text/markdown")
_KINDS = {
    "stream": "stream",
    "execute_result": "result",
    "display_data": "display",
    "update_display_data": "display",
    "error": "error",
}


def read_outputs(outputs: Iterable[Json]) -> tuple[Output, ...]:
    """The outputs of one cell, in order; those of unknown kinds left out."""
    return tuple(_output(output, kind) for output in outputs if (kind := _KINDS.get(str(output.get("output_type")))))


def _output(output: Json, kind: str) -> Output:
    if kind == "stream":
        text = joined(output.get("text", ""))
        return Output(kind=kind, name=str(output.get("name", "stdout")), text=text, size=len(text))
    if kind == "error":
        text = _traceback(output)
        return Output(kind=kind, name=str(output.get("ename", "")), text=text, size=len(text))
    data = output.get("data")
    bundle = data if isinstance(data, dict) else {}
    return Output(
        kind=kind,
        text=joined(bundle.get("text/plain", "")),
        mimes=tuple(sorted(map(str, bundle))),
        html=joined(bundle.get("text/html", "")),
        more="\n".join(_as_text(bundle[mime]) for mime in _MORE if mime in bundle),
        size=sum(map(_size, bundle.values())),
    )


def _as_text(value: object) -> str:
    return joined(value) or json.dumps(value, ensure_ascii=False)


def _size(value: object) -> int:
    """Characters of one form of an output, about: nested JSON counts by its strings alone."""
    if isinstance(value, str):
        return length_of(value)
    if isinstance(value, list) and is_text(value):
        return sum(map(len, value))
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_size, parts))


def _traceback(output: Json) -> str:
    lines = output.get("traceback")
    text = "\n".join(str(line) for line in lines) if isinstance(lines, list) else ""
    return _ANSI.sub("", text) or f"{output.get('ename', '')}: {output.get('evalue', '')}"
