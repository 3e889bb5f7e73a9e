"""Which names a notebook uses, wherever: in statements, functions, strings that libraries read, magics, prose."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from nb2pkg.model.flow import StmtFlow
from nb2pkg.model.notebook import Notebook
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.scopes import top_level_uses
from nb2pkg.syntax.walking import walk

_WORD = pattern_of(r"[^\W\d]\w*")
_TEMPLATE = pattern_of(r"\{\{(.*?)\}\}")  # prose that an extension fills with values
_REPLAYING = frozenset({"macro", "recall", "rep", "rerun", "run"})  # run code that stands elsewhere
# Libraries that look variables up by names in strings: SQL over frames, statements to be timed.
_READING_STRINGS = ("duckdb", "numexpr", "pandasql", "rpy2", "timeit")
# nbdev: cells so marked are the source of a library.
_EXPORT = pattern_of(r"^#\s?\|?\s?(?:exports?|exporti|default_exp)\b", re.MULTILINE)
# `x: "int"`, `-> "int"`: two patterns, so that each begins with what a search can leap to.
_QUOTED_ANNOTATION = pattern_of(r""":(?<=[\w)]:) *[\w.\[ ,|]*["']""")
_QUOTED_RESULT = pattern_of(r"""-> *[\w.\[ ,|]*["']""")
_COMPOUND = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)


@lru_cache(maxsize=1)
def tells_all_uses(subject: Subject) -> bool:
    """Whether uses can be told at all: no name is dynamic, and the notebook is not the source of a library."""
    if any(statement.dynamic for statement in subject.flow.statements):
        return False
    cells = subject.notebook.cells
    if any(magic.name in _REPLAYING for cell in cells for magic in cell.magics):
        return False
    return not any("exp" in cell.source and _EXPORT.search(cell.source) for cell in cells)


@lru_cache(maxsize=1)
def used_names(subject: Subject) -> frozenset[str]:
    """Names that some statement reads, not counting what it has bound itself, or that something hidden may read."""
    return lasting_names(subject).union(*[s.reads for s in subject.flow.statements])


@lru_cache(maxsize=1)
def lasting_names(subject: Subject) -> frozenset[str]:
    """Names that may be read at a time which the order of statements does not tell: by functions, magics, strings."""
    statements = subject.flow.statements
    names = {name for name, _ in subject.flow.unbound}
    names.update(*[s.late_reads for s in statements if s.late_reads])
    names.update(*[s.hidden_reads for s in statements if s.hidden_reads])
    names.update(_words_outside(subject.notebook))
    return frozenset(names)


def read_after_all(subject: Subject, names: set[str]) -> set[str]:
    """Those of the names that a closer look finds read. Slow, so for the few that `used_names` does not hold.

    Compound statements may read what they have bound themselves; `__all__`, annotations that are strings and the
    strings that some libraries look into name variables.
    """
    found: set[str] = set()
    if not names:
        return found
    for statement in subject.flow.statements:
        if "__all__" in statement.binds:
            found.update(_strings(_node(subject, statement)))
        elif not names.isdisjoint(statement.binds | statement.may_bind):
            node = _node(subject, statement)
            if isinstance(node, _COMPOUND):
                found.update(use.name for use in top_level_uses(node) if use.context != "store")
    everywhere = any(module.startswith(_READING_STRINGS) for module in subject.flow.qualified_by_name.values())
    for cell in subject.notebook.cells:
        if cell.syntax_error is None and (everywhere or _has_quoted_annotation(cell.python)):
            found.update(_words_in_strings(parse(cell.python), everywhere=everywhere))
    return found & names


def _has_quoted_annotation(python: str) -> bool:
    return bool(_QUOTED_ANNOTATION.search(python) or _QUOTED_RESULT.search(python))


def _node(subject: Subject, statement: StmtFlow) -> ast.stmt:
    return parse(subject.notebook.cell_by_index[statement.ref.cell].python).body[statement.ref.path[0]]


def _words_outside(notebook: Notebook) -> Iterator[str]:
    """Words of magics, of cells that do not parse or are left out, and of values that prose shows."""
    for cell in notebook.cells:
        for magic in cell.magics:
            if magic.body:
                yield from _WORD.findall(magic.body)
        if cell.syntax_error is not None:
            yield from _WORD.findall(cell.source)
    for prose in notebook.prose:
        if "{{" in prose.markdown:
            for shown in _TEMPLATE.findall(prose.markdown):
                yield from _WORD.findall(shown)
    if len(notebook.file_cells) != len(notebook.cells) + len(notebook.prose):
        for index, cell_of_file in enumerate(notebook.file_cells):
            if cell_of_file.kind == "code" and index not in notebook.cell_by_index:
                yield from _WORD.findall(cell_of_file.source)


def _strings(node: ast.AST) -> Iterator[str]:
    for part in walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _words_in_strings(tree: ast.Module, *, everywhere: bool) -> Iterator[str]:
    parts: list[ast.AST] = [tree] if everywhere else []
    if not everywhere:
        annotations = (getattr(node, name, None) for node in walk(tree) for name in ("annotation", "returns"))
        parts += [annotation for annotation in annotations if isinstance(annotation, ast.AST)]
    for part in parts:
        for text in _strings(part):
            yield from _WORD.findall(text)
