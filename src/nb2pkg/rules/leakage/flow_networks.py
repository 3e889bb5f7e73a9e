"""Networks go on learning each time that they are fitted, where other models begin anew."""

from __future__ import annotations

from nb2pkg.rules.leakage.flow_rows import Fold, Limit, Rows, RowSet
from nb2pkg.rules.leakage.flow_values import Estimator

_NETWORKS = frozenset({"Sequential", "Model"})
# The weights are set to what they were, or to others: what was learnt in earlier rounds is gone.
BEGINNING_ANEW = frozenset("set_weights load_weights load_state_dict apply children modules".split())


def is_network(owner: Estimator) -> bool:
    """Whether `fit` goes on from the weights that there are."""
    return owner.name in _NETWORKS


def trained_in_all_rounds(owner: Estimator, rows: RowSet) -> RowSet:
    """The rows of a training part; of one fold after the other, all rows, if the network is older than the loop."""
    return frozenset(
        Rows(one.origin, frozenset(limit for limit in one.limits if not _is_of_each_round(owner, limit)))
        for one in rows
    )


def _is_of_each_round(owner: Estimator, limit: Limit) -> bool:
    if limit.kind != "cv" or limit.side != "train" or not isinstance(limit.key, Fold):
        return False
    return limit.key.kind != "ordered" and owner.made_within <= len(limit.key.loops)
