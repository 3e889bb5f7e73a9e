"""Annotations of variables, which are evaluated at the top level and nowhere else."""

from __future__ import annotations

import ast

from nb2pkg.syntax.walking import walk


def acts(annotation: ast.expr) -> bool:
    """Whether evaluating it does something: `x: print(1) = 3`, `x: (kind := int)`; not `Annotated[int, Field()]`."""
    return isinstance(annotation, ast.Call) or any(isinstance(p, ast.NamedExpr | ast.Await) for p in walk(annotation))
