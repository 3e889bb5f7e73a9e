"""What is Python to the parser and an error to the compiler proper: arguments of one name, `return` at the top."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain

from nb2pkg.syntax.parse import COMPILE_FLAGS, parse
from nb2pkg.syntax.statement_nodes import statement_nodes
from nb2pkg.syntax.walking import children

_EXEC_FLAGS = COMPILE_FLAGS & ~ast.PyCF_ONLY_AST
# Nodes that the compiler takes anywhere, whatever is around them and below them.
_HARMLESS = frozenset(
    {ast.Expr, ast.Assign, ast.AugAssign, ast.Delete, ast.Pass, ast.Raise, ast.Assert, ast.If, ast.Import}
    | {ast.ImportFrom, ast.alias, ast.Name, ast.Attribute, ast.Constant, ast.Call, ast.keyword, ast.Subscript}
    | {ast.Slice, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Tuple, ast.List, ast.Set, ast.Dict}
    | {ast.JoinedStr, ast.FormattedValue, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp}
    | {ast.comprehension}
)
_BLOCKS = frozenset({ast.For, ast.While, ast.With, ast.withitem})  # harmless until they are nested too deeply
_MOST_BLOCKS = 20
# Of a function at the top level: harmless if no two of its parameters have one name.
_OF_FUNCTION = frozenset({ast.FunctionDef, ast.Return, ast.arguments, ast.arg})


def check_compiles(text: str) -> None:
    """Raises SyntaxError for a text that does not. It costs as much as parsing: one text in thirty is compiled."""
    tree = parse(text)
    if not _may_fail(text):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with suppress(RecursionError):  # too deep for the compiler: whoever walks the tree says so in words
            compile(tree, "<cell>", "exec", flags=_EXEC_FLAGS, dont_inherit=True)


def _may_fail(text: str) -> bool:
    if "__" in text and ("__debug__" in text or "__future__" in text):  # names that nobody may give
        return True
    if "async" in text:  # an asynchronous comprehension looks like any other
        return True
    by_statement = statement_nodes(text)
    nodes = list(chain.from_iterable(by_statement))
    kinds = set(map(type, nodes))
    if ast.keyword in kinds and any(map(_repeats_keyword, [node for node in nodes if isinstance(node, ast.Call)])):
        return True
    if kinds <= _HARMLESS:
        return False
    blocks = sum([type(node) in _BLOCKS for node in nodes])
    return blocks > _MOST_BLOCKS or any(map(_is_doubtful, by_statement))


def _is_doubtful(nodes: Sequence[ast.AST]) -> bool:
    """Whether a statement holds what the compiler may refuse."""
    kinds = set(map(type, nodes)) - _HARMLESS
    if type(nodes[0]) is ast.FunctionDef and not _is_doubtful_function(nodes):
        kinds -= _OF_FUNCTION
    return not kinds <= _BLOCKS


def _is_doubtful_function(nodes: Sequence[ast.AST]) -> bool:
    """Whether parameters have one name, or everything is imported into it."""
    for node in nodes:
        if isinstance(node, ast.arguments) and _repeats_parameter(node):
            return True
        if isinstance(node, ast.alias) and node.name == "*":
            return True
    return False


def _repeats_parameter(arguments: ast.arguments) -> bool:
    parameters = [node for node in children(arguments) if isinstance(node, ast.arg)]
    return len({parameter.arg for parameter in parameters}) < len(parameters)


def _repeats_keyword(call: ast.Call) -> bool:
    keywords = call.keywords  # those without a name are `**more`
    return len(keywords) > 1 and len({keyword.arg or keyword for keyword in keywords}) < len(keywords)
