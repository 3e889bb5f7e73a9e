"""Do verdicts see what is wrong? Packages of the fixtures are spoilt, one fault each, and verified.

Whether a fault has an effect at all is judged apart from the verifier, by `plain_run`: digests of pickles, text, files.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from msgspec.structs import replace

import nb2pkg
from bench.mutants import KINDS, Mutant, chosen, mutants_of
from bench.peers import ROOT
from nb2pkg.engine.verification import code_cells
from nb2pkg.model.verdict import Result
from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.rehearsal import NotebookRuns, Stage, VerifyJob, rehearse_notebook, rehearse_package, stage_for
from nb2pkg.verifier.verify import verdict_on

FIXTURES = ROOT / "fixtures"
STORIES = tuple(sorted((FIXTURES / "stories").glob("*/*.py")))  # quick to run, with seeds, of which others have few
PLAIN = Path(__file__).with_name("plain_run.py")
TOTAL = 240  # so that there are 200 with an effect
OF_STORIES = 120  # of these; they take less time than the fixtures
SECONDS = 120
NAME = "spoilt"
LIBRARIES = ("numpy", "pandas", "matplotlib.pyplot", "scipy.stats", "seaborn", "sklearn.model_selection")
_NOISE = re.compile(r"0x[0-9a-f]{6,}")
Seen = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One mutant. `effect`: where plain means see a difference; `result`: the verdict."""

    notebook: str
    kind: str
    name: str
    effect: tuple[str, ...]
    result: str

    @property
    def is_caught(self) -> bool:
        """Only `different` counts: less would also be said of a good package."""
        return self.result == Result.DIFFERENT.value


def sabotage(
    python: Path, limit: int | None, say: Callable[[str], None], *, only: Sequence[str] = ()
) -> tuple[str, dict[str, object]]:
    """A Markdown table by kind of fault, and the raw figures."""
    total = limit or TOTAL
    rows, sound = _of(_only(STORIES, only), min(total, OF_STORIES), python, say)
    more, also = _of(_only(runnable(), only), total - len(rows), python, say)
    rows, sound = [*rows, *more], sound | also
    return table(rows), {"mutants": [asdict(row) for row in rows], "unspoilt": sound}


def _only(notebooks: Sequence[Path], names: Sequence[str]) -> list[Path]:
    return [path for path in notebooks if not names or path.parent.name in names]


def _of(
    notebooks: Sequence[Path], total: int, python: Path, say: Callable[[str], None]
) -> tuple[list[Judged], dict[str, str]]:
    """So many mutants of these notebooks' packages, and the verdicts on the sound ones."""
    rows: list[Judged] = []
    sound: dict[str, str] = {}
    for number, notebook in enumerate(notebooks):
        share = (total - len(rows)) // (len(notebooks) - number)
        with tempfile.TemporaryDirectory(prefix="sabotage-") as home:
            result, judged = spoil(notebook, Path(home), python, share, say)
        sound[notebook.parent.name] = result
        if result == Result.SAME.value:  # else nothing can be told from a bad verdict on a spoilt one
            rows += judged
        caught = sum(bool(row.effect) and row.is_caught for row in judged)
        effective = sum(bool(row.effect) for row in judged)
        say(f"{notebook.parent.name}: unspoilt {result}; {len(judged)} mutants, {caught} of {effective} caught")
    return rows, sound


def runnable() -> list[Path]:
    """The fixtures that run from top to bottom and become packages, also those that are text."""
    manifest = tomllib.loads((FIXTURES / "manifest.toml").read_text(encoding="utf-8"))["notebook"]
    return [FIXTURES / one["path"] for one in manifest if one["runs"] and one["expect"] == "converted"]


def spoil(
    notebook: Path, home: Path, python: Path, number: int, say: Callable[[str], None]
) -> tuple[str, list[Judged]]:
    """The verdict on the sound package of a notebook, and those on so many spoilt ones."""
    package = home / "package"
    nb2pkg.convert(notebook, out=package, name=NAME)
    job = VerifyJob(
        notebook=notebook,
        cells=code_cells(notebook),
        package=package,
        python=str(python),
        limits=Limits(seconds=SECONDS),
    )
    with stage_for(job) as stage:
        runs = rehearse_notebook(stage)
        if runs.second is None:
            return f"does not run: {runs.first.run.error}", []
        unspoilt = verdict_on(stage, runs, rehearse_package(stage)).result
        wanted = chosen(mutants_of(package), number, seed=notebook.parent.name)
        spoilt = [_spoilt(mutant, package, home / f"spoilt{n}") for n, mutant in enumerate(wanted)]
        first, second, *others = plainly(notebook.parent, [package, package, *spoilt], home, python)
        plain = _steady(first, second)
        judged = []
        for mutant, folder, seen in zip(wanted, spoilt, others, strict=True):
            row = _judged(stage, runs, mutant, folder, effects(plain, seen))
            judged.append(row)
            if row.effect and not row.is_caught:
                say(f"{notebook.parent.name}: ESCAPED {row.name}: {row.result}; seen in {', '.join(row.effect)}")
        return unspoilt.value, judged


def _spoilt(mutant: Mutant, package: Path, folder: Path) -> Path:
    shutil.copytree(package, folder)
    mutant.apply(folder)
    return folder


def _judged(stage: Stage, runs: NotebookRuns, mutant: Mutant, folder: Path, effect: tuple[str, ...]) -> Judged:
    """The verdict, if there is an effect to be found."""
    result = ""
    if effect:
        own = replace(stage, job=replace(stage.job, package=folder), facts=replace(stage.facts, folder=folder))
        result = verdict_on(own, runs, rehearse_package(own)).result.value
    name = stage.job.notebook.parent.name
    return Judged(notebook=name, kind=mutant.kind, name=mutant.name, effect=effect, result=result)


def plainly(folder: Path, packages: Sequence[Path], home: Path, python: Path) -> list[Seen]:
    """What plain means see of a run of each of the packages in a copy of the folder."""
    works = [home / f"work{number}" for number in range(len(packages))]
    for work in works:
        shutil.copytree(folder, work)
    targets = [home / f"seen{number}.json" for number in range(len(packages))]
    todo = {
        "name": NAME,
        "seconds": SECONDS,
        "libraries": LIBRARIES,
        "jobs": [
            [str(package / "src"), str(work), str(target)]
            for package, work, target in zip(packages, works, targets, strict=True)
        ],
    }
    (home / "jobs.json").write_text(json.dumps(todo), encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    environment |= {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg", "COLUMNS": "80"}
    subprocess.run(
        [str(python), str(PLAIN), str(home / "jobs.json")], cwd=home, env=environment, capture_output=True, check=True
    )
    return [_seen(target, work) for target, work in zip(targets, works, strict=True)]


def _seen(target: Path, work: Path) -> Seen:
    if not target.exists():
        return {"end": ["none"], "printed": []}
    found: Seen = json.loads(target.read_text(encoding="utf-8"))
    return {key: [_NOISE.sub("", value).replace(str(work), "") for value in all_] for key, all_ in found.items()}


def _steady(one: Seen, other: Seen) -> Seen:
    """What two runs of the same package agree on; printed lines by number."""
    if len(one["printed"]) == len(other["printed"]):
        pairs = zip(one["printed"], other["printed"], strict=True)
        printed = [line if line == again else "" for line, again in pairs]
    else:
        printed = []
    kept = {key: values for key, values in one.items() if other.get(key) == values and key != "printed"}
    return kept | {"printed": printed}


def effects(plain: Seen, spoilt: Seen) -> tuple[str, ...]:
    """Where a spoilt package does something else than the steady part of what the sound one does."""
    found = [key for key, values in plain.items() if key != "printed" and spoilt.get(key) != values]
    lines = spoilt.get("printed", [])
    if plain["printed"] and (
        len(lines) != len(plain["printed"])
        or any(line and line != other for line, other in zip(plain["printed"], lines, strict=True))
    ):
        found.append("printed")
    return tuple(sorted(found))


def table(rows: Sequence[Judged]) -> str:
    """By kind: how many were made, how many have an effect, how many of those were caught."""
    lines = ["| fault | mutants | with an effect | caught | share |", "| --- | ---: | ---: | ---: | ---: |"]
    for kind in (*KINDS, "all"):
        made = [row for row in rows if kind in (row.kind, "all")]
        counts = Counter((bool(row.effect), row.is_caught) for row in made)
        effective = counts[True, True] + counts[True, False]
        share = f"{100 * counts[True, True] / effective:.1f} %" if effective else "-"
        lines.append(f"| {kind} | {len(made)} | {effective} | {counts[True, True]} | {share} |")
    return "\n".join(lines)
