"""A process that works for this one, and is replaced when a piece of work hangs it or kills it.

Not `ProcessPoolExecutor`: one dead worker ends that pool, and a time limit of a task does not stop what runs. Not
`multiprocessing`: workers of Dask may not have children of that kind.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from nb2pkg.engine.batches.work import ItemLimits, Work

START_SECONDS = 120.0
TICK_SECONDS = 0.1


class WatchedProcess:
    """One process. It is started when it is needed, and again after it ended."""

    def __init__(self, limits: ItemLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = float("inf")
        self._is_ready = False
        self._is_late = False
        self._is_closed = False

    def launch(self, warm_up: str = "") -> subprocess.Popen[bytes]:
        """Starts the process without waiting for it. It calls what `warm_up` names (`module:function`) meanwhile."""
        # -P: modules that lie in the current folder, beside notebooks, must never be imported.
        command = [sys.executable, "-P", "-m", f"{__package__}.child", str(self._limits.memory_mb)]
        process = subprocess.Popen(
            [*command, warm_up] if warm_up else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._process, self._is_ready, self._is_late = process, False, False
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        return process

    def results(self, work: Work, items: Sequence[Any]) -> Iterator[Any]:
        """The results for the items, one each, in order. What ends the process costs its own result alone."""
        done = 0
        while done < len(items):
            process = self._started()
            try:
                self._begin(work, items[done:], process)
            except (EOFError, OSError, pickle.UnpicklingError):
                reason = self._why(process, seconds=START_SECONDS)
                yield from (work.failed(item, reason) for item in items[done:])
                return
            try:
                while done < len(items):
                    result = self._received(process, seconds=self._limits.seconds)
                    done += 1
                    yield result
            except (EOFError, OSError, pickle.UnpicklingError):
                yield work.failed(items[done], self._why(process, seconds=self._limits.seconds))
                done += 1

    def close(self) -> None:
        """Ends the process for good."""
        self._is_closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)

    def _started(self) -> subprocess.Popen[bytes]:
        running = self._process
        if running is not None and running.poll() is None and self._becomes_ready(running):
            return running
        self._end()
        if self._is_closed:
            raise RuntimeError("a process that was ended is asked for more")
        process = self.launch()
        if not self._becomes_ready(process):
            self._end()
            raise RuntimeError(f"a process of nb2pkg could not be started: {process.args!r}")
        return process

    def _becomes_ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Waits for what it says first. One that fails at its warm-up never says it."""
        if not self._is_ready:
            try:
                self._received(process, seconds=START_SECONDS)
            except (EOFError, OSError, pickle.UnpicklingError):
                return False
            self._is_ready = True
        return True

    def _begin(self, work: Work, items: Sequence[Any], process: subprocess.Popen[bytes]) -> None:
        """Hands the items over, and waits until they are prepared: modules imported, ruff run."""
        assert process.stdin is not None
        pickle.dump((work, items), process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        self._received(process, seconds=START_SECONDS)

    def _received(self, process: subprocess.Popen[bytes], *, seconds: float) -> Any:
        assert process.stdout is not None
        self._deadline = time.monotonic() + seconds
        try:
            return pickle.load(process.stdout)
        finally:
            self._deadline = float("inf")

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Kills the process when its time is over: whoever waits for its answer then sees that it ended."""
        while self._process is process and process.poll() is None:
            if time.monotonic() > self._deadline:
                self._is_late = True
                process.kill()
                return
            time.sleep(TICK_SECONDS)

    def _why(self, process: subprocess.Popen[bytes], *, seconds: float) -> str:
        process.kill()
        code = process.wait()
        if self._is_late:
            return f"It takes more than {seconds:g} seconds."
        return f"The process that worked on it ended with code {code}: perhaps it took too much memory."


def _close(stream: Any) -> None:
    try:
        stream.close()
    except OSError:  # what was to be written has no reader any more
        return


def _environment() -> dict[str, str]:
    """Ours, with this very package first on the path, wherever it was imported from."""
    home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))}
