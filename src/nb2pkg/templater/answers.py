"""The plan's facts as answers: what a template can use without asking anybody."""

from __future__ import annotations

import re
from typing import Any

from nb2pkg.model.package import Project
from nb2pkg.model.plan import PackagePlan, ParameterKind

_MINOR = re.compile(r"3\.(\d+)")


def answers_of(plan: PackagePlan, *, version: str) -> dict[str, Any]:
    """Names as docs/golden-path.md documents them. Plain values only; no secret is among them."""
    found = _MINOR.match(plan.python_version)
    functions = [(module.name, function) for module in plan.modules for function in module.functions]
    return {
        "nb2pkg_version": version,
        "package_name": plan.name,
        "distribution_name": _distribution(plan.name),
        "title": plan.title,
        "notebook": plan.source,
        "pipelines": [],
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


def project_answers(project: Project, *, version: str) -> dict[str, Any]:
    """The same for several notebooks; what is of one pipeline says of which."""
    found = {_part(package.plan): answers_of(package.plan, version=version) for package in project.parts}
    return {
        "nb2pkg_version": version,
        "package_name": project.name,
        "distribution_name": _distribution(project.name),
        "title": project.title,
        "notebook": ", ".join(one["notebook"] for one in found.values()),
        "pipelines": [{"name": name, "title": a["title"], "notebook": a["notebook"]} for name, a in found.items()],
        "python_version": max((one["python_version"] for one in found.values()), key=_minor),
        "requirements": list(project.requirements),
        "modules": [f"{name}.{module}" for name, one in found.items() for module in one["modules"]],
        "stages": list(dict.fromkeys(stage for one in found.values() for stage in one["stages"])),
        "functions": [
            {**f, "module": f"{name}.{f['module']}"} for name, one in found.items() for f in one["functions"]
        ],
        "parameters": [{**p, "pipeline": name} for name, one in found.items() for p in one["parameters"]],
    }


def _part(plan: PackagePlan) -> str:
    return plan.name.partition(".")[2]


def _distribution(name: str) -> str:
    return name.strip("_").replace("_", "-").lower() or name


def _minor(version: str) -> int:
    return int(version.partition(".")[2])
