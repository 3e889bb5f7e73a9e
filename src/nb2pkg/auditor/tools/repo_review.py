"""sp-repo-review: the checks of Scientific Python. It reads files only."""

from __future__ import annotations

import json
from pathlib import Path

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, failed, output_of, program, version_of


def ask(root: Path) -> ToolReport:
    """Its verdicts by their codes."""
    path = program("sp-repo-review")
    if not path:
        return absent()
    _, out, err = output_of([path, str(root.resolve()), "--format", "json"], folder=root)
    try:
        found = json.loads(out)["checks"]
        verdicts = {
            str(code): (one["result"], str(one["description"])) for code, one in found.items() if code != "status"
        }
    except (ValueError, KeyError, TypeError):
        return failed(err or out)
    return ToolReport(version=version_of(path, distribution="sp-repo-review"), verdicts=verdicts)
