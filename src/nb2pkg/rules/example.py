"""The notation of the rules' examples: a small notebook as text, the places of its findings marked.

    # metadata: {"kernelspec": {"name": "python3"}}      (optional, first line)
    # %% In[3] tags=["x"] id="a" metadata={"k": 1}       (all of it optional)
    df = pd.read_csv(«"/home/ann/data.csv"»)
    #> text that the cell printed                        (standard output, one line each)
    #= text of the value that it showed
    #html= <table>...                                    (the same as HTML, one line)
    #! NameError: name 'x' is not defined                (an error that it ended with)
    # %% [markdown]
    # ## A heading

A pair of guillemets surrounds what a finding points at; a mark at the start of a cell (`«»`) stands for the cell as a
whole, one in an output for that output (the finding then points at the start of the cell). A bad example without any
mark has a finding about the notebook as a whole. Python code that holds guillemets itself cannot be an example.

Labelled notebooks (tests/labelled) say which rule a mark is for, `«NB201|"/home/ann/data.csv"»`, and point out what
looks alike but is none: `‹NB201|"/orders/{id}"›`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from msgspec import Struct, field

from nb2pkg.model.finding import NOWHERE
from nb2pkg.patterns import pattern_of

_HEAD = pattern_of(r"^# %%(?P<rest>.*)$")
_COUNT = pattern_of(r"In\[(\d+|\*)\]")
_FIELD = pattern_of(r"""(tags|id|metadata)=(\[[^\]]*\]|"[^"]*"|\{.*\})""")
_OUTPUT = pattern_of(r"^#(?P<kind>>|=|html=|!|err>)(?: (?P<text>.*))?$")
_PREFIX = pattern_of(r"^((?:[«‹](?:NB\d{3}\|)?|[»›])*)# ?")
_MARKS = pattern_of(r"[«‹](?:(NB\d{3})\|)?|[»›]")


class Mark(Struct, frozen=True, kw_only=True, order=True):
    """Where a finding is expected, or is not: cell, line (from 1) and column (from 0) of its beginning."""

    cell: int
    line: int
    column: int
    code: str = ""
    is_expected: bool = True


class _Draft(Struct):
    head: str
    lines: list[str] = field(default_factory=list)
    outputs: list[tuple[str, str]] = field(default_factory=list)


def example_notebook(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The example as the text of an .ipynb file, and the marks in it (none: the notebook as a whole)."""
    metadata, drafts = _drafts(text)
    cells: list[dict[str, Any]] = []
    marks: list[Mark] = []
    for index, draft in enumerate(drafts):
        source, found = _unmarked("\n".join(_plain(draft)), index)
        marks += found
        in_outputs = [mark for _, said in draft.outputs for mark in _MARKS.finditer(said) if mark[0] not in "»›"]
        marks += [_mark(mark, cell=index, line=1, column=0) for mark in in_outputs]
        cells.append(_cell(draft, source, index))
    document = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n", tuple(sorted(marks))


def expected_marks(text: str) -> tuple[Mark, ...]:
    """Where a bad example must have findings."""
    _, marks = example_notebook(text)
    return marks or (Mark(cell=NOWHERE, line=1, column=0),)


def _drafts(text: str) -> tuple[dict[str, Any], list[_Draft]]:
    lines = text.strip("\n").split("\n")
    metadata: dict[str, Any] = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    if lines[0].startswith("# metadata: "):
        metadata = json.loads(lines.pop(0).removeprefix("# metadata: "))
    if not _HEAD.match(lines[0]):
        lines.insert(0, "# %%")
    drafts: list[_Draft] = []
    for line in lines:
        head = _HEAD.match(line)
        output = _OUTPUT.match(line)
        if head:
            drafts.append(_Draft(head["rest"]))
        elif output:
            drafts[-1].outputs.append((output["kind"], output["text"] or ""))
        else:
            drafts[-1].lines.append(line)
    for draft in drafts:
        while draft.lines and not draft.lines[-1].strip():
            draft.lines.pop()
    return metadata, drafts


def _plain(draft: _Draft) -> list[str]:
    """The lines of the cell; those of Markdown without the `# ` that they have in the notation."""
    if "[markdown]" not in draft.head:
        return draft.lines
    return [_PREFIX.sub(r"\1", line) for line in draft.lines]


def _unmarked(text: str, cell: int) -> tuple[str, list[Mark]]:
    """The text without its marks, and where the opening ones were."""
    marks: list[Mark] = []
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        while (mark := _MARKS.search(line)) is not None:
            if mark[0] not in "»›":
                marks.append(_mark(mark, cell=cell, line=number, column=mark.start()))
            line = line[: mark.start()] + line[mark.end() :]
        lines.append(line)
    return "\n".join(lines), marks


def _mark(found: re.Match[str], *, cell: int, line: int, column: int) -> Mark:
    return Mark(cell=cell, line=line, column=column, code=found[1] or "", is_expected=found[0].startswith("«"))


def _cell(draft: _Draft, source: str, index: int) -> dict[str, Any]:
    kind = next((kind for kind in ("markdown", "raw") if f"[{kind}]" in draft.head), "code")
    fields = {name: json.loads(value) for name, value in _FIELD.findall(draft.head)}
    metadata = dict(fields.get("metadata", {})) | ({"tags": fields["tags"]} if "tags" in fields else {})
    cell: dict[str, Any] = {"cell_type": kind, "id": fields.get("id", f"c{index}"), "metadata": metadata}
    if kind != "code":
        return cell | {"source": source.splitlines(keepends=True)}
    count = _COUNT.search(draft.head)
    cell["execution_count"] = int(count[1]) if count and count[1] != "*" else None
    cell["outputs"] = _outputs(draft.outputs, cell["execution_count"])
    return cell | {"source": source.splitlines(keepends=True)}


def _outputs(said: list[tuple[str, str]], count: int | None) -> list[dict[str, Any]]:
    """Neighbouring lines of one kind are one output; an HTML line belongs to the value shown before it."""
    found: list[dict[str, Any]] = []
    before = ""
    for kind, marked in said:
        text = _MARKS.sub("", marked)
        if kind == before and kind in {">", "err>", "="}:
            _grow(found[-1], text)
        elif kind in {">", "err>"}:
            name = "stdout" if kind == ">" else "stderr"
            found.append({"output_type": "stream", "name": name, "text": [text + "\n"]})
        elif kind == "!":
            name, _, value = text.partition(": ")
            found.append({"output_type": "error", "ename": name, "evalue": value, "traceback": [text]})
        elif kind == "html=" and before == "=":
            found[-1]["data"]["text/html"] = [text]
        else:
            data = {"text/html" if kind == "html=" else "text/plain": [text]}
            found.append({"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count})
        before = kind
    return found


def _grow(output: dict[str, Any], text: str) -> None:
    if output["output_type"] == "stream":
        output["text"].append(text + "\n")
    else:
        output["data"]["text/plain"][-1] += "\n"
        output["data"]["text/plain"].append(text)
