"""Recorded tests where nothing is but the package and its extras: no notebook, no checkout, in random order."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as tree
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import dependencies, measure, peers, recorded
from nb2pkg.engine.recording import RecordRequest, record_package
from nb2pkg.errors import Nb2pkgError
from nb2pkg.verifier.isolate import isolated
from nb2pkg.verifier.limits import Limits

SEEDS = (1, 2)  # of the order of the tests
BESIDE = ("pytest==9.2.0", "pytest-randomly==5.1.0")
EXTRA = "contracts"
SECONDS = 600
KEPT = ("tests", "pyproject.toml")
RESULTS = ("tests", "failures", "errors", "skipped")


def judge(corpus: Path, python: Path, limit: int | None, say: Callable[[str], None]) -> tuple[str, dict[str, object]]:
    """The packages of `recorded`, by default as many as get mutants there; a Markdown table and the figures."""
    trouble = peers.install(dependencies.DEPTRY)
    if trouble:
        return f"uv is not here: {trouble}", {}
    rows: dict[str, dict[str, Any]] = {}
    for notebook in recorded.notebooks(corpus, limit or recorded.MUTATED):
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            rows[notebook.stem] = _row(notebook, Path(name).resolve(), python)
        say(f"{notebook.stem}: {json.dumps(rows[notebook.stem])}")
    return _table(rows), {"packages": rows}


def _row(notebook: Path, home: Path, python: Path) -> dict[str, Any]:
    package, alone = home / "package", home / "alone"
    request = RecordRequest(notebook=notebook, out=package, python=str(python), limits=Limits(seconds=300))
    alone.mkdir()
    try:
        found = record_package(request)
        with dependencies.uv_in_reach(), isolated(package, python=str(python)) as environment:
            _add_tools(package, environment.python)
            for name in KEPT:
                shutil.move(package / name, alone / name)
            shutil.rmtree(package)
            runs = [_run(alone, environment.python, found.package.name, seed) for seed in SEEDS]
    except Nb2pkgError as error:
        return {"error": error.message[:160]}
    return {"recorded": len(found.tests.replayed) + len(found.tests.in_run), "runs": runs}


def _add_tools(package: Path, python: str) -> None:
    uv = str(dependencies.DEPTRY.venv / "bin" / "uv")
    command = [uv, "pip", "install", "--quiet", "--python", python, *BESIDE, f"{package}[{EXTRA}]"]
    subprocess.run(command, check=True)


def _run(alone: Path, python: str, name: str, seed: int) -> dict[str, Any]:
    """What pytest counts, and the names of the tests that did not pass."""
    results = alone / f"results-{seed}.xml"
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--randomly-seed={seed}"]
    command += [f"--junit-xml={results}", "tests"]
    env = measure.clean_env(PYTHONDONTWRITEBYTECODE="1", **{f"{name.upper()}_SECONDS": "300"})
    subprocess.run(command, cwd=alone, env=env, capture_output=True, check=False, timeout=SECONDS)
    suite = next(tree.parse(results).getroot().iter("testsuite"))
    bad = [one.get("name", "") for one in suite if one.find("failure") is not None or one.find("error") is not None]
    return {key: int(suite.get(key, "0")) for key in RESULTS} | {"bad": bad}


def _table(rows: dict[str, dict[str, Any]]) -> str:
    lines = [
        "| package | recorded functions | tests | skipped | failed, by order |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for name, row in rows.items():
        if "error" in row:
            lines.append(f"| {name} | | | | {row['error']} |")
            continue
        first = row["runs"][0]
        bad = ", ".join(str(len(run["bad"])) for run in row["runs"])
        lines.append(f"| {name} | {row['recorded']} | {first['tests']} | {first['skipped']} | {bad} |")
    runs = [run for row in rows.values() for run in row.get("runs", ())]
    clean = sum(not run["bad"] for run in runs)
    lines += ["", f"Runs without a failure: {clean} of {len(runs)}; packages that could not be tried: {_tried(rows)}."]
    return "\n".join(lines)


def _tried(rows: dict[str, dict[str, Any]]) -> int:
    return sum("error" in row for row in rows.values())
