"""Results as text. One module of a folder `..._formats` is one format: of plans, checks, reviews, verdicts, audits or
data flows; they are found by their file names. A review has the formats of a check too: with what it introduces.

Other distributions add formats of checks by entry points of the group `nb2pkg.formats`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from nb2pkg.errors import Nb2pkgError
from nb2pkg.plugins import plugins_of
from nb2pkg.reporter import audit_formats, check_formats, graph_formats, plan_formats, review_formats, verify_formats
from nb2pkg.reporter.format import AuditFormat, CheckFormat, GraphFormat, PlanFormat, ReviewFormat, VerifyFormat

__all__ = [
    "AuditFormat",
    "CheckFormat",
    "GraphFormat",
    "PlanFormat",
    "ReviewFormat",
    "VerifyFormat",
    "audit_format",
    "audit_format_names",
    "check_format",
    "check_format_names",
    "graph_format",
    "graph_format_names",
    "graph_format_of",
    "plan_format",
    "plan_format_names",
    "review_format",
    "review_format_names",
    "verify_format",
    "verify_format_names",
]

ENTRY_POINTS = "nb2pkg.formats"


def plan_format_names() -> tuple[str, ...]:
    """The names of all formats of plans, sorted."""
    return _names(plan_formats)


def plan_format(name: str) -> PlanFormat:
    """The format `name` of a plan. Raises Nb2pkgError if there is none."""
    if name not in plan_format_names():
        raise _unknown(name, plan_format_names())
    found = _own(plan_formats, name)
    assert isinstance(found, PlanFormat)
    return found


def check_format_names() -> tuple[str, ...]:
    """The names of our own formats of checks, sorted."""
    return _names(check_formats)


def check_format(name: str) -> CheckFormat:
    """The format `name` of a check, ours or another distribution's. Raises Nb2pkgError if there is none."""
    found = _own(check_formats, name) if name in check_format_names() else _of_others(name)
    if not isinstance(found, CheckFormat):
        raise _unknown(name, check_format_names())
    return found


def review_format_names() -> tuple[str, ...]:
    """The names of our own formats of reviews, sorted."""
    return tuple(sorted({*_names(review_formats), *check_format_names()} - {"terminal"}))


def review_format(name: str) -> ReviewFormat:
    """The format `name` of a review: its own, or one of a check's findings. Raises Nb2pkgError if there is none."""
    if name in _names(review_formats):
        found = _own(review_formats, name)
        assert isinstance(found, ReviewFormat)
        return found
    if name == "terminal" or name not in check_format_names():
        raise _unknown(name, review_format_names())
    from nb2pkg.reporter.introduced import introduced

    of_check = check_format(name)
    return ReviewFormat(name=name, suffix=of_check.suffix, render=lambda review: of_check.render(introduced(review)))


def verify_format_names() -> tuple[str, ...]:
    """The names of all formats of verdicts, sorted."""
    return _names(verify_formats)


def verify_format(name: str) -> VerifyFormat:
    """The format `name` of a verdict. Raises Nb2pkgError if there is none."""
    if name not in verify_format_names():
        raise _unknown(name, verify_format_names())
    found = _own(verify_formats, name)
    assert isinstance(found, VerifyFormat)
    return found


def audit_format_names() -> tuple[str, ...]:
    """The names of all formats of audits, sorted."""
    return _names(audit_formats)


def audit_format(name: str) -> AuditFormat:
    """The format `name` of an audit. Raises Nb2pkgError if there is none."""
    if name not in audit_format_names():
        raise _unknown(name, audit_format_names())
    found = _own(audit_formats, name)
    assert isinstance(found, AuditFormat)
    return found


def graph_format_names() -> tuple[str, ...]:
    """The names of all formats of data flows, sorted."""
    return _names(graph_formats)


def graph_format(name: str) -> GraphFormat:
    """The format `name` of a data flow. Raises Nb2pkgError if there is none."""
    if name not in graph_format_names():
        raise _unknown(name, graph_format_names())
    found = _own(graph_formats, name)
    assert isinstance(found, GraphFormat)
    return found


def graph_format_of(path: Path) -> GraphFormat:
    """The format whose suffix a file has; Mermaid for one that none has."""
    formats = [graph_format(name) for name in graph_format_names()]
    return next((one for one in formats if one.suffix == path.suffix.lower()), graph_format("mermaid"))


def _names(package: ModuleType) -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(package.__path__)))


def _own(package: ModuleType, name: str) -> object:
    return import_module(f"{package.__name__}.{name}").FORMAT


def _of_others(name: str) -> object:
    return next((found for known, _, found in plugins_of(ENTRY_POINTS) if known == name), None)


def _unknown(name: str, names: tuple[str, ...]) -> Nb2pkgError:
    return Nb2pkgError(f"`{name}` is not a format.", hint="Choose one of " + ", ".join(names) + ".")
