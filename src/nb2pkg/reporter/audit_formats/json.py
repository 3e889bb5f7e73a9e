"""An audit as JSON, for other programs. The layout is documented in docs/audit.md; its version is `schema`."""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.model.audit import Audit, AuditItem, Score
from nb2pkg.reporter.format import AuditFormat

SCHEMA = 1  # raised when a key is renamed, removed or means something else


def _render(audit: Audit) -> str:
    document = {
        "schema": SCHEMA,
        "version": audit.version,
        "package": audit.package,
        "grade": audit.grade,
        "weakest": audit.weakest.category.value,
        "scores": [_score(score) for score in audit.scores],
        "items": [_item(item) for item in audit.items],
        "next": [{"item": item.number, "todo": item.answer.todo} for item in audit.next_steps],
        "failing": [item.number for item in audit.failing],
        "tools": dict(audit.tools),
    }
    return json.dumps(document, indent=1) + "\n"  # all ASCII: nothing in it can steer a terminal


def _score(score: Score) -> dict[str, Any]:
    return {
        "category": score.category.value,
        "passed": score.passed,
        "failed": score.failed,
        "not_checked": score.unknown,
        "for_a_person": score.person,
        "applicable": score.applicable,
        "share": round(score.share, 3),
    }


def _item(item: AuditItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "name": item.name,
        "title": item.title,
        "category": item.category.value,
        "state": item.answer.state.value,
        "required": item.is_required,
        "said": item.answer.said,
        "todo": item.answer.todo,
    }


FORMAT = AuditFormat(name="json", suffix=".json", render=_render)
