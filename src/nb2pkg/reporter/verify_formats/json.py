"""A verdict as JSON, for other programs. The layout is documented in docs/json.md; its version is `schema`."""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.model.verdict import Comparison, Outcome, Verdict
from nb2pkg.reporter.format import VerifyFormat

SCHEMA = 1  # raised when a key is renamed, removed or means something else


def _render(verdict: Verdict) -> str:
    document = {
        "schema": SCHEMA,
        "version": verdict.circumstances.version,
        "result": verdict.result.value,
        "notebook": verdict.notebook,
        "package": verdict.package,
        "date": verdict.circumstances.date,
        "python": verdict.circumstances.python,
        "data": verdict.circumstances.data,
        "isolated": verdict.circumstances.is_isolated,
        "statements_run": verdict.statements_run,
        "statements": verdict.statements,
        "notebook_error": verdict.notebook_error or None,
        "package_error": verdict.package_error or None,
        "counts": {outcome.value: verdict.counts[outcome] for outcome in Outcome},
        "thin_levels": [level.value for level in verdict.thin_levels],
        "comparisons": [_comparison(one) for one in verdict.comparisons],
        "rungs": [{"cut": r.cut.value, "result": r.result.value, "first": r.first or None} for r in verdict.rungs],
        "notes": list(verdict.notes),
        "seconds": _seconds(verdict),
    }
    return json.dumps(document, indent=1) + "\n"  # all ASCII: nothing in it can steer a terminal


def _comparison(one: Comparison) -> dict[str, Any]:
    return {
        "key": one.key,
        "level": one.level.value,
        "outcome": one.outcome.value,
        "function": one.function or None,
        "cell": one.cell if one.cell >= 0 else None,
        "detail": one.detail,
        "inner": one.is_inner,
    }


def _seconds(verdict: Verdict) -> dict[str, float]:
    *runs, total = verdict.circumstances.seconds or (0.0,)
    names = ("notebook", "notebook_again", "package")
    return {name: round(took, 3) for name, took in zip(names, runs, strict=False)} | {"total": round(total, 3)}


FORMAT = VerifyFormat(name="json", suffix=".json", render=_render)
