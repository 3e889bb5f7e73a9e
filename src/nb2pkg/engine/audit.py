"""An audit: the package is read, other programs are asked, the checks answer."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from nb2pkg import __version__
from nb2pkg.auditor import audit_subject, checks, read_subject
from nb2pkg.auditor.code import top_packages
from nb2pkg.auditor.declared import dependencies, normalised
from nb2pkg.auditor.pipelines import ci_files
from nb2pkg.auditor.subject import Subject, ToolReport
from nb2pkg.auditor.tools import builder, deptry, repo_review, ruff, schemas, vulnerabilities
from nb2pkg.errors import Nb2pkgError
from nb2pkg.knowledge.tables.distributions import DISTRIBUTIONS
from nb2pkg.model.audit import Audit
from nb2pkg.model.finding import Finding


class AuditRequest(Struct, frozen=True, kw_only=True):
    """What to audit, and how far to go: `builds` runs the build backend, `online` asks the network."""

    package: Path
    notebook: Path | None = None
    required: tuple[str, ...] = ()
    builds: bool = False
    online: bool = False


def audit_package(request: AuditRequest) -> Audit:
    """The audit of a folder. Raises Nb2pkgError where there is no package, and for items that do not exist."""
    root = request.package
    required = item_numbers((*request.required, *_policy(root)))
    findings = None if request.notebook is None else _findings(request.notebook)
    bare = read_subject(root, tools={})
    tools = dict(_tools(bare, request))
    subject = read_subject(root, tools=tools, findings=findings)
    return audit_subject(subject, package=str(root), version=__version__, required=required)


def _policy(root: Path) -> tuple[str, ...]:
    """`require` of `[tool.nb2pkg.audit]` in the package's pyproject.toml."""
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    found = table.get("tool", {}).get("nb2pkg", {}).get("audit", {}).get("require", [])
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def item_numbers(names: Iterable[str]) -> frozenset[int]:
    """The numbers of items by numbers, names or categories. Raises Nb2pkgError for what is none."""
    known: dict[str, set[int]] = defaultdict(set)
    for check in checks():
        for name in (str(check.number), check.name, check.category.value, "all"):
            known[name].add(check.number)
    numbers: set[int] = set()
    for name in names:
        if name not in known:
            hint = "Items are numbers from 1 to 62, names as in the report, categories, or `all`."
            raise Nb2pkgError(f"`{name}` is no item of the checklist.", hint=hint)
        numbers |= known[name]
    return frozenset(numbers)


def _findings(notebook: Path) -> tuple[Finding, ...]:
    from nb2pkg.check_settings import CheckSettings
    from nb2pkg.engine.report import check_report

    settings = CheckSettings(root=notebook.parent, select=("NB4",), ruff=False)
    report = check_report([notebook], settings, uses_cache=False, jobs=1)
    return tuple(placed.finding for one in report.notebooks for placed in one.findings)


def _tools(subject: Subject, request: AuditRequest) -> Mapping[str, ToolReport]:
    root = subject.root
    found = {
        "ruff": ruff.ask(root, tests=subject.folder("tests")),
        "sp-repo-review": repo_review.ask(root),
        "deptry": deptry.ask(root, **_deptry_options(subject)),
        "check-jsonschema": schemas.ask(root, paths=(*ci_files(subject), ".github/dependabot.yml"))
        if ci_files(subject)
        else ToolReport(trouble="has nothing to look at", verdicts={}),
    }
    if request.builds:
        found["build"] = builder.ask(root)
    if request.online:
        found["pip-audit"] = vulnerabilities.ask(root)
    return found


def _deptry_options(subject: Subject) -> dict[str, Any]:
    declared = {dependency.name for dependency in dependencies(subject)}
    modules: defaultdict[str, set[str]] = defaultdict(set)
    for module, distribution in DISTRIBUTIONS.items():
        if distribution and normalised(distribution) in declared:
            modules[distribution].add(module.split(".")[0])
    listed = (subject.provenance or {}).get("requirements") or []
    unseen = [one["distribution"] for one in listed if not str(one.get("evidence")).startswith("import ")]
    return {
        "own": top_packages(subject),
        "modules": {name: sorted(found) for name, found in modules.items()},
        "unseen": sorted(unseen),
        "source": "src" if subject.below("src") else ".",
    }
