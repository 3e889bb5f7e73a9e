"""A format is one module with a constant `FORMAT`: of a plan in `plan_formats`, of a check in `check_formats`,
of a review in `review_formats`, of a verdict in `verify_formats`, of an audit in `audit_formats`, of a
data flow in `graph_formats`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # a check needs no plan, whose import costs 20 ms
    from nb2pkg.model.audit import Audit
    from nb2pkg.model.data_flow import DataFlow
    from nb2pkg.model.notebook import Notebook
    from nb2pkg.model.plan import PackagePlan
    from nb2pkg.model.report import CheckReport
    from nb2pkg.model.review import ReviewReport
    from nb2pkg.model.verdict import Verdict


class PlanFormat(Struct, frozen=True, kw_only=True):
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Notebook, PackagePlan], str]


class CheckFormat(Struct, frozen=True, kw_only=True):
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[CheckReport], str]


class ReviewFormat(Struct, frozen=True, kw_only=True):
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[ReviewReport], str]


class VerifyFormat(Struct, frozen=True, kw_only=True):
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Verdict], str]


class AuditFormat(Struct, frozen=True, kw_only=True):
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Audit], str]


class GraphFormat(Struct, frozen=True, kw_only=True):
    """`render` gives the whole, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[DataFlow], str]
