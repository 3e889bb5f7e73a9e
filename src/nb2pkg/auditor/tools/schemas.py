"""check-jsonschema: whether CI would take its files. Its schemas are those that it brings; nothing is loaded."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, output_of, program, version_of
from nb2pkg.knowledge.slow_imports import GRAMMARS

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
    with without_grammars() as path:
        verdicts = {
            file: _verdict(command, file, schema, root, path) for file in sorted(paths) if (schema := schema_of(file))
        }
    return ToolReport(version=version_of(command, distribution="check-jsonschema"), verdicts=verdicts)


def _verdict(command: str, file: str, schema: str, root: Path, path: str) -> tuple[bool, str]:
    options = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    arguments = [command, "--builtin-schema", schema, *options, file]
    code, out, err = output_of(arguments, folder=root, besides={"PYTHONPATH": path})
    lines = [line.strip() for line in (out + err).splitlines() if "::" in line or "rror" in line]
    return code == 0, f"{file}: {lines[0] if lines else 'does not fit its schema'}"


@contextmanager
def without_grammars() -> Iterator[str]:
    """An import path on which a module of JupyterLab's is missing, with which each start takes a second longer.

    None of these schemas asks for the addresses that it is about.
    """
    with TemporaryDirectory(prefix="nb2pkg-") as folder:
        (Path(folder) / f"{GRAMMARS}.py").write_text("raise ImportError\n", encoding="utf-8")
        yield os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
