"""A review as JSON, for other programs. The layout is documented in docs/review-json.md; its version is `schema`."""

from __future__ import annotations

import json
from typing import Any

from nb2pkg.model.readiness import Readiness
from nb2pkg.model.review import CellChange, Delta, NotebookReview, ReviewReport
from nb2pkg.reporter.finding_json import finding_data
from nb2pkg.reporter.format import ReviewFormat

SCHEMA = 1  # raised when a key is renamed, removed or means something else
_FLOW = ("reads", "writes", "network", "environment", "settings", "dependencies")


def _render(review: ReviewReport) -> str:
    document = {
        "schema": SCHEMA,
        "version": review.version,
        "base": review.base,
        "head": review.head,
        "threshold": review.threshold.value,
        "failing": review.number_failing,
        "introduced": review.count("introduced"),
        "fixed": review.count("fixed"),
        "staying": review.count("staying"),
        "notebooks": [_notebook(notebook) for notebook in review.notebooks],
    }
    return json.dumps(document, indent=1) + "\n"  # all ASCII: nothing in it can steer a terminal


def _notebook(notebook: NotebookReview) -> dict[str, Any]:
    return {
        "path": notebook.path,
        "old_path": notebook.old_path or None,
        "kind": notebook.kind.value,
        "reason": notebook.reason or None,
        "readiness": {"before": _readiness(notebook.before), "after": _readiness(notebook.after)},
        "introduced": [finding_data(placed) for placed in notebook.introduced],
        "fixed": [finding_data(placed) for placed in notebook.fixed],
        "about_run": [finding_data(placed) for placed in notebook.about_run],
        "staying": len(notebook.staying),
        "cells": [_cell(change) for change in notebook.cells],
        "flow": {name: _delta(getattr(notebook.flow, name)) for name in _FLOW}
        | {
            "links": [
                {"writer": link.writer, "reader": link.reader, "names": list(link.names), "is_added": link.is_added}
                for link in notebook.flow.links
            ]
        },
        "package": {
            "functions": _delta(notebook.package.functions),
            "signatures": [{"name": n, "before": b, "after": a} for n, b, a in notebook.package.signatures],
            "refusals": _delta(notebook.package.refusals),
        },
    }


def _readiness(readiness: Readiness | None) -> dict[str, Any] | None:
    if readiness is None:
        return None
    return {"grade": readiness.grade, "points": readiness.points, "families": dict(readiness.families)}


def _delta(delta: Delta) -> dict[str, list[str]]:
    return {"added": list(delta.added), "removed": list(delta.removed)}


def _cell(change: CellChange) -> dict[str, Any]:
    return {
        "fate": change.fate.value,
        "kind": change.kind,
        "title": change.title,
        "before": change.before,
        "after": change.after,
        "is_moved": change.is_moved,
        "has_new_outputs": change.has_new_outputs,
        "pictures": change.pictures.value,
        "lines_added": change.lines_added,
        "lines_removed": change.lines_removed,
    }


FORMAT = ReviewFormat(name="json", suffix=".json", render=_render)
