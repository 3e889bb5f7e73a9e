"""Notebooks as text, through jupytext: percent and light scripts, Markdown, R Markdown."""

from __future__ import annotations

import warnings
from importlib import import_module

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reader.raw import RawNotebook, raw_notebook, unsoundness


def read_jupytext(text: str, *, name: str, suffix: str) -> RawNotebook:
    """The notebook in the text of a file with this suffix."""
    try:
        jupytext = import_module("jupytext")  # 0.1 s, and without types
    except ImportError as error:
        raise Nb2pkgError(f"Reading {name} takes jupytext.", hint="Install it: `pip install jupytext`.") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = jupytext.reads(text, fmt={"extension": suffix})
    except Exception as error:  # jupytext's readers raise what they happen to meet: bad YAML headers, unknown formats
        said = str(error).split("\n")[0]
        raise Nb2pkgError(f"{name} cannot be read as a jupytext notebook: {said}.", hint="Check its header.") from error
    if problem := unsoundness(document):
        raise Nb2pkgError(f"{name} cannot be read as a jupytext notebook: {problem}.")
    for cell in document["cells"]:
        cell.pop("id", None)  # drawn anew at each reading: text has none
    return raw_notebook(document)
