"""Why a cell is not Python, and whether it was Python 2."""

from __future__ import annotations

import ast
import re
import warnings
from contextlib import suppress

from nb2pkg.model.notebook import SyntaxProblem
from nb2pkg.syntax.parse import COMPILE_FLAGS, parse

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
# Much is an error only to the compiler proper: arguments of one name, `return` at the top. To ask it of every cell
# costs a tenth of a millisecond a notebook more than to look first for words that could be such an error.
_EXEC_FLAGS = COMPILE_FLAGS & ~ast.PyCF_ONLY_AST


def syntax_problem(python: str) -> SyntaxProblem | None:
    """Why the text does not compile; None if it does."""
    try:
        tree = parse(python)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with suppress(RecursionError):  # too deep for the compiler: whoever walks the tree says so in words
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


def _is_python_2(python: str, message: str, line: int) -> bool:
    if message.startswith(_PYTHON_2_MESSAGES):
        return True
    text = python.split("\n")[line - 1]
    return _PYTHON_2_LINE.search(text) is not None
