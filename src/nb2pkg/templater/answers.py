"""The plan's facts as answers: what a template can use without asking anybody."""

from __future__ import annotations

import re
from typing import Any

from nb2pkg.model.plan import PackagePlan, ParameterKind

_MINOR = re.compile(r"3\.(\d+)")


def answers_of(plan: PackagePlan, *, version: str) -> dict[str, Any]:
    """Names as docs/golden-path.md documents them. Plain values only; no secret is among them."""
    found = _MINOR.match(plan.python_version)
    functions = [(module.name, function) for module in plan.modules for function in module.functions]
    return {
        "nb2pkg_version": version,
        "package_name": plan.name,
        "distribution_name": plan.name.strip("_").replace("_", "-").lower() or plan.name,
        "title": plan.title,
        "notebook": plan.source,
        "python_version": f"3.{found[1]}" if found else "3.10",
        "requirements": [r.distribution + r.specifier for r in plan.requirements],
        "modules": [module.name for module in plan.modules],
        "stages": list(dict.fromkeys(function.stage for _, function in functions)),
        "functions": [
            {"name": f.name, "module": module, "inputs": list(f.inputs), "outputs": list(f.outputs or f.results)}
            for module, f in functions
        ],
        "parameters": [
            {
                "name": p.name,
                "default": "" if p.kind is ParameterKind.SECRET else p.default,
                "annotation": p.annotation,
                "kind": p.kind.value,
            }
            for p in plan.parameters
        ],
    }
