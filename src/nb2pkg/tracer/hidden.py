"""Names that hide in strings: queries, formulas and SQL that a library resolves in the frame of the call."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from nb2pkg.patterns import pattern_of
from nb2pkg.syntax.walking import walk

QUERY_CALLS = frozenset({"query", "eval"})
EXPRESSION_CALLS = frozenset({"evaluate", "sql", "sqldf", "from_formula", "dmatrix", "dmatrices", "eval"})
NAMING_CALLS = QUERY_CALLS | EXPRESSION_CALLS
IDENTIFIER = pattern_of(r"[^\W\d]\w*")
AT_NAME = pattern_of(r"@([^\W\d]\w*)")


def hidden_names(calls: Iterable[ast.Call], strings: Iterable[str]) -> frozenset[str]:
    """Names that a statement's strings may refer to. More than are meant: keep those of variables.

    `calls` are those of `NAMING_CALLS`, `strings` those with a tilde, which may be formulas wherever they stand.
    """
    names: set[str] = set()
    for text in strings:
        if "\n\n" not in text and len(text) < 2000:
            names.update(IDENTIFIER.findall(text))
    for call in calls:
        names.update(_in_arguments(call, getattr(call.func, "attr", getattr(call.func, "id", ""))))
    return frozenset(names)


def _in_arguments(call: ast.Call, name: str) -> set[str]:
    found: set[str] = set()
    for part in (*call.args, *(keyword.value for keyword in call.keywords)):
        for child in walk(part):
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                found.update(AT_NAME.findall(child.value))
                is_method_eval = name == "eval" and isinstance(call.func, ast.Attribute)
                if name in EXPRESSION_CALLS and not is_method_eval:
                    found.update(IDENTIFIER.findall(child.value))
    return found
