"""The pipeline's statements as cells, with the notebook's prose where it stood."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from nb2pkg.model.notebook import Notebook
from nb2pkg.slimmer.setup import setup_source


def slim_cells(notebook: Notebook, pipeline: str, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cells in nbformat's terms. `pipeline` is the text of the package's pipeline.py, `facts` its provenance."""
    name = str(facts["package"])
    tree = ast.parse(pipeline)
    run = _function(tree, "run")
    first_cell = {str(f["name"]): min(f["cells"]) for f in facts.get("functions") or () if f.get("cells")}
    prose = [(item.index, item.markdown) for item in notebook.prose]
    cells: list[dict[str, Any]] = []

    def add(kind: str, source: str) -> None:
        cells.append(_cell(kind, source, number=len(cells)))

    opening = [text for index, text in prose if index < min(first_cell.values(), default=0)]
    for text in opening:
        add("markdown", text)
    prose = prose[len(opening) :]
    add("code", _imports(tree, run, pipeline, name))
    add("code", setup_source(name))
    for statement in _statements(run):
        at = _place(statement, first_cell, tree)
        while prose and at is not None and prose[0][0] < at:
            add("markdown", prose.pop(0)[1])
        hushed = ";" if isinstance(statement, ast.Expr) else ""  # what it returns is not what the notebook showed
        add("code", _source(statement, pipeline) + hushed)
    for _, text in prose:
        add("markdown", text)
    return cells


def _function(tree: ast.Module, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
    found = (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name == name)
    return next(found)


def _statements(run: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.stmt]:
    """Without the docstring, without what only says where figures go."""
    for number, statement in enumerate(run.body):
        is_docstring = number == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        is_idle = isinstance(statement, ast.Pass | ast.Return) or "set_figure_folder" in _called(statement)
        if not is_docstring and not is_idle:
            yield statement


def _called(node: ast.AST) -> set[str]:
    return {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def _place(statement: ast.stmt, first_cell: Mapping[str, int], tree: ast.Module) -> int | None:
    """The first cell of what it calls; of a chapter, that of its first step."""
    called = _called(statement)
    own = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name in called}
    inner = {name for function in own.values() for name in _called(function)}
    return min((first_cell[name] for name in called | inner if name in first_cell), default=None)


def _source(node: ast.AST, text: str) -> str:
    lines = text.split("\n")
    first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", 1)
    indent = " " * getattr(node, "col_offset", 0)
    return "\n".join(line.removeprefix(indent) for line in lines[first - 1 : last])


def _imports(tree: ast.Module, run: ast.FunctionDef | ast.AsyncFunctionDef, text: str, name: str) -> str:
    """The pipeline's own, and the settings under the name that the calls use."""
    lines = [
        _source(node, text)
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom) and not _is_idle(node)
    ]
    chapters = sorted(
        n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) and n.name in _called(run)
    )
    lines += [f"from {name}.pipeline import {', '.join(chapters)}"] if chapters else []
    config = run.args.args[0].arg if run.args.args else "config"
    return "\n".join([*lines, "", f"{config} = Config()  # Config(threshold=0.5) for other settings"])


def _is_idle(node: ast.Import | ast.ImportFrom) -> bool:
    module = node.module if isinstance(node, ast.ImportFrom) else ""
    return module == "__future__" or [alias.name for alias in node.names] == ["set_figure_folder"]


def _cell(kind: str, source: str, *, number: int) -> dict[str, Any]:
    digest = hashlib.sha256(f"{number}:{kind}:{source}".encode()).hexdigest()[:12]
    cell: dict[str, Any] = {"cell_type": kind, "id": digest, "metadata": {}, "source": source}
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell
