"""How the package that `convert` would write changed: functions, their signatures, what is refused."""

from __future__ import annotations

from nb2pkg.model.cut import cut
from nb2pkg.model.plan import FunctionPlan, PackagePlan
from nb2pkg.model.review import PackageChange
from nb2pkg.reviewer.externals import LONGEST, delta


def package_change(before: PackagePlan | None, after: PackagePlan | None) -> PackageChange:
    """What a user of the package would see."""
    old, new = _signatures(before), _signatures(after)
    changed = tuple(
        (cut(name, LONGEST), cut(old[name], LONGEST), cut(new[name], LONGEST))
        for name in sorted(old.keys() & new.keys())
        if old[name] != new[name]
    )
    return PackageChange(
        functions=delta(frozenset(old), frozenset(new)),
        signatures=changed,
        refusals=delta(_refused(before), _refused(after)),
    )


def _signatures(plan: PackagePlan | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for module in plan.modules if plan else ():
        found |= {function.name: signature_of(function) for function in module.functions}
        found |= {d.name: f"{d.name}: {', '.join(d.lifted)}" for d in module.definitions if d.lifted}
        found |= {d.name: d.name for d in module.definitions if not d.lifted}
    return found


def signature_of(function: FunctionPlan) -> str:
    """`load(path) -> df`: what a function takes and gives."""
    taken = (*function.inputs, *function.settings)
    given = tuple(dict.fromkeys(function.outputs + function.results))
    return f"{function.name}({', '.join(taken)})" + (f" -> {', '.join(given)}" if given else "")


def _refused(plan: PackagePlan | None) -> frozenset[str]:
    """Without cells, whose numbers a move changes."""
    return frozenset(f"{refusal.code}: {refusal.message}" for refusal in plan.refusals) if plan else frozenset()
