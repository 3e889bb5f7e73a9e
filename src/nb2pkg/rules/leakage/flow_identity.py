"""Which models are the same: by class and parameters."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from nb2pkg.rules.leakage.flow_combine import DEEPEST
from nb2pkg.rules.leakage.flow_values import (
    Const,
    Data,
    Estimator,
    Map,
    Seq,
    Value,
)

if TYPE_CHECKING:
    pass

_NO_MATTER = frozenset(
    "random_state n_jobs verbose seed random_seed n_iter_no_change silent warm_start copy refit".split()
)


def identity(owner: Estimator, depth: int = 0) -> Hashable:
    """Class and parameters: two objects of the same are the same model."""
    no_matter = _of_no_matter(owner)
    given = ((name, value) for name, value in owner.params.items() if name not in no_matter)
    params = tuple(sorted((name, fingerprint(value, depth)) for name, value in given))
    node = owner.site.node
    is_named = owner.role in {"model", "search"} and bool(owner.params)
    place = () if is_named else (owner.site.cell, node.lineno, node.col_offset)
    return owner.name, params, place, owner.version, owner.given.varies


def _of_no_matter(owner: Estimator) -> frozenset[str]:
    """Parameters that make no other model of it; each quantile is another target."""
    loss = owner.params.get("loss") or owner.params.get("objective")
    return _NO_MATTER | {"quantile", "alpha"} if loss == Const("quantile") else _NO_MATTER


def values_of_no_matter(owner: Estimator) -> frozenset[str]:
    """The literals among those parameters, as texts."""
    names = _of_no_matter(owner)
    return frozenset(
        repr(value.value) for name, value in owner.params.items() if name in names and isinstance(value, Const)
    )


def fingerprint(value: Value, depth: int = 0) -> str:
    """A text that differs where the parameters differ."""
    if depth > DEEPEST:
        return ""
    match value:
        case Const(value=known):
            return repr(known)
        case Data(varies=varies):
            return repr(sorted(varies, key=repr))
        case Seq(items=items):
            return repr([fingerprint(item, depth + 1) for item in items])
        case Map(items=by_key):
            return repr([(str(key), fingerprint(item, depth + 1)) for key, item in by_key.items()])
        case Estimator():
            return repr(identity(value, depth + 1))
    return ""
