"""Why a cell is not Python, and whether it was Python 2."""

from __future__ import annotations

import re

from nb2pkg.model.notebook import SyntaxProblem
from nb2pkg.reader.compiling import check_compiles

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


def syntax_problem(python: str) -> SyntaxProblem | None:
    """Why the text does not compile; None if it does."""
    try:
        check_compiles(python)
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
