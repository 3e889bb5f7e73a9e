"""Which lines of a block of comments are code: they parse, do something, and speak of names that are known."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence

from nb2pkg.knowledge.distributions import distribution_of, is_well_known
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.structure.comments import CODE_LIKE, Comment
from nb2pkg.syntax.parse import parsed
from nb2pkg.syntax.scopes import bindings_of
from nb2pkg.syntax.walking import walk

Knows = Callable[[frozenset[str]], bool]

MOST_LINES = 60  # of one piece; what is longer is read in pieces
_CODE_LIKE = pattern_of(CODE_LIKE, re.VERBOSE)
_OPENING = pattern_of(r"(?:\(|\[|\{|,|\\|:)\s*$")
_EXAMPLE = pattern_of(
    r"\b(?:examples?|usage|use|e\.?g|i\.?e|equivalent\w*|same as|like|syntax|output|returns?|gives|call|instead|outside"
    r"|alternativ\w*|could|shorter|shortened|short for|means?|needs?|must|try)\b|:\s*$",
    re.IGNORECASE,
)
_PRODUCT = pattern_of(r"[=*/+-] *-?[A-Za-z_]\w* \(")  # `u = -K (x - y)`: mathematics
_DIRECTIVE = pattern_of(
    r"(?:type|noqa|pylint|fmt|isort|mypy|pragma|nosec|flake8|todo|fixme|note|xxx|%%|[%!@|+>])", re.I
)


def code_in(block: Sequence[Comment], knows: Knows) -> list[Comment]:
    """The lines of the block that are code. Those that a line of prose introduces as an example are not.

    `knows` tells whether the notebook knows all of some names; those that the comments bind are known too.
    """
    found: list[Comment] = []
    bound: set[str] = set()
    start = 0
    while start < len(block):
        end, binds = _piece(block, start, lambda names: knows(names - bound))
        is_example = bool(start) and block[start - 1] not in found and _EXAMPLE.search(block[start - 1].text)
        if is_example and end > start:
            return found  # what follows belongs to the example
        found += block[start:end]
        bound.update(binds)
        start = max(end, start + 1)
    return found


def _piece(block: Sequence[Comment], start: int, knows: Knows) -> tuple[int, frozenset[str]]:
    """The end of the shortest statement that begins at `start`, with what is indented below it; `start` if none."""
    text = block[start].text
    if not _CODE_LIKE.match(text) or _DIRECTIVE.match(text) or _PRODUCT.search(text):
        return start, frozenset()
    indent = len(text) - len(text.lstrip())
    lines: list[str] = []
    for end in range(start, min(start + MOST_LINES, len(block))):
        lines.append(block[end].text[indent:])
        following = block[end + 1].text if end + 1 < len(block) else ""
        if following[:1] == " " and following.strip() and _is_deeper(following, indent):
            continue
        tree = parsed("\n".join(lines))
        if tree is not None:
            return (end + 1, bindings_of(tuple(tree.body))) if _is_code(tree, knows) else (start, frozenset())
        if not _OPENING.search(lines[0]) and not _is_open("\n".join(lines)):
            break
    return start, frozenset()


def _is_deeper(text: str, indent: int) -> bool:
    return len(text) - len(text.lstrip()) > indent


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in ("()", "[]", "{}"))


def _is_code(tree: ast.Module, knows: Knows) -> bool:
    """Whether the statements do something with what is known: no formula, no word, no list of results."""
    return bool(tree.body) and all(_does_something(node, knows) for node in tree.body)


def _does_something(node: ast.stmt, knows: Knows) -> bool:
    match node:
        case ast.Import(names=names):
            return all(_is_module(alias.name, is_renamed=alias.asname is not None) for alias in names)
        case ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Call() as call):
            return knows(_reads(node)) and (bool(call.args or call.keywords) or isinstance(call.func, ast.Attribute))
        case ast.Expr(value=ast.Subscript(value=ast.Name(), slice=key)):
            return knows(_reads(node)) and not isinstance(key, ast.Name | ast.Tuple)
        case ast.Expr():
            return False
        case ast.Assign(targets=targets, value=ast.Constant() | ast.Name() | ast.List() | ast.Tuple() | ast.UnaryOp()):
            return knows(_reads(node)) and all(knows(_names(target)) for target in targets)
        case ast.Assign() | ast.AugAssign() | ast.Delete() | ast.For() | ast.While() | ast.If() | ast.With():
            return knows(_reads(node) - bindings_of((node,)))
        case ast.FunctionDef() | ast.ClassDef() | ast.Try():
            return True
        case ast.AnnAssign(value=value):
            return value is not None and knows(_reads(node))
    return False


def _is_module(name: str, *, is_renamed: bool) -> bool:
    top = name.partition(".")[0]
    return is_renamed or "." in name or distribution_of(top) is None or is_well_known(top)


def _reads(node: ast.AST) -> frozenset[str]:
    """Names that a statement needs, its comprehensions' own left out."""
    own = {
        part.id
        for inner in walk(node)
        if isinstance(inner, ast.comprehension)
        for part in walk(inner.target)
        if isinstance(part, ast.Name)
    } | {part.arg for part in walk(node) if isinstance(part, ast.arg)}
    loads = {part.id for part in walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
    return frozenset(loads - own)


def _names(node: ast.AST) -> frozenset[str]:
    return frozenset(part.id for part in walk(node) if isinstance(part, ast.Name))
