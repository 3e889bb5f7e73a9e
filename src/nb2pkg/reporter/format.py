"""A format is one module with a constant `FORMAT`: of a plan in `plan_formats`, of a check in `check_formats`,
of a review in `review_formats`, of a verdict in `verify_formats`, of an audit in `audit_formats`, of a
data flow in `graph_formats`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a check needs no plan, whose import costs 20 ms
    from nb2pkg.model.audit import Audit
    from nb2pkg.model.data_flow import DataFlow
    from nb2pkg.model.notebook import Notebook
    from nb2pkg.model.plan import PackagePlan
    from nb2pkg.model.report import CheckReport
    from nb2pkg.model.review import ReviewReport
    from nb2pkg.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFormat:
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Notebook, PackagePlan], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFormat:
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[CheckReport], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFormat:
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[ReviewReport], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyFormat:
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Verdict], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFormat:
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Audit], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFormat:
    """`render` gives the whole, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[DataFlow], str]
