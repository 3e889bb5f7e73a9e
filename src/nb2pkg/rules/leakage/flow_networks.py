"""Networks go on learning each time that they are fitted, where other models begin anew."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_rows import NO_ROWS, Fold, Limit, Rows, RowSet
from nb2pkg.rules.leakage.flow_values import Estimator
from nb2pkg.syntax.walking import walk

if TYPE_CHECKING:
    from nb2pkg.rules.leakage.flow_machine import Machine

NETWORKS = frozenset({"Sequential", "Model"})
# The weights are set to what they were, or to others: what was learnt before is gone.
BEGINNING_ANEW = frozenset("set_weights load_weights load_state_dict apply children modules".split())
_ANEW = pattern_of(rf"(?i)reset|reinit|init_weights|^({'|'.join(sorted(BEGINNING_ANEW))})$")


def begin_anew(machine: Machine, owner: Estimator) -> None:
    """`net.set_weights(start)`: as if the network was made here."""
    owner.made_within = len(machine.loops)
    owner.learnt_rows = NO_ROWS


def learnt_rows(machine: Machine, node: ast.Call, owner: Estimator, rows: RowSet) -> RowSet:
    """The rows that the weights come from when these are fitted, those of earlier fits and of other rounds included."""
    more = frozenset(
        Rows(one.origin, frozenset(limit for limit in one.limits if not _is_of_each_round(machine, node, owner, limit)))
        for one in rows
    )
    owner.learnt_rows |= more
    return owner.learnt_rows


def _is_of_each_round(machine: Machine, node: ast.Call, owner: Estimator, limit: Limit) -> bool:
    """Whether a network is older than the loop over folds: after all rounds it has seen the rows of each."""
    if limit.kind != "cv" or limit.side != "train" or not isinstance(limit.key, Fold) or limit.key.kind == "ordered":
        return False
    around = len(limit.key.loops)
    if owner.made_within > around or len(machine.loops) <= around or not _is_one(machine, node):
        return False
    loop = machine.fors.get(machine.loops[around][:2])
    return loop is not None and not any(_ANEW.search(word) for word in map(_word, walk(loop)))


def _is_one(machine: Machine, node: ast.Call) -> bool:
    """Whether it is called by a name that no loop binds: not one of a list of networks."""
    function = node.func
    holder = function.value if isinstance(function, ast.Attribute) else function
    return isinstance(holder, ast.Name) and holder.id not in machine.targets


def _word(node: ast.AST) -> str:
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word):
            return word
    return ""
