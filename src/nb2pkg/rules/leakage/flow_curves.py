"""Curves that are fitted to rows without an estimator: `curve_fit`, `polyfit`, splines."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.rules.leakage.flow_arguments import Arguments
from nb2pkg.rules.leakage.flow_by_hand import is_fitted, product, solved
from nb2pkg.rules.leakage.flow_combine import as_data, combined
from nb2pkg.rules.leakage.flow_identity import fingerprint
from nb2pkg.rules.leakage.flow_values import UNKNOWN, Const, Data, Function, Seq, Value

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

_LIBRARIES = frozenset({"np", "numpy", "scipy"})
_FITTING = frozenset("curve_fit polyfit Polynomial.fit Chebyshev.fit Legendre.fit".split())
_SPLINES = frozenset(
    "Akima1DInterpolator BSpline CubicSpline InterpolatedUnivariateSpline LSQUnivariateSpline PchipInterpolator Rbf "
    "RBFInterpolator UnivariateSpline interp1d make_interp_spline make_lsq_spline".split()
)


def curve_call(machine: Machine, node: ast.Call, dotted: str, arguments: Arguments) -> Value | None:
    """What a function of numpy or scipy that fits or evaluates a curve gives back; None if it is no such function."""
    root, name = dotted.partition(".")[0], dotted.rpartition(".")[2]
    if root not in _LIBRARIES:
        return None
    if {name, ".".join(dotted.split(".")[-2:])} & (_FITTING | _SPLINES):
        found = _fitted(machine, node, arguments)
        return Seq([found, UNKNOWN]) if name == "curve_fit" else found
    match name, arguments.positional:
        case "polyval", [weights, rows, *_]:
            return _evaluated(machine, node, as_data(weights), as_data(rows))
        case "interp", [rows, *known] if known:
            return _evaluated(machine, node, _fitted(machine, node, Arguments(known, {})), as_data(rows))
        case "poly1d", [weights, *_]:
            return weights
    return None


def curve_at(machine: Machine, node: ast.Call, curve: Value, arguments: Arguments) -> Value:
    """`curve(x_test)`, and a call of anything else of which nothing is known."""
    rows = combined(arguments.all)
    return _evaluated(machine, node, curve, rows) if isinstance(curve, Data) and is_fitted(curve) else rows


def _fitted(machine: Machine, node: ast.Call, arguments: Arguments) -> Data:
    given = [one for one in map(as_data, arguments.all) if one.rows]
    if not given:
        return UNKNOWN
    of_points = replace(combined(given), rows=given[0].rows)
    return solved(machine, node, of_points, detail=repr([_shape(value) for value in arguments.all]))


def _shape(value: Value) -> str:
    """What curve it is: a function, a degree."""
    if isinstance(value, Function):
        body = value.node
        return f"{value.cell} {body.lineno} {body.col_offset}"
    return fingerprint(value) if isinstance(value, Const | Data | Seq) else ""


def _evaluated(machine: Machine, node: ast.Call, weights: Data, rows: Data) -> Data:
    if not is_fitted(weights):
        return combined([rows, weights])
    return product(machine, rows, weights, replace(rows, columns=None), at=node)
