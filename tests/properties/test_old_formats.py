"""Formats 1 to 3 are brought to format 4 as nbformat, the format's own library, does it."""

from __future__ import annotations

import json
import logging
from typing import Any

import nbformat
import nbformat.reader
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from nb2pkg.reader.ipynb import read_ipynb
from nb2pkg.reader.raw import RawNotebook, raw_notebook

words = st.text("ab #\n", max_size=12)
texts = words | st.builds(str.splitlines, words)  # as format 2 wrote lines; format 3 with their ends
counts = st.none() | st.integers(0, 9)
metadata = st.dictionaries(st.sampled_from(["tags", "collapsed"]), st.lists(st.sampled_from(["a", "b"])), max_size=1)

forms = {"text": texts, "html": texts, "png": st.just("AAAA"), "json": st.just('{"a": 1}')}
shown = st.fixed_dictionaries({"output_type": st.just("display_data")}, optional=forms)
results = st.fixed_dictionaries({"output_type": st.just("pyout")}, optional=forms | {"prompt_number": counts})
streams = st.fixed_dictionaries(
    {"output_type": st.just("stream"), "text": texts}, optional={"stream": st.sampled_from(["stdout", "stderr"])}
)
errors = st.fixed_dictionaries(
    {"output_type": st.just("pyerr"), "ename": words, "evalue": words, "traceback": st.lists(words, max_size=2)}
)
code_cells = st.fixed_dictionaries(
    {"cell_type": st.just("code"), "input": texts, "outputs": st.lists(shown | results | streams | errors, max_size=3)},
    optional={"prompt_number": counts, "language": st.just("python"), "collapsed": st.booleans(), "metadata": metadata},
)
prose_cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["markdown", "html", "raw"]), "source": texts}, optional={"metadata": metadata}
)
headings = st.fixed_dictionaries(
    {"cell_type": st.just("heading"), "source": texts, "level": st.integers(1, 6)}, optional={"metadata": metadata}
)
sheets = st.fixed_dictionaries({"cells": st.lists(code_cells | prose_cells | headings, max_size=4)})
documents = st.fixed_dictionaries(
    {
        "nbformat": st.sampled_from([2, 3]),
        "nbformat_minor": st.just(0),
        "metadata": st.fixed_dictionaries({"name": words}),
        "worksheets": st.lists(sheets, max_size=2),
    }
)


first_cells = st.fixed_dictionaries(
    {"cell_type": st.just("code"), "code": words}, optional={"prompt_number": st.integers(0, 9)}
) | st.fixed_dictionaries({"cell_type": st.just("text"), "text": words})
first_documents = st.fixed_dictionaries({"nbformat": st.just(1), "cells": st.lists(first_cells, max_size=4)})


def by_nbformat(document: dict[str, Any]) -> RawNotebook:
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)  # it says what is invalid in the made documents
    read = raw_notebook(nbformat.convert(nbformat.reader.reads(json.dumps(document)), 4))
    kept = {key: value for key, value in read.metadata.items() if not key.startswith("orig_nbformat")}
    added = {"collapsed"} if document["nbformat"] == 1 else set()  # which that format does not know
    cells = [
        replace(cell, id="", metadata={k: v for k, v in cell.metadata.items() if k not in added}) for cell in read.cells
    ]
    return replace(read, metadata=kept, cells=tuple(cells))


def with_line_ends(value: Any) -> Any:
    """The document as format 3 writes it."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return [f"{line}\n" for line in value[:-1]] + value[-1:]
    if isinstance(value, list):
        return [with_line_ends(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key == "traceback" else with_line_ends(item) for key, item in value.items()}
    return value


@given(documents | first_documents)
def test_the_upgrade_is_that_of_nbformat(document: dict[str, Any]) -> None:
    written = with_line_ends(document) if document["nbformat"] == 3 else document
    read = read_ipynb(json.dumps(written), name="old.ipynb")
    assert replace(read, notes=(), defects=()) == by_nbformat(written)
