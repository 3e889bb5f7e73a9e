"""Programs that are run by the notebook's own Python: the notebook itself, and what each tool made of it."""

from __future__ import annotations

SEED = """
import random as _random; _random.seed(20240229)
try:
    import numpy as _numpy; _numpy.random.seed(20240229)
except ImportError:
    pass
"""
# Values are shown in IPython's pretty form in one run, as plain text in the other: where they differ, either is right.
SHOWN_AS = tuple(f"get_ipython().display_formatter.formatters['text/plain'].pprint = {on}\n" for on in (True, False))

NOTEBOOK = """
import json, sys, nbformat
from nbclient import NotebookClient
source, target, first = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
notebook.cells.insert(0, nbformat.v4.new_code_cell(first))
where = {"metadata": {"path": "."}}
NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
result = {"printed": [], "shown": []}
for cell in notebook.cells[1:]:
    if cell.cell_type == "code":
        printed = [out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stdout"]
        shown = [
            out.text if out.output_type == "stream" else out.data.get("text/plain", "")
            for out in cell.outputs
            if out.output_type in ("execute_result", "display_data") or out.get("name") == "stdout"
        ]
        result["printed"].append("\\n".join(printed))
        result["shown"].append("\\n".join(shown))
with open(target, "w") as file:
    json.dump(result, file)
"""

# Each is started with the target, the package's name and the tool's own packages as arguments. pandas shows as many
# columns as in a notebook.
_START = """
import runpy, sys
target, name, more = sys.argv[1:]
sys.argv = [name]
try:
    import pandas
    pandas.set_option("display.max_columns", 20)
except ImportError:
    pass
"""
_SCRIPT = "runpy.run_path(target + '.py', run_name='__main__')\n"

# A script of nbconvert calls IPython for its magics. Where the metadata lack the language, nbconvert names the script
# `.txt` and leaves the magics as they are: IPython runs that too, once its name ends in `.ipy`.
_IPYTHON = """
import pathlib
from IPython.terminal.interactiveshell import TerminalInteractiveShell
shell = TerminalInteractiveShell.instance()
script = pathlib.Path(target + ".py")
if not script.exists():
    script.write_text(shell.transform_cell(script.with_suffix(".txt").read_text()))
with shell.builtin_trap:
"""

_MODULES = """
import importlib, pathlib
root = pathlib.Path(target)
written = lambda path: min(file.stat().st_mtime_ns for file in ([path] if path.is_file() else path.rglob("*.py")))
entries = [path for path in root.iterdir() if path.suffix == ".py" or path.is_dir() and any(path.rglob("*.py"))]
order = [path.stem for path in sorted(entries, key=written) if path.stem != "__init__"]
sys.path.insert(0, str(root.parent))
for entry in order:
    importlib.import_module(root.name + "." + entry)
"""

_TASKS = """
import ast, pathlib, re
home = pathlib.Path(target).parent
sys.path.insert(0, str(home))  # definitions that it moved are in exported.py
products, tasks = {}, {}
for line in (home / "pipeline.yaml").read_text().splitlines():
    if found := re.match(r"- source: (.*)", line.strip()):
        task = pathlib.Path(found[1]).stem
        tasks[task], products[task] = (home / found[1]).read_text(), {}
    elif found := re.match(r"    (\\w+): (.+)", line):
        products[task][found[1]] = found[2]
upstream = {
    task: ast.literal_eval((re.search(r"^upstream = (None|\\[.*?\\])", text, re.M | re.S) or ["", "None"])[1]) or []
    for task, text in tasks.items()
}
done = []
while len(done) < len(tasks):
    task = next(task for task in tasks if task not in done and set(upstream[task]) <= set(done))
    needed = {other: products[other] for other in upstream[task]}
    text = re.sub(r"^upstream = (None|\\[.*?\\])", lambda _: f"upstream = {needed!r}", tasks[task], flags=re.M | re.S)
    text = re.sub(r"^product = None", lambda _: f"product = {products[task]!r}", text, flags=re.M)
    exec(compile(text, task, "exec"), {"__name__": "__main__"})
    done.append(task)
"""

RUNNERS = {
    "package": _START + "runpy.run_module(name, run_name='__main__', alter_sys=True)\n",
    "main": _START + "sys.path.insert(0, target)\nrunpy.run_path(target + '/main.py', run_name='__main__')\n",
    "modules": _START + _MODULES,
    "tasks": _START + _TASKS,
    "script": _START + _IPYTHON + "    " + _SCRIPT,
    "marimo": _START + "sys.path.append(more)\n" + _SCRIPT,
}
