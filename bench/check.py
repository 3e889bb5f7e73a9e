"""How long the linters take for the same notebooks: all at once where a tool can, one by one for all."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from bench import measure, peers, speed
from bench.measure import Cost
from bench.peers import ROOT, Tool

ALL = 676
ONE_BY_ONE = 20
RUNS = 5  # of what takes all notebooks at once; the median counts

# (tool, what its command is given, whether it can be given a folder of notebooks)
NB2PKG = Tool(
    "nb2pkg", (str(ROOT),), lambda at, nb, out: [f"{at}nb2pkg", "check", "--exit-zero", "-j1", f"{nb}"], "", ""
)
LINTERS: tuple[tuple[Tool, tuple[str, ...], bool], ...] = (
    (NB2PKG, ("--no-cache",), True),
    (NB2PKG, ("--no-cache", "--no-ruff"), True),
    (NB2PKG, (), True),
    (
        Tool("ruff", ("ruff==0.17.6",), lambda at, nb, out: [f"{at}ruff", "check", "--isolated", f"{nb}"], "", ""),
        ("--no-cache",),
        True,
    ),
    (
        Tool(
            "nbqa",
            ("nbqa==1.9.1", "flake8==7.3.0"),
            lambda at, nb, out: [f"{at}python", "-m", "nbqa", "flake8", f"{nb}"],
            "",
            "",
        ),
        (),
        True,
    ),
    (Tool("pynblint", ("pynblint",), lambda at, nb, out: [f"{at}pynblint", f"{nb}"], "", ""), (), False),
    (Tool("julynter", ("julynter",), lambda at, nb, out: [f"{at}julynter", "check", f"{nb}"], "", ""), (), False),
    (Tool("marimo", ("marimo==0.25.2",), lambda at, nb, out: [f"{at}marimo", "check", f"{nb}"], "", ""), (), False),
)


# What runs in nb2pkg's own environment: seconds of each notebook alone, in one process, as `check` looks at it.
_EACH = """
import json, sys, time
from pathlib import Path
from nb2pkg.engine.check_file import check_file
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import dispatch_of
dispatch = dispatch_of([rule for rule in all_rules() if rule.is_default])
found = []
for path in sorted(Path(sys.argv[1]).rglob("*.ipynb")):
    started = time.perf_counter()
    check_file(path, dispatch, (), is_kept=False)
    found.append(time.perf_counter() - started)
print(json.dumps(found))
"""


def each_alone(folder: Path) -> str:
    """How the seconds of single notebooks are spread."""
    done = subprocess.run(
        [f"{NB2PKG.venv}/bin/python", "-c", _EACH, str(folder)], capture_output=True, text=True, check=True
    )
    seconds: list[float] = sorted(json.loads(done.stdout))
    slow = sum(1 for one in seconds if one >= 1)
    return (
        f"Single notebooks, start-up left out: median {1000 * median(seconds):.1f} ms, "
        f"99 % under {1000 * seconds[int(0.99 * len(seconds))]:.0f} ms, slowest {1000 * seconds[-1]:.0f} ms, "
        f"{slow} of {len(seconds)} at 1 s or more."
    )


def compare(corpus: Path, limit: int | None, say: Callable[[str], None]) -> tuple[str, dict[str, object]]:
    """All linters over the same notebooks; a Markdown table and the raw figures."""
    together: dict[str, Cost] = {}
    apart: dict[str, list[Cost]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name).resolve() / "notebooks"
        names = _copied(corpus, folder, limit or ALL)
        some = speed.sample(folder, ONE_BY_ONE)
        there = [linter for linter in LINTERS if _is_installed(linter[0], say)]
        rounds: dict[str, list[Cost]] = {}
        for _ in range(RUNS):  # in turn, for a machine is faster at one time than at another
            for tool, options, takes_folders in there:
                if takes_folders:
                    rounds.setdefault(_title(tool, options), []).append(_run(tool, options, folder))
        for title, runs in rounds.items():
            together[title] = sorted(runs, key=lambda cost: cost.cpu)[len(runs) // 2]
            say(f"{title}, all: {together[title].cpu:.2f} CPU s ({', '.join(f'{run.cpu:.2f}' for run in runs)})")
        for tool, options, _ in there:
            title = _title(tool, options)
            apart[title] = [_run(tool, options, notebook) for notebook in some]
            say(f"{title}, one: {median(cost.cpu for cost in apart[title]):.2f} CPU s")
        spread = each_alone(folder)
    raw: dict[str, object] = {
        "together": {title: asdict(cost) for title, cost in together.items()},
        "apart": {title: [cost.cpu for cost in costs] for title, costs in apart.items()},
        "notebooks": len(names),
    }
    return f"{table(together, apart, len(names))}\n\n{spread}", raw


def _title(tool: Tool, options: Sequence[str]) -> str:
    return " ".join([tool.name, *options]) + (" (cache is warm)" if tool is NB2PKG and not options else "")


def _is_installed(tool: Tool, say: Callable[[str], None]) -> bool:
    if trouble := peers.install(tool):
        say(f"left out: {tool.name} ({trouble})")
    return not trouble


def _copied(corpus: Path, folder: Path, count: int) -> list[Path]:
    """Notebooks alone, away from this repository's configuration."""
    chosen = sorted(path for path in corpus.rglob("*.ipynb") if path.is_file())[:count]
    for path in chosen:
        target = folder / path.relative_to(corpus)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return chosen


def _run(tool: Tool, options: Sequence[str], path: Path) -> Cost:
    command = [*tool.call(path, path), *options]
    return measure.run(command, path if path.is_dir() else path.parent, timeout=1200)


def table(together: dict[str, Cost], apart: dict[str, list[Cost]], count: int) -> str:
    """CPU of all, peak memory and CPU of one, with the ratio to ruff where both take all at once."""
    ruff = next((cost.cpu for title, cost in together.items() if title.startswith("ruff")), None)
    lines = [
        f"| linter | CPU s, {count} notebooks | times ruff | wall s | peak MB | CPU s, one notebook |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for title, costs in apart.items():
        cells = ["-", "-", "-", "-"]
        if title in together:
            cost = together[title]
            ratio = f"{cost.cpu / ruff:.1f}" if ruff else "-"
            cells = [f"{cost.cpu:.2f}", ratio, f"{cost.wall:.2f}", f"{cost.peak_mb:.0f}"]
        lines.append(f"| {title} | " + " | ".join(cells) + f" | {median(cost.cpu for cost in costs):.2f} |")
    lines += [
        "",
        f"One process for all notebooks (median of {RUNS} runs in turn), `-j1`; one notebook: median over "
        f"{ONE_BY_ONE}. nb2pkg runs ruff's rules too unless it says --no-ruff.",
    ]
    return "\n".join(lines)
