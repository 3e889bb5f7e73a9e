"""`python -m tests.fuzz`: every target for some seconds of CPU, with bytes that atheris picks by the code they reach.

Without atheris the bytes are random. What is worth keeping stays in `.fuzz/<target>`, and what fails in
`.fuzz/<target>-failed`; each target runs in a process of its own, as atheris wants it.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import math
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

HOME = Path(__file__).parents[2] / ".fuzz"
CORPUS = Path(__file__).parent / "corpus"
# Bytes of an input. Programs are made of some dozen: of more bytes most mutations would change nothing.
LENGTH, LENGTHS = 64, {"reader": 512, "reports": 256}
LONGEST = 60  # seconds of CPU for one input; those on the wall, which libFuzzer counts, depend on who else is running
# What bytes are followed by: libFuzzer likes short ones, and where they end before an example does, there is none.
REST = random.Random(0).randbytes(4096)


def main() -> int:
    """Runs the targets one after the other; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=1800, help="of CPU, for each target")
    parser.add_argument("--target", help="only this one")
    parser.add_argument("--here", action="store_true", help="run the target in this process")
    args = parser.parse_args()
    if args.here:
        return run_here(args.target, args.seconds)
    from tests.fuzz.test_fuzz import TARGETS

    failed = []
    for name in [args.target] if args.target else TARGETS:
        command = [sys.executable, "-m", "tests.fuzz", "--here", "--target", name, "--seconds", str(args.seconds)]
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "no target failed", flush=True)
    return int(bool(failed))


def run_here(name: str, seconds: int) -> int:
    """One target in this process."""
    kept, bad = HOME / name, failed_inputs(name)
    kept.mkdir(parents=True, exist_ok=True)
    if find_spec("atheris") is None:
        return run_at_random(name, seconds, kept, bad)
    import atheris

    with atheris.instrument_imports(include=["nb2pkg"]):
        from tests.fuzz.test_fuzz import TARGETS
    options = ["-len_control=0", f"-timeout={20 * LONGEST}", "-rss_limit_mb=4096", f"-artifact_prefix={bad}/"]
    for file in (CORPUS / name).glob("*"):
        shutil.copy(file, kept)
    length = LENGTHS.get(name, LENGTH)
    for number in range(20):  # else libFuzzer begins with a few bytes
        (kept / f"first-{number}").write_bytes(random.Random(number).randbytes(length))
    one_input = limited(TARGETS[name].hypothesis.fuzz_one_input, name, seconds=seconds)
    atheris.Setup([sys.argv[0], str(kept), f"-max_len={2 * length}", *options], one_input)
    atheris.Fuzz()
    return 0


def limited(
    one_input: Callable[[bytes], object], name: str, *, seconds: float = math.inf, runs: float = math.inf
) -> Callable[[bytes], None]:
    """Ends the process when its CPU time or its inputs are used up; libFuzzer itself knows the clock on the wall only.

    An input that fails is kept with the rest of its bytes; the file that libFuzzer may write, `crash-...`, has none.
    """
    tell, number, bad = _teller(name), itertools.count(), failed_inputs(name)

    def one_of_many(data: bytes) -> None:
        if used_seconds() > seconds or next(number) >= runs:
            tell(last=True)
            os._exit(0)  # an ordinary exit would be reported as a crash of the target
        tell()
        data += REST[len(data) :]
        try:
            with within_limit():
                one_input(data)
        except Exception:
            tell(last=True)
            (bad / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
            raise

    return one_of_many


def used_seconds() -> float:
    """CPU of this process and of what it has started: half of a conversion's is that of ruff, which formats it."""
    return sum(os.times()[:4])


@contextmanager
def within_limit() -> Iterator[None]:
    """Raises TimeoutError where an input takes too much CPU."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"one input took {LONGEST} seconds of CPU")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def failed_inputs(name: str) -> Path:
    """Where they stay."""
    folder = HOME / f"{name}-failed"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _teller(name: str) -> Callable[..., None]:
    """Says every minute of CPU, and last, how many inputs meant something."""
    from tests.fuzz.test_fuzz import TALLIES

    told = 0.0

    def tell(*, last: bool = False) -> None:
        nonlocal told
        now = used_seconds()
        if last or now > told + 60:
            told = now
            print(f"{name}: {now:.0f} CPU s, {TALLIES[name]}", flush=True)

    return tell


def run_at_random(name: str, seconds: int, kept: Path, bad: Path) -> int:
    """The same without coverage: bytes that were kept, and new ones."""
    from tests.fuzz.test_fuzz import TARGETS

    one_input = TARGETS[name].hypothesis.fuzz_one_input
    draw, number, tell = random.Random(), 0, _teller(name)
    old = [file.read_bytes() for file in sorted(kept.iterdir())]
    while used_seconds() < seconds:
        data = old.pop() if old else draw.randbytes(LENGTHS.get(name, LENGTH))
        number += 1
        tell()
        try:
            with within_limit():
                one_input(data)
        except Exception:
            (bad / f"{os.getpid()}-{number}").write_bytes(data)
            raise
    tell(last=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
