"""Calls that are handed functions: is the function used up when the call returns, or kept?"""

from __future__ import annotations

import ast

from nb2pkg.knowledge.effects import CallFacts, facts_of, is_immediate


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `df.apply` -> `apply`; empty for anything computed."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def facts_of_call(call: ast.Call) -> CallFacts:
    """Facts by the bare name alone, whatever it is called on."""
    return facts_of(*_bare(call))


def _bare(call: ast.Call) -> tuple[str | None, str | None]:
    function = call.func
    if isinstance(function, ast.Attribute):
        return None, function.attr
    return function.id if isinstance(function, ast.Name) else None, None


# Solvers and helpers that are known by their name alone, however they were imported.
IMMEDIATE = frozenset(
    {
        "odeint",
        "solve_ivp",
        "quad",
        "dblquad",
        "minimize",
        "minimize_scalar",
        "curve_fit",
        "fsolve",
        "root",
        "brentq",
        "newton",
        "least_squares",
        "differential_evolution",
        "apply_along_axis",
        "fmin",
        "leastsq",
        "bisect",
        "basinhopping",
        "cross_val_score",
    }
)


def is_used_at_once(call: ast.Call) -> bool:
    """Whether functions handed to this call have been used up when it returns."""
    name = called_name(call)
    return bool(name) and (name in IMMEDIATE or is_immediate(*_bare(call)))
