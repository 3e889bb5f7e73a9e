"""Repair by evidence: where a package differs from its notebook, coarser cuts are tried, each verified like the first.

A refactoring is only as good as what it assumes about code that nobody has run. The coarser the cut, the less it
assumes: within one function nothing is handed over, and a flat script is the notebook.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.model.package import Package
from nb2pkg.model.plan import Cut, Refusal
from nb2pkg.model.verdict import BAD, Result, Rung, Verdict
from nb2pkg.reporter.verdict_text import where

DIFFERS = "differs"  # the code of the refusal that says why
Build = Callable[[Cut, Refusal], Package]
Verify = Callable[[Package], Verdict]


class Repaired(Struct, frozen=True, kw_only=True):
    """The package to keep and the verdict on it, which tells what was tried."""

    package: Package
    verdict: Verdict


def repaired(package: Package, verdict: Verdict, *, build: Build, verify: Verify) -> Repaired:
    """The package of the finest cut that does not differ; the given one if all differ, or if it does not itself.

    `build` makes the package of a cut, told why the cut is needed; `verify` gives the verdict on it.
    """
    if verdict.result is not Result.DIFFERENT:
        return Repaired(package=package, verdict=verdict)
    rungs = [_rung(package.plan.cut, verdict)]
    bodies = [_bodies(package)]
    for cut in package.plan.cut.coarser:
        candidate = build(cut, _reason(rungs, cut))
        if _bodies(candidate) in bodies:
            continue  # the cut that was there already
        found = verify(candidate)
        rungs.append(_rung(cut, found))
        bodies.append(_bodies(candidate))
        if found.result in {Result.SAME, Result.PARTLY}:
            return Repaired(package=candidate, verdict=replace(found, rungs=tuple(rungs)))
    return Repaired(package=package, verdict=replace(verdict, rungs=tuple(rungs) if len(rungs) > 1 else ()))


def _bodies(package: Package) -> tuple[tuple[object, ...], ...]:
    """What is in which function: two cuts of a short notebook may be the same."""
    return tuple(
        (module.name, module.definitions, tuple((f.is_script, f.body, f.inputs, f.outputs) for f in module.functions))
        for module in package.plan.modules
    )


def _rung(cut: Cut, verdict: Verdict) -> Rung:
    bad = next((one for one in verdict.comparisons if one.outcome in BAD), None)
    if bad is None:
        return Rung(cut=cut, result=verdict.result, first=verdict.package_error)
    return Rung(cut=cut, result=verdict.result, first=f"{where(bad)}: {bad.detail}", cell=bad.cell)


def _reason(rungs: list[Rung], cut: Cut) -> Refusal:
    return Refusal(
        code=DIFFERS,
        cell=max(rungs[0].cell, 0),
        message=f"cut into {rungs[-1].cut.words}, it does something else ({rungs[-1].first}): it became {cut.words}",
        remedy="let this cell depend on values alone, not on where its code stands or who else holds a value",
    )
