"""What a notebook shows when it is run: its texts in order, and how many pictures."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from nb2pkg.reader import read_notebook

_DRAWN = re.compile(r"[\[({]*(Text\(|<Axes|<matplotlib\.|<seaborn\.|array\(\[+<Axes)")  # what drawing calls return
# What magics themselves print: %env, %%writefile, %%time, %timeit, %pylab.
_OF_MAGICS = re.compile(
    r"^(env: \w+=|(Over)?[Ww]riting |CPU times: |Wall time: |.* per loop \(mean |%pylab is |Populating the ).*\n", re.M
)
_UNSTEADY = re.compile(r"0x[0-9a-f]+|\s+")


def shown_by(
    notebook: Path, *, folder: Path, data: Path, python_path: Path, python: str = sys.executable
) -> tuple[str, int]:
    """Run in a copy of the data folder. Texts without white space and addresses: cells may be cut elsewhere."""
    shutil.copytree(data, folder)
    document = _document(notebook)
    start = f"import sys; sys.path.insert(0, {str(python_path)!r}); import random, warnings, numpy; "
    start += "random.seed(1); warnings.simplefilter('ignore'); numpy.random.seed(1); del sys, random, warnings, numpy"
    client = NotebookClient(document, timeout=300, resources={"metadata": {"path": str(folder)}}, kernel_name="python3")
    client.extra_arguments = [f"--IPKernelApp.exec_lines={start}"]  # no cell: those are counted by what they show
    spec = client.create_kernel_manager().kernel_spec
    assert spec is not None
    spec.argv[0] = python
    client.execute()
    outputs = [output for cell in document.cells for output in _joined(cell.get("outputs", ()))]
    return "".join(_text(output) for output in outputs), sum("image/png" in o.get("data", {}) for o in outputs)


def _document(notebook: Path) -> Any:
    """Notebooks that are texts hold code cells as well."""
    if notebook.suffix == ".ipynb":
        return nbformat.reads(notebook.read_text(encoding="utf-8-sig"), as_version=4)
    cells = [nbformat.v4.new_code_cell(cell.source) for cell in read_notebook(notebook).cells]
    return nbformat.v4.new_notebook(cells=cells)


def _joined(outputs: Iterable[Any]) -> Iterator[Any]:
    """A slow machine sends one line in several pieces, where no line of a magic's would be known."""
    for name, following in groupby(outputs, key=lambda output: output.get("name")):
        pieces = list(following)
        if name is not None:
            yield nbformat.v4.new_output("stream", name=name, text="".join(piece.text for piece in pieces))
        else:
            yield from pieces


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return _UNSTEADY.sub("", _OF_MAGICS.sub("", output.text)) if output.name == "stdout" else ""
    if output.output_type == "error" or "image/png" in output.data:
        return ""  # packages log the error of a cell that may fail
    text = str(output.data.get("text/plain", ""))
    if _DRAWN.match(text):
        return ""  # packages leave these out: the picture is what is shown
    return _UNSTEADY.sub("", text)
