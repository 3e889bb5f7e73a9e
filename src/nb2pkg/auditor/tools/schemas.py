"""check-jsonschema: whether CI would take its files. Its schemas are those that it brings; nothing is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, output_of, program, version_of

SCHEMAS = {
    ".gitlab-ci.yml": "vendor.gitlab-ci",
    ".github/dependabot.yml": "vendor.dependabot",
    "azure-pipelines.yml": "vendor.azure-pipelines",
    ".circleci/config.yml": "vendor.circle-ci",
}


def schema_of(path: str) -> str:
    """The schema for a file; empty if it has none."""
    if path.startswith(".github/workflows/") and path.endswith((".yml", ".yaml")):
        return "vendor.github-workflows"
    return SCHEMAS.get(path, "")


def ask(root: Path, *, paths: Sequence[str]) -> ToolReport:
    """Its verdicts by path, for those of the paths that have a schema."""
    command = program("check-jsonschema")
    if not command:
        return absent()
    verdicts: dict[str, tuple[bool | None, str]] = {}
    for path in sorted(paths):
        if schema := schema_of(path):
            options = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
            code, out, err = output_of([command, "--builtin-schema", schema, *options, path], folder=root)
            lines = [line.strip() for line in (out + err).splitlines() if "::" in line or "rror" in line]
            verdicts[path] = (code == 0, f"{path}: {lines[0] if lines else 'does not fit its schema'}")
    return ToolReport(version=version_of(command), verdicts=verdicts)
