"""What reports tell about rules, from their documentation."""

from __future__ import annotations

from nb2pkg.model.report import RuleInfo
from nb2pkg.rules.rule import Rule


def info_of(rule: Rule) -> RuleInfo:
    """A rule as reports know it."""
    summary, _, explanation = rule.doc.partition("\n\n")
    return RuleInfo(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        summary=summary,
        explanation=explanation,
        cure=rule.cure,
        is_default=rule.is_default,
    )
