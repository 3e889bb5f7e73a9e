"""`python -m tests.fuzz.fixed`: a number of inputs for each target, led by coverage, nearly the same each time: for CI.

Seconds would let the speed of the machine decide what is tried. So seed, first inputs, their order and their number are
fixed, and nothing is kept from one run to the next; needs PYTHONHASHSEED=0. What is imported once is shared by forking.
Another checkout of the same code has been seen to count a few other examples of one target.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.__main__ import CORPUS, LENGTH, LENGTHS, failed_inputs, limited

# Of every target what takes about 20 seconds of CPU: two minutes in all.
RUNS = {"emitter": 700, "planner": 750, "tracer": 2200, "reports": 750, "reader": 1800, "magics": 6000}


def main() -> int:
    """1 if a target failed; what it said is shown, and the input is kept."""
    if find_spec("atheris") is None:
        print("NOT RUN: fuzzing led by coverage. There is no atheris for this Python or system.")
        return 0
    assert os.environ.get("PYTHONHASHSEED") == "0", "else another order of sets is another run"
    import atheris

    with atheris.instrument_imports(include=["nb2pkg"]):
        from tests.fuzz import programs, test_fuzz

    for made_once in (programs.pool, programs.magic_pool, programs.expressions):
        made_once()
    tests = [test_fuzz.TARGETS[name] for name in RUNS]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        failed = [name for name, is_sound in zip(RUNS, threads.map(_run, RUNS, tests), strict=True) if not is_sound]
    print(f"failed: {', '.join(failed)}; the inputs are in .fuzz" if failed else "no target failed", flush=True)
    return int(bool(failed))


def _run(name: str, test: Callable[..., None]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        process = multiprocessing.get_context("fork").Process(target=_fuzz, args=(name, test, Path(folder)))
        process.start()
        process.join()
        told = Path(folder, "told").read_text(encoding="utf-8", errors="replace")
    print(told if process.exitcode else told.rstrip().rpartition("\n")[2], flush=True)
    return not process.exitcode


def _fuzz(name: str, test: Callable[..., None], folder: Path) -> None:
    import atheris

    told = os.open(folder / "told", os.O_CREAT | os.O_WRONLY)
    os.dup2(told, 1)
    os.dup2(told, 2)
    kept = f"-artifact_prefix={failed_inputs(name)}/"
    options = ["-seed=1", "-len_control=0", "-timeout=600", "-rss_limit_mb=4096", kept]
    length = LENGTHS.get(name, LENGTH)
    one_input = limited(test.hypothesis.fuzz_one_input, name, runs=RUNS[name])
    first = f"-seed_inputs={','.join(_first_inputs(name, length, folder))}"
    atheris.Setup([sys.argv[0], f"-max_len={2 * length}", first, *options], one_input)
    atheris.Fuzz()


def _first_inputs(name: str, length: int, folder: Path) -> list[str]:
    files = sorted((CORPUS / name).glob("*"))
    for number in range(20):
        files.append(folder / f"first-{number}")
        files[-1].write_bytes(random.Random(number).randbytes(length))
    return [str(file) for file in files]


if __name__ == "__main__":
    sys.exit(main())
