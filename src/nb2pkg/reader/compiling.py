"""What is Python to the parser and an error to the compiler proper: arguments of one name, `return` at the top."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from nb2pkg.syntax.parse import COMPILE_FLAGS, compile_quietly, parse
from nb2pkg.syntax.statement_nodes import statement_kinds, statement_nodes
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
# Harmless until they are nested too deeply, and how many of the compiler's blocks one of them is at most.
_BLOCKS = {ast.For: 1, ast.While: 1, ast.With: 1, ast.withitem: 1, ast.Try: 3, ast.ExceptHandler: 0}
_MOST_BLOCKS = 20
# Harmless if no two parameters of a function have one name, and at the top level of a cell.
_OF_LAMBDA = frozenset({ast.Lambda, ast.arguments, ast.arg})
_OF_FUNCTION = _OF_LAMBDA - {ast.Lambda} | {ast.FunctionDef, ast.Return}


def check_compiles(text: str) -> None:
    """Raises SyntaxError for a text that does not. It costs as much as parsing: one text in a hundred is compiled."""
    tree = parse(text)
    if not _may_fail(text):
        return
    with suppress(RecursionError):  # too deep for the compiler: whoever walks the tree says so in words
        compile_quietly(tree, _EXEC_FLAGS)


def _may_fail(text: str) -> bool:
    if "__" in text and ("__debug__" in text or "__future__" in text):  # names that nobody may give
        return True
    if "async" in text:  # an asynchronous comprehension looks like any other
        return True
    blocks = 0
    for nodes, kinds in zip(statement_nodes(text), statement_kinds(text), strict=True):
        if ast.keyword in kinds and _repeats_a_keyword(nodes):
            return True
        if not kinds <= _HARMLESS:
            if _is_doubtful(nodes, kinds - _HARMLESS - _BLOCKS.keys()):
                return True
            blocks += sum([_BLOCKS.get(type(node), 0) for node in nodes])
    return blocks > _MOST_BLOCKS


def _is_doubtful(nodes: Sequence[Any], kinds: frozenset[type[ast.AST]]) -> bool:
    """Whether a statement holds what the compiler may refuse. `kinds`: of nodes that are not harmless as such."""
    if any(type(node) is ast.Try and _catches_before_the_end(node) for node in nodes):
        return True
    if ast.arguments in kinds and not any(_repeats_parameter(node) for node in nodes if type(node) is ast.arguments):
        kinds -= _OF_LAMBDA
        if type(nodes[0]) is ast.FunctionDef and not any(
            type(node) is ast.alias and node.name == "*" for node in nodes
        ):
            kinds -= _OF_FUNCTION
    if ast.Starred in kinds and not _stars_elsewhere(nodes):
        kinds -= {ast.Starred}
    return bool(kinds)


def _repeats_parameter(arguments: ast.arguments) -> bool:
    parameters = [node for node in children(arguments) if isinstance(node, ast.arg)]
    return len({parameter.arg for parameter in parameters}) < len(parameters)


def _repeats_a_keyword(nodes: Sequence[Any]) -> bool:
    calls = [node.keywords for node in nodes if type(node) is ast.Call and len(node.keywords) > 1]
    return any(len({keyword.arg or keyword for keyword in some}) < len(some) for some in calls)  # `**more` has no name


def _stars_elsewhere(nodes: Sequence[Any]) -> bool:
    """Whether a star stands anywhere but among the arguments of a call."""
    in_calls = sum(
        [type(argument) is ast.Starred for node in nodes if type(node) is ast.Call for argument in node.args]
    )
    return in_calls < sum([type(node) is ast.Starred for node in nodes])


def _catches_before_the_end(node: ast.Try) -> bool:
    return any(handler.type is None for handler in node.handlers[:-1])
