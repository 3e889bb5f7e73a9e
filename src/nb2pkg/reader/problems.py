"""Why a cell is not Python, and whether it was Python 2."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

from nb2pkg.model.notebook import SyntaxProblem
from nb2pkg.syntax.parse import COMPILE_FLAGS, parse
from nb2pkg.syntax.walking import suites

_PYTHON_2_MESSAGES = (
    "Missing parentheses in call to 'print'",
    "Missing parentheses in call to 'exec'",
    "multiple exception types must be parenthesized",
    "leading zeros in decimal integer literals",
    "Function parameters cannot be parenthesized",
    "Lambda expression parameters cannot be parenthesized",
)
_PYTHON_2_LINE = re.compile(
    r"""^\s*print\s+(?:["'\w]|>>)  # print x
      | ^\s*exec\s+["'\w]
      | ^\s*except\s+[\w.]+\s*,\s*\w+\s*:
      | ^\s*raise\s+[\w.]+\s*,
      | `[^`]+`
      | <>
      | \b\d+L\b | \b0[0-7]+\b
      | \bur["']""",
    re.VERBOSE,
)
# These are errors only to the compiler proper, whose run costs as much as the parse: only where such a word stands.
_COMPILER_WORDS = re.compile(r"\b(?:yield|nonlocal|global|await|async|__future__|__debug__|import \*)")
# So are stars where no list of values is, walrus in loops of comprehensions, handlers and cases after one for all.
_COMPILER_SIGNS = re.compile(
    r"(?:^|[=;:]|\b(?:in|return|for|as)\b)[ \t\f]*\*(?!\*) | := | \bexcept\s*: | \bcase\b",
    re.VERBOSE | re.MULTILINE,
)
_JUMPS = re.compile(r"\b(?:return|break|continue)\b")
_EXEC_FLAGS = COMPILE_FLAGS & ~ast.PyCF_ONLY_AST


def syntax_problem(python: str) -> SyntaxProblem | None:
    """Why the text does not compile; None if it does."""
    try:
        tree = parse(python)
        needs_compiler = _COMPILER_WORDS.search(python) or _COMPILER_SIGNS.search(python)
        if needs_compiler or (_JUMPS.search(python) and _has_stray_jump(tree.body)):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(tree, "<cell>", "exec", flags=_EXEC_FLAGS, dont_inherit=True)
    except SyntaxError as error:
        last = python.count("\n") + 1
        line = min(max(error.lineno or 1, 1), last)
        column = max((error.offset or 1) - 1, 0) if error.lineno == line else 0
        is_python2 = _is_python_2(python, error.msg, line)
        return SyntaxProblem(message=error.msg, line=line, column=column, python2=is_python2)
    except (ValueError, RecursionError, MemoryError) as error:  # NUL characters; too deep for the parser
        return SyntaxProblem(message=str(error) or "too deeply nested", line=1)
    return None


def _has_stray_jump(body: Iterable[ast.AST], *, in_function: bool = False, in_loop: bool = False) -> bool:
    """Whether a `return` stands outside of functions, or a `break` or `continue` outside of loops."""
    for node in body:
        match node:
            case ast.Return():
                if not in_function:
                    return True
            case ast.Break() | ast.Continue():
                if not in_loop:
                    return True
            case ast.FunctionDef() | ast.ClassDef():
                if _has_stray_jump(node.body, in_function=isinstance(node, ast.FunctionDef)):
                    return True
            case ast.For() | ast.While():
                if _has_stray_jump(node.body, in_function=in_function, in_loop=True):
                    return True
                if _has_stray_jump(node.orelse, in_function=in_function, in_loop=in_loop):
                    return True
            case _:
                inner = suites(node)
                if inner and _has_stray_jump(inner, in_function=in_function, in_loop=in_loop):
                    return True
    return False


def _is_python_2(python: str, message: str, line: int) -> bool:
    if message.startswith(_PYTHON_2_MESSAGES):
        return True
    text = python.split("\n")[line - 1]
    return _PYTHON_2_LINE.search(text) is not None
