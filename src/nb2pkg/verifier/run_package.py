"""Runs a package in a fresh process of the chosen interpreter, and records what happens."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.limits import Limits, clean_environment, run_limited


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageRun:
    """What happened; `error` says how it ended if it failed."""

    events: tuple[dict[str, Any], ...]
    error: str
    seconds: float


def run_package(
    facts: PackageFacts, *, python: str, folder: Path, probe: Path, limits: Limits, target: Path, is_installed: bool
) -> PackageRun:
    """Runs the package in `folder`, from its sources or as it is installed in the interpreter's environment."""
    outputs = target.with_suffix(".outputs.json")
    outputs.write_text(json.dumps({f.name: list(f.outputs) for f in facts.functions}), encoding="utf-8")
    paths = [str(probe)] if is_installed else [str(probe), str(facts.folder / "src")]
    environment = clean_environment({"PYTHONPATH": ":".join(paths), "MPLBACKEND": "agg"})
    ended = run_limited(
        [python, "-m", "_nb2pkg_probe.package", facts.name, str(outputs), str(target)],
        folder=folder,
        environment=environment,
        limits=limits,
        log=target.with_suffix(".log"),
    )
    events = tuple(json.loads(target.read_bytes())) if target.exists() else ()
    failure = next((event for event in events if event["event"] == "error"), None)
    error = ended.killed
    if not error and failure is not None:
        error = f"{failure['name']}: {failure['text']}"
    if not error and (ended.code or not target.exists()):
        error = f"exit {ended.code}: " + (ended.err.strip().splitlines() or ["no message"])[-1]
    return PackageRun(events=events, error=error[:500], seconds=ended.seconds)
