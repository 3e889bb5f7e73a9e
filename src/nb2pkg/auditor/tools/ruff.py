"""ruff: lint, format and dead code, with the package's own configuration. It reads files only."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, output_of, program, version_of

LEAST = "E4,E7,E9,F,I,B,UP"
DEAD = "ERA001,F841"


def ask(root: Path, *, tests: str = "tests") -> ToolReport:
    """`check`, `format` and `dead`; `tests` is the folder of tests."""
    path = program("ruff")
    if not path:
        return absent()
    verdicts = {
        "check": _checked(path, root, "--extend-select", LEAST),
        "format": _formatted(path, root),
        "dead": _checked(path, root, "--isolated", "--select", DEAD, "--exclude", tests),
    }
    return ToolReport(version=version_of(path), verdicts=verdicts)


def _checked(path: str, root: Path, *options: str) -> tuple[bool, str]:
    arguments = [path, "check", "--no-cache", "--no-fix", "--exit-zero", "--output-format", "json", *options, "."]
    code, out, err = output_of(arguments, folder=root)
    try:
        found: list[dict[str, Any]] = json.loads(out)
    except ValueError:
        return False, f"ruff failed: {err.strip()[:200]} (exit code {code})"
    counts = Counter(str(one["code"]) for one in found)
    if not counts:
        return True, ""
    first = found[0]
    place = f"{Path(first['filename']).relative_to(root.resolve()).as_posix()}:{first['location']['row']}"
    total = ", ".join(f"{count} {code}" for code, count in sorted(counts.items())[:4])
    return False, f"ruff: {total}; the first in {place}"


def _formatted(path: str, root: Path) -> tuple[bool, str]:
    code, out, err = output_of([path, "format", "--check", "--no-cache", "."], folder=root)
    lines = [line for line in (out + err).splitlines() if line.strip()]
    return code == 0, f"ruff: {lines[-1][:200]}" if lines else ""
