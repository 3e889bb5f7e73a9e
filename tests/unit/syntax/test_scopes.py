"""Names of functions: which are global by declaration."""

from __future__ import annotations

import ast

from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.scopes import declared_globals


def test_global_declarations_of_the_function_itself() -> None:
    (function,) = parse(
        "def f():\n    global a, b\n    if a:\n        global c\n    def g():\n        global d\n    nonlocal_ = 1\n"
    ).body
    assert isinstance(function, ast.FunctionDef)
    assert declared_globals(function) == {"a", "b", "c"}


def test_a_lambda_declares_nothing() -> None:
    (statement,) = parse("lambda: x").body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Lambda)
    assert declared_globals(statement.value) == frozenset()
