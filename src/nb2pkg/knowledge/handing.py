"""Calls that are handed functions: is the function used up when the call returns, or kept?"""

from __future__ import annotations

import ast

from nb2pkg.knowledge.effects import CallFacts, facts_of


def called_name(call: ast.Call) -> str:
    """The last part of what is called: `df.apply` -> `apply`; empty for anything computed."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def facts_of_call(call: ast.Call) -> CallFacts:
    """Facts by the bare name alone, whatever it is called on."""
    name = called_name(call)
    return facts_of(None, name) if isinstance(call.func, ast.Attribute) else facts_of(name or None, None)


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
    return bool(name) and (name in IMMEDIATE or facts_of_call(call).immediate)
