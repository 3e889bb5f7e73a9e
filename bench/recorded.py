"""Recorded tests: how much of the packages they cover, how many small defects they notice, what recording costs."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from statistics import median
from typing import Any

from msgspec.structs import replace

from bench import defects, measure, peers
from nb2pkg.engine.recording import Recorded, RecordRequest, record_package
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.package import Package
from nb2pkg.recorder.signatures import definitions
from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.run_calls import CallsJob, record_calls

# Coverage, and pandera with what it needs beside pandas: the extra `contracts` of the packages.
TOOLS = (
    "coverage==7.17.4", "pandera==0.35.0", "typeguard==4.6.1", "typing-inspect==0.9.0", "typing-inspection==0.4.5",
    "pydantic==2.14.4", "pydantic-core==2.50.5", "annotated-types==0.8.0", "mypy_extensions==1.2.0",
    "typing_extensions==4.16.0",
)  # fmt: skip
OTHERS = 10  # notebooks of the corpus
MUTANTS = 8  # of each package
MUTATED = 10  # packages: the first whose tests are quick enough
SLOWEST_MUTATED = 60.0  # seconds of one run of the tests: beyond that a package gets no mutants
PATIENCE = 4.0  # times what the tests take on the sound package: a mutant that takes longer has been noticed
# The tests that look at what functions do; those of the command line take long and see nothing of it.
_LOOKING = ("tests", "--ignore=tests/test_import.py", "--ignore=tests/test_settings.py")
HELPERS = {"__init__", "__main__", "config", "display", "figures", "shell", "files", "history", "kernel", "callbacks"}
FIXTURES = peers.ROOT / "fixtures" / "notebooks"


def notebooks(corpus: Path, limit: int | None) -> list[Path]:
    """The fixtures that run and runnable notebooks of the corpus, in turn."""
    import tomllib

    manifest = tomllib.loads((FIXTURES.parent / "manifest.toml").read_text(encoding="utf-8"))
    own = [FIXTURES.parent / one["path"] for one in manifest["notebook"] if one["runs"]]
    from bench.job import NOTEBOOKS

    others = [corpus / name for name in NOTEBOOKS if (corpus / name).is_file()][:OTHERS]
    turns = (one for pair in zip_longest(own, others) for one in pair if one is not None)
    return list(turns)[:limit]


def judge(corpus: Path, python: Path, limit: int | None, say: Callable[[str], None]) -> tuple[str, dict[str, object]]:
    """Record each notebook's package and measure; a Markdown table and the figures."""
    rows: dict[str, dict[str, Any]] = {}
    tools = _tools(python)
    for notebook in notebooks(corpus, limit):
        is_mutated = sum("mutants" in row for row in rows.values()) < MUTATED
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            rows[notebook.stem] = row = _row(notebook, Path(name).resolve(), python, tools, is_mutated=is_mutated)
        say(f"{notebook.stem}: {json.dumps(row)}")
    return _table(rows), {"packages": rows}


def _tools(python: Path) -> Path:
    """What the tests need beside the packages, for the interpreter that these run in, in a folder of its own."""
    target = peers.HOME / "test-tools"
    if not target.is_dir():
        command = [str(python), "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), *TOOLS]
        subprocess.run(command, check=True)
    return target


def _row(notebook: Path, home: Path, python: Path, tools: Path, *, is_mutated: bool) -> dict[str, Any]:
    out, started = home / "package", time.monotonic()
    request = RecordRequest(notebook=notebook, out=out, python=str(python), limits=Limits(seconds=300))
    try:
        found = record_package(request)
    except Nb2pkgError as error:
        return {"error": error.message[:160]}
    row: dict[str, Any] = {
        "seconds": round(time.monotonic() - started, 1),
        "run": round(found.recording.seconds, 1),
        "run_error": found.recording.error[:100],
        "alone": len(found.tests.replayed),
        "in_run": len(found.tests.in_run),
        "tests": found.run.passed,
        "skipped": found.run.skipped,
        "failed": [*found.run.others, *map(str, found.run.alone | found.run.in_run)],
        "mypy": len(found.errors),
        "marks": sum(file.text.count("# type: ignore[") for file in found.package.files if "src/" in file.path),
        **annotated(found),
    }
    row |= _coverage(out, found.package.name, python, tools, home)
    row |= _overhead(request, found.package, home)
    if is_mutated and row["test_seconds"] <= SLOWEST_MUTATED and not row["failed"]:
        row |= _mutation(out, found.package, python, tools, home, seconds=PATIENCE * row["test_seconds"])
    return row


def annotated(found: Recorded) -> dict[str, Any]:
    """How many functions ran, and which of them lack an annotation."""
    bare = []
    for file in found.package.files:
        start = f"src/{found.package.name}/"
        if not file.path.startswith(start) or not file.path.endswith(".py"):
            continue
        module = file.path.removeprefix(start).removesuffix(".py")
        for node, path, is_method in definitions(ast.parse(file.text)):
            names = [*node.args.posonlyargs, *node.args.args][int(is_method) :] + node.args.kwonlyargs
            is_bare = node.returns is None or any(one.annotation is None for one in names)
            if f"{module}:{path}" in found.recording.counts and is_bare:
                bare.append(f"{module}:{path}")
    executed = [key for key in found.recording.counts if key.partition(":")[0] not in HELPERS]
    return {"executed": len(executed), "bare": bare}


def _pytest(out: Path, name: str, python: Path, home: Path, *options: str, tools: Path, seconds: float = 400) -> Any:
    env = measure.clean_env(PYTHONPATH=os.pathsep.join((str(out / "src"), str(tools))), PYTHONDONTWRITEBYTECODE="1")
    env |= {f"{name.upper()}_SECONDS": "200", "COVERAGE_FILE": str(home / "coverage")}
    command = [str(python), "-m", *options]
    return subprocess.run(command, cwd=out, env=env, capture_output=True, text=True, timeout=seconds)


def _coverage(out: Path, name: str, python: Path, tools: Path, home: Path) -> dict[str, Any]:
    report = home / "coverage.json"
    own = [f"--source={out / 'src' / name}", "--branch"]
    started = time.monotonic()
    _pytest(out, name, python, home, "coverage", "run", *own, "-m", "pytest", "-q", "tests", tools=tools)
    seconds = time.monotonic() - started
    _pytest(out, name, python, home, "coverage", "json", "-o", str(report), tools=tools)
    if not report.exists():
        return {"test_seconds": round(seconds, 1)}
    totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    covered = totals["covered_lines"] + totals["covered_branches"]
    return {
        "test_seconds": round(seconds, 1),
        "covered": covered,
        "to_cover": totals["num_statements"] + totals["num_branches"],
        "coverage": round(totals["percent_covered"], 1),
    }


def _overhead(request: RecordRequest, package: Package, home: Path) -> dict[str, Any]:
    """Seconds of the pipeline without and with the recording of types and calls, in turn."""
    job = CallsJob(
        package=package.name,
        source=request.out / "src",
        functions=tuple("run" if f.is_script else f.name for m in package.plan.modules for f in m.functions),
        output_name=package.plan.output_name,
        folder=request.notebook.resolve().parent,
        data=None,
        python=request.python,
        limits=request.limits,
    )
    try:
        plain = record_calls(replace(job, types=False, watched=False), home / "plain")["seconds"]
        traced = record_calls(job, home / "traced")["seconds"]
    except Nb2pkgError:
        return {}
    return {"plain": round(plain, 2), "traced": round(traced, 2)}


def _mutation(out: Path, package: Package, python: Path, tools: Path, home: Path, *, seconds: float) -> dict[str, Any]:
    texts = {file.path: file.text for file in package.files if file.path.startswith(f"src/{package.name}/")}
    steps = {path: text for path, text in texts.items() if path.endswith(".py") and Path(path).stem not in HELPERS}
    every = [(path, one) for path, text in sorted(steps.items()) for one in defects.defects(text)]
    survived = []
    chosen = defects.sample(every, MUTANTS, seed=7)
    for path, mutant in chosen:
        shutil.copytree(out, home / "mutated", dirs_exist_ok=True)
        (home / "mutated" / path).write_text(mutant.text, encoding="utf-8")
        try:
            options = ("pytest", "-q", "-x", *_LOOKING)
            done = _pytest(home / "mutated", package.name, python, home, *options, tools=tools, seconds=seconds)
        except subprocess.TimeoutExpired:
            continue
        if done.returncode == 0:
            survived.append(f"{path}:{mutant.line} {mutant.what}")
    return {"mutants": len(chosen), "survived": survived}


def _table(rows: dict[str, dict[str, Any]]) -> str:
    good = {name: row for name, row in rows.items() if "coverage" in row}
    lines = ["| package | alone | in run | tests | coverage % | mutants noticed | bare | mypy | traced / plain |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, row in rows.items():
        killed = f"{row['mutants'] - len(row['survived'])}/{row['mutants']}" if "mutants" in row else ""
        bare = f"{len(row['bare'])}/{row['executed']}" if "bare" in row else row.get("error", "")
        ratio = f"{row['traced'] / row['plain']:.2f}" if row.get("plain") else ""
        cells = (row.get("alone", ""), row.get("in_run", ""), row.get("tests", ""), row.get("coverage", ""))
        lines.append("| " + " | ".join(map(str, (name, *cells, killed, bare, row.get("mypy", ""), ratio))) + " |")
    covered, to_cover = (sum(row[key] for row in good.values()) for key in ("covered", "to_cover"))
    tried = sum(row.get("mutants", 0) for row in rows.values())
    survived = sum(len(row.get("survived", ())) for row in rows.values())
    ratios = [row["traced"] / row["plain"] for row in rows.values() if row.get("plain")]
    executed = sum(row.get("executed", 0) for row in rows.values())
    bare = sum(len(row.get("bare", ())) for row in rows.values())
    lines.append("")
    lines.append(f"Coverage, lines and branches together: {100 * covered / max(1, to_cover):.1f} %.")
    lines.append(f"Defects noticed: {tried - survived} of {tried}.")
    lines.append(f"Functions that ran and are annotated: {executed - bare} of {executed}.")
    lines.append(f"Packages with nothing for mypy to say: {sum(row.get('mypy') == 0 for row in rows.values())}.")
    lines.append(f"Recording costs {median(ratios):.2f} times the run (median)." if ratios else "")
    return "\n".join(lines)
