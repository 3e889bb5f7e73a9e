"""A notebook without its secrets: what is converted holds none, so no file of a package and no plan can show one."""

from __future__ import annotations

import ast

from msgspec.structs import replace

from nb2pkg.knowledge.secrets import may_hold_secret, secrets_in_plain, with_hidden
from nb2pkg.model.notebook import Cell, ExtraFile, FileCell, Magic, Notebook, Output, Prose
from nb2pkg.syntax.parse import COMPILE_FLAGS


def without_secrets(notebook: Notebook) -> Notebook:
    """The notebook with `HIDDEN` for each secret in its code, its outputs and its text. Lines and statements stay."""
    return replace(
        notebook,
        cells=tuple(map(_cell, notebook.cells)),
        prose=tuple(map(_prose, notebook.prose)),
        title=_plain(notebook.title),
        requirements=tuple(map(_plain, notebook.requirements)),
        extra_files=tuple(map(_extra_file, notebook.extra_files)),
        local_modules=tuple((name, _code(text)) for name, text in notebook.local_modules),
        notes=tuple(map(_plain, notebook.notes)),
        file_cells=tuple(map(_file_cell, notebook.file_cells)),
    )


def _plain(text: str) -> str:
    return with_hidden(text, secrets_in_plain(text)) if may_hold_secret(text) else text


def _cell(cell: Cell) -> Cell:
    outputs = tuple(map(_output, cell.outputs))
    if not may_hold_secret(cell.source):
        return replace(cell, outputs=outputs) if outputs != cell.outputs else cell
    source, python = _code(cell.source) if cell.source == cell.python else _plain(cell.source), _code(cell.python)
    return replace(cell, source=source, python=python, outputs=outputs, magics=tuple(map(_magic, cell.magics)))


def _magic(magic: Magic) -> Magic:
    return replace(magic, body=_plain(magic.body), names=tuple(map(_plain, magic.names)))


def _output(output: Output) -> Output:
    text, html, more = _plain(output.text), _plain(output.html), _plain(output.more)
    return replace(output, text=text, html=html, more=more)


def _prose(prose: Prose) -> Prose:
    return replace(prose, markdown=_plain(prose.markdown), heading=_plain(prose.heading))


def _extra_file(file: ExtraFile) -> ExtraFile:
    return replace(file, text=_plain(file.text))


def _file_cell(cell: FileCell) -> FileCell:
    return replace(cell, source=_plain(cell.source)) if may_hold_secret(cell.source) else cell


def _code(python: str) -> str:
    """Only what stands in strings and comments is hidden: in `connect(password=pw1)` there is no secret."""
    if not may_hold_secret(python):
        return python
    before = _skeleton(python)
    for secret in reversed(secrets_in_plain(python)):
        changed = with_hidden(python, (secret,))
        if before is None or _skeleton(changed) == before:
            python = changed
    return python


def _skeleton(python: str) -> str | None:
    """The syntax tree but for the texts in it; None if there is no tree."""
    try:
        tree = compile(python, "<cell>", "exec", flags=COMPILE_FLAGS, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            node.value = ""
    return ast.dump(tree)
