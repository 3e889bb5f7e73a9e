"""What a verification finds and costs: verdicts on packages made from real notebooks; time beside the bare runs."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import nb2pkg
from bench.runners import NOTEBOOK
from bench.speed import sample
from nb2pkg.verifier.workspace import copy_folder

SECONDS = 240
SOME = 12
NAME = "verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One notebook: the verdict; seconds of the bare notebook, the bare package, and the verification."""

    notebook: str
    result: str
    compared: int
    observations: int
    first: str  # the first difference, or why nothing can be said
    seconds_notebook: float
    seconds_package: float
    seconds_verify: float

    @property
    def ratio(self) -> float:
        """Of the verification to two bare runs of the notebook and one of the package."""
        return self.seconds_verify / (2 * self.seconds_notebook + self.seconds_package)


def measure_all(
    corpus: Path,
    python: Path,
    limit: int | None,
    say: Callable[[str], None],
    *,
    listed: Path | None = None,
    has_costs: bool = True,
    rows_file: Path | None = None,
) -> tuple[str, dict[str, object]]:
    """Those of the notebooks that run; `listed` is a file that names them in the corpus, one a line, not a sample.

    Without costs nothing is run but the verification. Each row is added to `rows_file`, and not measured again if it
    is there already: so a long run can be stopped.
    """
    if listed is not None:
        notebooks = [corpus / line for line in listed.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    else:
        notebooks = sample(corpus, limit or SOME)
    rows, known = [], _known(rows_file)
    for notebook in notebooks:
        if str(notebook) in known:
            row = known[str(notebook)]
        else:
            row = _row(notebook, python) if has_costs else _row_without_costs(notebook, python)
            _keep(rows_file, notebook, row)
        if row is None:
            say(f"{notebook.name}: does not run")
            continue
        rows.append(row)
        ratio = f"{row.ratio:.2f} " if has_costs else ""
        say(f"{notebook.name}: {row.result}, {row.compared} of {row.observations}, {ratio}{row.first}")
    return table(rows), {"notebooks": [asdict(row) for row in rows]}


def _known(file: Path | None) -> dict[str, Row | None]:
    """The rows that an earlier run has left, by the path of the notebook; None for one that does not run."""
    if file is None or not file.is_file():
        return {}
    found = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return {one["path"]: Row(**one["row"]) if one["row"] else None for one in found}


def _keep(file: Path | None, notebook: Path, row: Row | None) -> None:
    if file is not None:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps({"path": str(notebook), "row": asdict(row) if row else None}) + "\n")


def _row(notebook: Path, python: Path) -> Row | None:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        home = Path(name)
        command = [str(python), "-c", NOTEBOOK, str(notebook), str(home / "seen.json"), ""]
        took_notebook = _bare(notebook, home / "1", command)
        if took_notebook is None:
            return None
        nb2pkg.convert(notebook, out=home / "package", name=NAME)
        source = str(home / "package" / "src")
        took_package = _bare(notebook, home / "2", [str(python), "-m", NAME], path=source)
        started = time.perf_counter()
        verdict = nb2pkg.verify(notebook, home / "package", python=python, timeout=SECONDS)
        took = time.perf_counter() - started
    return _row_of(notebook, verdict, took_notebook, took_package or SECONDS, took)


def _row_without_costs(notebook: Path, python: Path) -> Row:
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        nb2pkg.convert(notebook, out=f"{home}/package", name=NAME)
        return _row_of(notebook, nb2pkg.verify(notebook, f"{home}/package", python=python, timeout=SECONDS), 0, 0, 0)


def _row_of(notebook: Path, verdict: nb2pkg.Verdict, alone: float, package: float, together: float) -> Row:
    bad = [one for one in verdict.comparisons if one.outcome.value in {"different", "missing"}]
    return Row(
        notebook=notebook.name,
        result=verdict.result.value,
        compared=verdict.compared,
        observations=len(verdict.comparisons),
        first=f"{bad[0].key}: {bad[0].detail}" if bad else verdict.package_error or verdict.notebook_error,
        seconds_notebook=alone,
        seconds_package=package,
        seconds_verify=together,
    )


def _bare(notebook: Path, folder: Path, command: Sequence[str], *, path: str = "") -> float | None:
    """Seconds of a run that nobody watches, in a copy of the notebook's folder; None if it fails."""
    copy_folder(notebook.parent, folder)
    environment = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    environment |= {"PYTHONPATH": path, "PYTHONHASHSEED": "0"} | ({"MPLBACKEND": "agg"} if path else {})
    started = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return time.perf_counter() - started if done.returncode == 0 else None


def table(rows: Sequence[Row]) -> str:
    """The verdicts counted, and the medians."""
    if not rows:
        return "No notebook runs."
    results = Counter(row.result for row in rows)
    lines = ["| verdict | notebooks |", "| --- | ---: |", *(f"| {name} | {n} |" for name, n in sorted(results.items()))]
    together = sum(row.seconds_verify for row in rows)
    bare = sum(2 * row.seconds_notebook + row.seconds_package for row in rows)
    ratios = [row.seconds_package / row.seconds_notebook for row in rows if row.seconds_notebook]
    compared = f"Observations compared: {sum(row.compared for row in rows)} of {sum(row.observations for row in rows)}."
    if not ratios:
        return "\n".join([*lines, "", compared])
    lines += [
        "",
        f"Cost of verifying, beside two bare runs of the notebook and one of the package: {together / bare:.2f} times "
        f"over all, median {median(row.ratio for row in rows):.2f}.",
        f"A package's run beside its notebook's: median {median(ratios):.2f}.",
        compared,
    ]
    return "\n".join(lines)
