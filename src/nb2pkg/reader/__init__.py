"""A notebook file -> Notebook: cells as Python, prose, outputs, and what was found on the way.

`.ipynb` is read with the standard library alone; jupytext is imported only for the text formats that need it.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Notebook
from nb2pkg.reader.assemble import assemble
from nb2pkg.reader.checks import check_has_code, check_language, check_size
from nb2pkg.reader.files import decoded, read_bytes, read_text
from nb2pkg.reader.images import without_images
from nb2pkg.reader.local_modules import local_modules
from nb2pkg.reader.raw import RawNotebook
from nb2pkg.reader.secrets import without_secrets

__all__ = ["decoded", "notebook_of", "read_bytes", "read_notebook", "read_text", "without_images", "without_secrets"]

_TEXT_SUFFIXES = frozenset({".py", ".md", ".markdown", ".rmd", ".r", ".jl"})
_HINT = "nb2pkg reads .ipynb, and .py, .md and .Rmd notebooks as jupytext and Databricks write them."


def read_notebook(path: Path, text: str | None = None) -> Notebook:
    """The notebook at `path`, which has code. Raises Nb2pkgError where it cannot be read as a Python notebook.

    A cell that does not parse raises nothing: its `syntax_error` says why. `text` stands for what the file holds.
    """
    notebook = notebook_of(read_text(path) if text is None else text, path)
    check_has_code(notebook, name=path.name)
    written = frozenset(item.path for item in notebook.extra_files)
    return replace(notebook, local_modules=local_modules(path.parent, notebook.cells, written=written))


def notebook_of(text: str, path: Path, *, encoded: bytes = b"") -> Notebook:
    """The notebook in the text of the file at `path`, with or without code, nothing beside it looked at.

    `encoded` is the text in UTF-8, where that is at hand: it is faster to parse. Raises like `read_notebook`.
    """
    raw = _read_raw(text, path, encoded)
    check_size(raw, name=path.name)
    check_language(raw, name=path.name)
    return assemble(raw, path=path)


def _read_raw(text: str, path: Path, encoded: bytes) -> RawNotebook:
    suffix = path.suffix.lower()
    if suffix == ".ipynb" or (suffix not in _TEXT_SUFFIXES and text.lstrip()[:1] == "{" and '"nbformat"' in text):
        from nb2pkg.reader.ipynb import read_ipynb

        return read_ipynb(text, name=path.name, encoded=encoded)
    if suffix not in _TEXT_SUFFIXES:
        raise Nb2pkgError(f"{path.name} is not a notebook that nb2pkg knows (suffix `{suffix}`).", hint=_HINT)
    if suffix == ".py" and text.startswith("# Databricks notebook source"):
        from nb2pkg.reader.databricks import read_databricks

        return read_databricks(text)
    from nb2pkg.reader.text import read_jupytext

    return read_jupytext(text, name=path.name, suffix=path.suffix)
