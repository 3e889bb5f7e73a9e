"""A syntax tree as words, in which names of variables are marked: what two cells are compared by."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence

BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
MARK = "\0"  # begins a word that is the name of a variable
_BUILTINS = frozenset(dir(builtins))
_NEVER = frozenset({"ctx", "type_comment", "kind"})
_SILENT = _NEVER | set(BLOCKS)
# Fields of nodes that hold the name of a variable as text.
_NAMES = {
    ast.arg: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
}


def steps_of(body: Sequence[ast.AST], depth: int = 0) -> Iterator[tuple[int, ast.AST]]:
    """The statements of a block with how deep they stand, those within others too."""
    for node in body:
        yield depth, node
        for block in BLOCKS:
            yield from steps_of(getattr(node, block, None) or (), depth + 1)


def words_of(node: ast.AST, meanings: Mapping[str, str]) -> list[str]:
    """A statement without the blocks in it. Imported names are written as what they stand for."""
    words: list[str] = []
    _write(node, words, meanings)
    return words


def renamed(words: Sequence[str], names: dict[str, str]) -> list[str]:
    """The words with variables numbered in the order in which they come; `names` remembers them."""
    return [names.setdefault(word, f"{MARK}{len(names)}") if word.startswith(MARK) else word for word in words]


def _write(node: ast.AST, words: list[str], meanings: Mapping[str, str]) -> None:
    if isinstance(node, ast.Name):
        words.append(_name(node.id, meanings))
        return
    if isinstance(node, ast.Constant):
        words.append(repr(node.value))
        return
    kind = type(node)
    words.append(kind.__name__)
    name = _NAMES.get(kind, "")
    # `body` and `orelse` are blocks of statements, but not those of expressions.
    silent = _SILENT if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case) else _NEVER
    for field in node._fields:
        if field in silent:
            continue
        value = getattr(node, field, None)
        if field == name and isinstance(value, str):
            words.append(_name(value, meanings))
        else:
            _write_value(value, words, meanings)


def _write_value(value: object, words: list[str], meanings: Mapping[str, str]) -> None:
    if isinstance(value, ast.AST):
        _write(value, words, meanings)
    elif isinstance(value, list):
        words.append(f"[{len(value)}")
        for item in value:
            _write_value(item, words, meanings)
    elif value is not None:
        words.append(str(value))


def _name(name: str, meanings: Mapping[str, str]) -> str:
    if name in meanings:
        return meanings[name]
    return name if name in _BUILTINS else MARK + name
