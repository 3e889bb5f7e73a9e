"""`python -m bench.estate`: what surveys of estates of 10,000 and 100,000 notebooks cost. Takes about an hour.

Markdown to standard output, progress to standard error. The notebooks are made, and taken away in the end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psutil

from bench import peers
from bench.dask_cluster import dask_cluster
from bench.synthetic_estate import make_estate

SIZES = (10_000, 100_000)
# What the issue asks for: so many times as long for ten times the notebooks, cold against warm, megabytes.
MOST_GROWTH, LEAST_WARM_RATIO, MOST_MEMORY = 11.0, 20.0, 600.0
TABLES = ("notebooks", "findings", "cells", "imports", "clusters")
SAMPLE_SECONDS, TELL_SECONDS = 1.0, 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What one run of the command cost: seconds, CPU seconds of all its processes, and their peak memory together.

    `early_mb` is the peak of the first tenth of the time: memory is flat if it is not much below the peak.
    """

    wall: float
    cpu: float
    peak_mb: float
    early_mb: float
    said: str


def say(line: str) -> None:
    """Tell how far the benchmark is."""
    print(line, file=sys.stderr, flush=True)


def survey(folder: Path, out: Path, *options: str) -> Survey:
    """Run `nb2pkg estate`."""
    command = [sys.executable, "-m", "nb2pkg", "estate", str(folder), "--out", str(out), *options]
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    memory = _Memory(process.pid)
    said, _ = process.communicate()
    wall = time.perf_counter() - started
    after = os.times()
    if process.returncode:
        raise RuntimeError(f"nb2pkg estate ended with {process.returncode}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    early = max((size for when, size in memory.seen if when < started + wall / 10), default=0)
    return Survey(wall=wall, cpu=cpu, peak_mb=memory.peak / 2**20, early_mb=early / 2**20, said=said)


class _Memory(threading.Thread):
    """Looks at the memory of a process and all below it now and then; what they share counts once (Linux)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.peak = 0
        self.seen: list[tuple[float, int]] = []  # when, and the peak since the time before
        self.start()

    def run(self) -> None:
        lately, told = 0, time.perf_counter()
        while psutil.pid_exists(self._pid):
            lately = max(lately, self._now())
            self.peak = max(self.peak, lately)
            if (now := time.perf_counter()) > told + TELL_SECONDS:
                say(f"{lately / 2**20:.0f} MB lately, {self.peak / 2**20:.0f} MB at most")
            if now > told + TELL_SECONDS or not self.seen:
                self.seen.append((now, lately))
                lately, told = 0, now
            time.sleep(SAMPLE_SECONDS)

    def _now(self) -> int:
        try:
            top = psutil.Process(self._pid)
            return sum(_size(process) for process in (top, *top.children(recursive=True)))
        except psutil.Error:
            return 0


def _size(process: psutil.Process) -> int:
    try:
        found = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(found, "pss", found.rss))


def measure(number: int) -> dict[str, float]:
    """The cost of an estate of this size: cold, and again without a change."""
    with tempfile.TemporaryDirectory(prefix="bench-estate-") as name:
        folder, out = Path(name, "notebooks"), Path(name, "out")
        make_estate(folder, number, say)
        cold = survey(folder, out)
        results = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
        warm = min((survey(folder, out) for _ in range(3)), key=lambda one: one.wall)
        summary = json.loads((out / "estate.json").read_text(encoding="utf-8"))
    figures = {
        "notebooks": number,
        "cold_s": cold.wall,
        "cold_cpu_s": cold.cpu,
        "warm_s": warm.wall,
        "peak_mb": cold.peak_mb,
        "early_mb": cold.early_mb,
        "warm_peak_mb": warm.peak_mb,
        "results_mb": results / 1e6,
        "clusters": summary["number_clusters"],
        "duplicated": summary["duplicated_cells"] / max(1, summary["comparable_cells"]),
    }
    say(json.dumps(figures))
    return figures


def compare_engines(number: int) -> dict[str, float]:
    """One estate in one process, in two, and on Dask with a worker killed: costs, and whether the results agree."""
    with tempfile.TemporaryDirectory(prefix="bench-estate-") as name:
        home = Path(name)
        folder = home / "notebooks"
        make_estate(folder, number, say)
        serial = survey(folder, home / "serial", "--engine", "serial")
        pool = survey(folder, home / "pool", "--jobs", "2")
        with dask_cluster(home, workers=2) as cluster:
            killer = threading.Thread(target=_kill_midway, args=(home / "dask", cluster.workers[0]))
            killer.start()
            dask = survey(folder, home / "dask", "--engine", "dask", "--scheduler", cluster.address)
            killer.join()
            was_killed = cluster.workers[0].poll() is not None
        same = all(sorted_rows(home / other) == sorted_rows(home / "serial") for other in ("pool", "dask"))
    figures = {
        "notebooks": number,
        "serial_s": serial.wall,
        "pool_s": pool.wall,
        "dask_s": dask.wall,
        "worker_killed": was_killed,
        "same_rows": same,
    }
    say(json.dumps(figures))
    return figures


def _kill_midway(out: Path, worker: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 600
    while len(list((out / ".shards" / "notebooks").glob("0*.parquet"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    worker.kill()


def sorted_rows(out: Path) -> dict[str, bytes]:
    """The tables as text, rows sorted."""
    import pyarrow.parquet as pq

    rows = {table: pq.read_table(out / f"{table}.parquet", partitioning=None).to_pylist() for table in TABLES}
    return {table: "\n".join(sorted(map(repr, some))).encode() for table, some in rows.items()}


def table(sizes: Sequence[dict[str, float]]) -> str:
    """The figures as Markdown."""
    lines = [
        "| notebooks | cold s | a second | warm s | cold / warm | peak MB | results MB | clusters |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in sizes:
        number, cold, warm = one["notebooks"], one["cold_s"], one["warm_s"]
        figures = (
            f"{number:,}",
            f"{cold:.1f}",
            f"{number / cold:.0f}",
            f"{warm:.2f}",
            f"{cold / warm:.0f}",
            f"{one['peak_mb']:.0f}",
            f"{one['results_mb']:.1f}",
            f"{one['clusters']:,}",
        )
        lines.append(f"| {' | '.join(figures)} |")
    for smaller, larger in pairwise(sizes):
        ratio, cpu = larger["cold_s"] / smaller["cold_s"], larger["cold_cpu_s"] / smaller["cold_cpu_s"]
        grown = larger["notebooks"] / smaller["notebooks"]
        lines.append(f"\n{grown:.0f} times the notebooks: {ratio:.1f} times as long, {cpu:.1f} times the CPU.")
    return "\n".join(lines)


def bars(sizes: Sequence[dict[str, float]]) -> list[str]:
    """What was asked for, and whether it was met."""
    largest = sizes[-1]
    figures = [
        ("peak memory, MB", largest["peak_mb"], largest["peak_mb"] < MOST_MEMORY, f"< {MOST_MEMORY:.0f}"),
        ("cold / warm", ratio := largest["cold_s"] / largest["warm_s"], ratio >= LEAST_WARM_RATIO, ">= 20"),
    ]
    for smaller, larger in pairwise(sizes):
        grown = larger["cold_s"] / smaller["cold_s"] * 10 * smaller["notebooks"] / larger["notebooks"]
        figures.append(("for ten times the notebooks, times as long", grown, grown <= MOST_GROWTH, "<= 11"))
    return [f"- {what}: {found:.1f} ({bar}: {'met' if is_met else 'MISSED'})" for what, found, is_met, bar in figures]


def main() -> None:
    """Measure, print, and keep the figures in `.bench/estate.json`."""
    parser = argparse.ArgumentParser(prog="python -m bench.estate", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="numbers of notebooks")
    parser.add_argument("--engines", type=int, default=10_000, help="notebooks to compare engines on; 0 for not")
    args = parser.parse_args()
    sizes: list[dict[str, float]] = []
    for number in args.sizes:
        sizes.append(measure(number))
        keep(sizes, {})
    if sizes:
        said = "\n".join(bars(sizes))
        print(f"# Estates\n\n{os.cpu_count()} cores.\n\n{table(sizes)}\n\n{said}", flush=True)
    engines = compare_engines(args.engines) if args.engines else {}
    if engines:
        print(
            f"\n{args.engines:,} notebooks: one process {engines['serial_s']:.1f} s, two {engines['pool_s']:.1f} s "
            f"({engines['serial_s'] / engines['pool_s']:.2f} times as fast), Dask with a worker killed "
            f"{engines['dask_s']:.1f} s. Results {'the same' if engines['same_rows'] else 'DIFFERENT'}."
        )
    keep(sizes, engines)


def keep(sizes: Sequence[dict[str, float]], engines: dict[str, float]) -> None:
    """Writes the figures so far to `.bench/estate.json`."""
    peers.HOME.mkdir(exist_ok=True)
    (peers.HOME / "estate.json").write_text(
        json.dumps({"sizes": sizes, "engines": engines}, indent=1), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
