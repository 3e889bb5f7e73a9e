"""Variables that stay inside a function of the package, looked at where it ends.

One call is put into the body of each function of the pipeline, before it returns. The functions stay the same objects,
with the same lines. A tracer would see the same, and slow down every line of every library.
"""

from __future__ import annotations
import __future__

import ast
import inspect
import types
from collections.abc import Callable
from typing import Any

Seen = Callable[[str, dict[str, Any]], None]
Definition = ast.FunctionDef | ast.AsyncFunctionDef
NAMES = ("__import__", "locals")
FUTURE = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
_seen: dict[str, Seen] = {}


def look_inside(function: Any, name: str, seen: Seen) -> None:
    """From now on `seen(name, variables)` is called each time that the function is about to return.

    Nothing is done to what is no plain function, or hides the names that the call needs.
    """
    if not isinstance(function, types.FunctionType) or function.__code__.co_freevars:
        return
    code = function.__code__
    if any(hidden in names for hidden in NAMES for names in (code.co_varnames, code.co_cellvars, function.__globals__)):
        return
    changed = _with_call(function, name)
    if changed is not None:
        _seen[name] = seen
        function.__code__ = changed


def seen(name: str, variables: dict[str, Any]) -> None:
    """What the call calls."""
    _seen[name](name, variables)


def _with_call(function: types.FunctionType, name: str) -> types.CodeType | None:
    """The function's code with the call in it; None if its source is not to be had."""
    code = function.__code__
    try:
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse("".join(lines))
    except (OSError, SyntaxError):
        return None
    [definition] = tree.body
    if not isinstance(definition, Definition):
        return None
    ast.increment_lineno(tree, first - 1)
    definition.decorator_list = []
    _put_in(definition, name)
    flags = code.co_flags & FUTURE
    whole = compile(ast.fix_missing_locations(tree), code.co_filename, "exec", flags=flags, dont_inherit=True)
    return next(part for part in whole.co_consts if isinstance(part, types.CodeType) and part.co_name == code.co_name)


def _put_in(definition: Definition, name: str) -> None:
    body, last = definition.body, definition.body[-1]
    call = ast.parse(f"__import__({__name__!r}, fromlist=['seen']).seen({name!r}, locals())").body[0]
    for node in ast.walk(call):
        ast.copy_location(node, last)
    body.insert(len(body) - isinstance(last, ast.Return), call)
