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

from nb2pkg.engine.batches.child import READY
from nb2pkg.engine.batches.work import ItemLimits, Work

START_SECONDS = 120.0
TICK_SECONDS = 0.1


class WatchedProcess:
    """One process. It is started when it is needed, and again after it ended."""

    def __init__(self, limits: ItemLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = float("inf")
        self._is_late = False

    def results(self, work: Work, items: Sequence[Any]) -> Iterator[Any]:
        """The results for the items, one each, in order. What ends the process costs its own result alone."""
        done = 0
        while done < len(items):
            process = self._started()
            try:
                self._send((work, items[done:]), process)
                while done < len(items):
                    result = self._received(process)
                    done += 1
                    yield result
            except (EOFError, OSError, pickle.UnpicklingError):
                yield work.failed(items[done], self._why(process))
                done += 1

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        command = [sys.executable, "-m", f"{__package__}.child", str(self._limits.memory_mb)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
        self._process, self._is_late = process, False
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        self._deadline = time.monotonic() + START_SECONDS
        try:
            if pickle.load(process.stdout) != READY:  # type: ignore[arg-type]
                raise EOFError
        except (EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise RuntimeError(f"a process of nb2pkg could not be started: {' '.join(command)}") from error
        finally:
            self._deadline = float("inf")
        return process

    def _send(self, job: object, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        pickle.dump(job, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()

    def _received(self, process: subprocess.Popen[bytes]) -> Any:
        assert process.stdout is not None
        self._deadline = time.monotonic() + self._limits.seconds
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

    def _why(self, process: subprocess.Popen[bytes]) -> str:
        process.kill()
        code = process.wait()
        if self._is_late:
            return f"It takes more than {self._limits.seconds:g} seconds."
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
