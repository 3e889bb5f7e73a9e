"""What a notebook shows when it is run: its texts in order, and how many pictures."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

_DRAWN = re.compile(r"[\[({]*(Text\(|<Axes|<matplotlib\.|<seaborn\.|array\(\[+<Axes)")  # what drawing calls return
_UNSTEADY = re.compile(r"0x[0-9a-f]+|\s+")


def shown_by(notebook: Path, *, folder: Path, data: Path, python_path: Path) -> tuple[str, int]:
    """Run in a copy of the data folder. Texts without white space and addresses: cells may be cut elsewhere."""
    shutil.copytree(data, folder)
    document = nbformat.read(notebook, as_version=4)
    path = f"import sys; sys.path.insert(0, {str(python_path)!r})\n"
    path += "import random, warnings; random.seed(1); warnings.simplefilter('ignore')\n"
    path += "import numpy; numpy.random.seed(1)"
    document.cells.insert(0, nbformat.v4.new_code_cell(path))
    client = NotebookClient(document, timeout=300, resources={"metadata": {"path": str(folder)}}, kernel_name="python3")
    client.execute()
    outputs = [output for cell in document.cells for output in cell.get("outputs", ())]
    return "".join(_text(output) for output in outputs), sum("image/png" in o.get("data", {}) for o in outputs)


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return _UNSTEADY.sub("", output.text) if output.name == "stdout" else ""
    if "image/png" in output.data:
        return ""
    text = str(output.data.get("text/plain", ""))
    if output.output_type == "execute_result" and _DRAWN.match(text):
        return ""  # packages leave these out: the picture is what is shown
    return _UNSTEADY.sub("", text)
