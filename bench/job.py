"""The same job for all tools: notebooks that run are converted, and what the result prints is compared with theirs."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import measure, peers
from bench.peers import NAME, Tool
from bench.runners import NOTEBOOK, RUNNERS, SEED, SHOWN_AS

STATS = "statsmodels/examples/notebooks/"
# All of them run offline in seconds; the order spreads the packages, for those who take only the first few.
NOTEBOOKS = (
    "control/examples/cds112-L4a_lqr-tracking.ipynb",
    STATS + "glm_formula.ipynb",
    STATS + "quantile_regression.ipynb",
    "arch/examples/univariate_volatility_modeling.ipynb",
    "linopy/examples/testing-framework.ipynb",
    STATS + "statespace_concentrated_scale.ipynb",
    "nengo/docs/examples/basic/2d-representation.ipynb",
    STATS + "stats_poisson.ipynb",
    "hdbscan/notebooks/Looking at cluster consistency.ipynb",
    STATS + "robust_models_0.ipynb",
    "corner/docs/pages/quickstart.ipynb",
    "jupytext/tests/data/notebooks/inputs/ipynb_py/frozen_cell.ipynb",
    "control/examples/cds110-L1_servomech-python.ipynb",
    STATS + "autoregressive_integrated_moving_average.ipynb",
    STATS + "deterministics.ipynb",
    "mapclassify/notebooks/04_pooled.ipynb",
    "xarray/doc/examples/weather-data.ipynb",
    STATS + "discrete_choice_overview.ipynb",
    "linopy/examples/create-a-model.ipynb",
    STATS + "count_hurdle.ipynb",
    "nengo/docs/examples/dynamics/integrator.ipynb",
    STATS + "quasibinomial.ipynb",
    "holoviews/holoviews/examples/reference/containers/matplotlib/Overlay.ipynb",
    "arch/examples/univariate_volatility_forecasting.ipynb",
    STATS + "tsa_dates.ipynb",
    STATS + "tsa_arma_1.ipynb",
    STATS + "stationarity_detrending_adf_kpss.ipynb",
)
LARGEST_FOLDER = 200 * 2**20
# What no second run repeats: figures, addresses, timings.
UNSTABLE = re.compile(
    r"<Figure size[^>]*>|<IPython\.core\.display\.\w+ object>|\[?<[^<>]*\bat 0x[0-9a-fA-F]+[^<>]*>,?\]?"
    r"|0x[0-9a-fA-F]{6,}|CPU times:.*|Wall time:.*|\x1b\[[0-9;]*m"
)


@dataclass(frozen=True)
class Truth:
    """What a notebook prints, and what it prints and shows: texts that have to be there, in this order."""

    printed: list[str]
    shown: list[str]


@dataclass(frozen=True)
class Verdict:
    """How far one tool came with one notebook."""

    converted: bool = False
    runs: bool = False
    prints: bool = False
    shows: bool = False
    why: str = ""


def essence(text: str) -> str:
    """The text without white space and what no second run repeats.

    >>> essence("<Thing at 0x7f00aa> = 1.5\\n")
    '=1.5'
    """
    return re.sub(r"\s+", "", UNSTABLE.sub("", text))


def stable(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The lines of each cell on which two runs agree; what follows a line that differs is a new piece.

    >>> stable(["a\\n12:01\\nb c"], ["a\\n12:02\\nb c"])
    ['a', 'bc']
    """
    pieces: list[str] = []
    for one, other in zip(first, second, strict=True):
        lines, again = one.splitlines(), other.splitlines()
        if essence(one) == essence(other):
            pieces.append(essence(one))
        elif len(lines) == len(again):
            piece = ""
            for a, b in zip(lines, again, strict=True):
                if essence(a) == essence(b):
                    piece += essence(a)
                else:
                    pieces.append(piece)
                    piece = ""
            pieces.append(piece)
    return [piece for piece in pieces if piece]


def missing(pieces: Sequence[str], got: str) -> str:
    """The first of the texts that does not follow in what was printed, or nothing."""
    at = 0
    for piece in pieces:
        found = got.find(piece, at)
        if found < 0:
            return piece[:80]
        at = found + len(piece)
    return ""


def truth_of(notebook: Path, python: Path) -> Truth | None:
    """Run a notebook twice, or take it from `.bench/truth`; None if it does not run."""
    key = hashlib.sha256(notebook.read_bytes() + str(python).encode()).hexdigest()[:24]
    cached = peers.HOME / "truth" / f"{key}.json"
    if not cached.exists():
        runs: list[dict[str, list[str]]] = []
        for shown_as in SHOWN_AS:
            with tempfile.TemporaryDirectory(prefix="bench-") as name:
                work, target = Path(name) / "work", Path(name) / "out.json"
                copy_folder(notebook.parent, work)
                command = [str(python), "-c", NOTEBOOK, notebook.name, str(target), SEED + shown_as]
                measure.run(command, work, env=measure.clean_env(PYDEVD_DISABLE_FILE_VALIDATION="1"))
                runs.append(json.loads(target.read_text(encoding="utf-8")) if target.exists() else {})
        cached.parent.mkdir(parents=True, exist_ok=True)
        cached.write_text(json.dumps(runs), encoding="utf-8")
    one, other = json.loads(cached.read_text(encoding="utf-8"))
    if not one or not other:
        return None
    return Truth(stable(one["printed"], other["printed"]), stable(one["shown"], other["shown"]))


def copy_folder(source: Path, target: Path) -> None:
    """A copy of the notebook's folder, its data with it; only its files if the whole is too large."""
    if sum(file.stat().st_size for file in source.rglob("*") if file.is_file()) <= LARGEST_FOLDER:
        shutil.copytree(source, target, symlinks=True)
        return
    target.mkdir()
    for file in source.iterdir():
        if file.is_file():
            shutil.copy2(file, target)


def try_tool(tool: Tool, notebook: Path, truth: Truth, python: Path) -> Verdict:
    """Convert a notebook by one tool, run the result in a copy of the notebook's folder, compare."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name).resolve()
        alone, work = folder / "alone", folder / "work"
        alone.mkdir()
        shutil.copyfile(notebook, alone / "notebook.ipynb")
        target = alone / "converted"
        cost = measure.run(tool.call(alone / "notebook.ipynb", target), alone)
        if cost.code or not tool.wrote(target):
            return Verdict(why=last_line(cost.log) or f"exit {cost.code}, nothing written")
        copy_folder(notebook.parent, work)
        more = next((str(path) for path in tool.venv.glob("lib/python*/site-packages")), "")
        command = [str(python), "-c", SEED + RUNNERS[tool.runner], str(target), NAME, more]
        env = measure.clean_env(PYTHONPATH=str(target / "src"), MPLBACKEND="agg")
        try:
            done = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, timeout=measure.TIMEOUT)
        except subprocess.TimeoutExpired:
            return Verdict(True, why="ran out of time")
        if done.returncode:
            return Verdict(True, why=last_line(done.stderr))
        got = essence(done.stdout)
        lost = missing(truth.printed, got)
        return Verdict(True, True, not lost, not missing(truth.shown, got), f"not printed: {lost}" if lost else "")


def last_line(text: str) -> str:
    """The last line that says something: that names an error, if one does."""
    lines = [line.strip() for line in text.splitlines() if line.strip(" ^")]
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception):", line)]
    return (named or lines or [""])[-1][:160]


def judge(corpus: Path, python: Path, limit: int | None, say: Callable[[str], None]) -> tuple[str, dict[str, object]]:
    """Let all tools do the job; a Markdown table and each verdict."""
    here = [name for name in NOTEBOOKS if (corpus / name).is_file()][:limit]
    if not here or not python.exists():
        return "Not run: it needs the corpus and its environment (`--corpus`, `--python`).", {}
    tools = peers.installed(say)
    verdicts: dict[str, dict[str, Verdict]] = {tool.name: {} for tool in tools}
    silent = judged = 0
    for name in here:
        truth = truth_of(corpus / name, python)
        if truth is None:
            say(f"does not run here, left out: {name}")
            continue
        judged += 1
        silent += not truth.printed
        for tool in tools:
            verdict = verdicts[tool.name][name] = try_tool(tool, corpus / name, truth, python)
            say(f"{name}: {tool.name} {verdict}")
    return table(verdicts, judged, silent), {
        "verdicts": {tool: {name: vars(verdict) for name, verdict in of.items()} for tool, of in verdicts.items()}
    }


def table(verdicts: dict[str, dict[str, Verdict]], judged: int, silent: int) -> str:
    """How many notebooks each tool converted, whose results run, and print the same."""
    lines = [
        f"| tool | converted (of {judged}) | runs | prints the same | shows the same values too |",
        "|---|---:|---:|---:|---:|",
    ]
    for tool, of_tool in verdicts.items():
        every = list(of_tool.values())
        counts = [sum(v.converted for v in every), sum(v.runs for v in every)]
        counts += [sum(v.prints for v in every), sum(v.prints and v.shows for v in every)]
        lines.append(f"| {tool} | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines) + NOTES.format(silent=silent)


NOTES = """

- Prints the same: the text that the notebook prints follows, cell by cell, in what the result prints; white space, \
addresses and what differs between two runs of the notebook itself are left out, further text is allowed. \
{silent} of the notebooks print nothing: for these it is enough to run.
- Shows the same values: so does what the notebook displays (the last expression of a cell). Only nb2pkg prints \
values; the others can have these notebooks right only where nothing but figures is displayed.
- All run seeded, in a copy of the notebook's folder, with the notebook's own environment. nb2pkg: `python -m NAME`. \
funcloom: its `main.py`. nbrefactor (written with `-i`) has no entry: its modules are imported in the order in which \
they were written, as one package. soorgeon leaves a Ploomber pipeline: its tasks run in their `upstream` order, \
each with fresh names and the products of the others, as Ploomber would run them. jupytext, nbconvert: the script, by \
IPython. marimo: its script, with marimo on the path."""
