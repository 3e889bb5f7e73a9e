"""What the package needs installed: distributions behind the imports it keeps, and what calls need at run time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from nb2pkg.knowledge.distributions import distribution_of, implied_distributions
from nb2pkg.model.flow import ImportBinding, StmtFlow
from nb2pkg.model.notebook import Notebook, StmtRef
from nb2pkg.model.plan import Requirement
from nb2pkg.planner.imported import imported_in
from nb2pkg.planner.statements import node_of
from nb2pkg.syntax.parse import parse

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*(?:\[[\w,.-]+\])?)\s*((?:[=<>!~]=?=?[^;]+)?)")


def requirements_of(
    notebook: Notebook,
    flows: Iterable[StmtFlow],
    bindings: Iterable[ImportBinding],
    *,
    kept: Iterable[StmtRef],
    has_figures: bool,
    has_models: bool = False,
) -> tuple[Requirement, ...]:
    """Sorted by distribution; a version asked for in the notebook (`%pip install x==1`) is kept.

    `bindings` are imports of modules of the package, `kept` the statements that stand in it: they may import as well.
    """
    evidence: dict[str, str] = {}
    optional: set[str] = set()
    for module, is_optional in sorted(_modules(notebook, bindings, kept), key=lambda found: found[1]):
        distribution = distribution_of(module)
        if distribution is not None and distribution not in evidence:
            evidence[distribution] = f"import {module}"
            optional |= {distribution} if is_optional else set()
    known = {_normal(name) for name in evidence}
    for flow in flows:
        for call in (*flow.calls, *flow.late_calls):
            for distribution in implied_distributions(call.method):
                if _normal(distribution) not in known and _is_plausible(distribution, evidence):
                    evidence.setdefault(distribution, f"{call.method}()")
    if has_figures:
        evidence.setdefault("matplotlib", "figures are saved")
    if has_models:
        evidence.setdefault("skops", "models are saved")
        evidence.setdefault("pandas", "tables are described")
    pins = {"pandas": "<3"} if _changes_columns_in_place(notebook, flows) else {}
    pins |= _pins(notebook)
    return tuple(
        Requirement(
            distribution=name,
            specifier=pins.get(_normal(name), ""),
            evidence=evidence[name],
            is_optional=name in optional,
        )
        for name in sorted(evidence, key=str.lower)
    )


def _modules(
    notebook: Notebook, bindings: Iterable[ImportBinding], kept: Iterable[StmtRef]
) -> Iterator[tuple[str, bool]]:
    """Modules of others that the package imports, in the notebook's text and in the author's modules beside it."""
    beside = dict(notebook.local_modules)
    written = {extra.path.removesuffix(".py"): extra.text for extra in notebook.extra_files}
    local = {name.split("/")[0] for name in (*beside, *written)}
    found = [(binding.module, False) for binding in bindings if binding.level == 0]
    for ref in kept:
        found += imported_in(node_of(notebook, ref))
    for source in beside.values():
        found += imported_in(parse(source))
    yield from (one for one in found if one[0].split(".")[0] not in local)


def _changes_columns_in_place(notebook: Notebook, flows: Iterable[StmtFlow]) -> bool:
    """Whether a column is changed through `df[c].fillna(..., inplace=True)`: it is a copy from pandas 3 on."""
    for flow in flows:
        if "inplace" in notebook.cell_by_index[flow.ref.cell].python:
            for child in ast.walk(node_of(notebook, flow.ref)):
                match child:
                    case ast.Call(func=ast.Attribute(value=ast.Subscript()), keywords=keywords):
                        if any(k.arg == "inplace" and getattr(k.value, "value", None) is True for k in keywords):
                            return True
    return False


def _is_plausible(distribution: str, evidence: dict[str, str]) -> bool:
    """A method's name alone says little: only where pandas (or a kin) is there."""
    return bool({"pandas", "geopandas", "polars", "dask", "xarray"} & evidence.keys())


def _pins(notebook: Notebook) -> dict[str, str]:
    pins: dict[str, str] = {}
    for asked in notebook.requirements:
        found = PIN.match(asked)
        if found and found[2]:
            pins[_normal(found[1].split("[")[0])] = found[2].replace(" ", "")
    return pins


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
