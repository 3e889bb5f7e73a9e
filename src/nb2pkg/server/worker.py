"""Workers as the server sees them: processes that are given orders, and that can be stopped at any time."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from nb2pkg.server.frames import HEAD, framed
from nb2pkg.server.problem import ProblemError
from nb2pkg.server.requests import Order

GONE = 499  # what servers note for a client that has closed the connection
PATIENCE = 10.0  # seconds for a worker to end what it has started, before it is ended itself
DEFECT = "nb2pkg has a defect: its process has ended. The log of the Jupyter server says how."


class Worker:
    """One process. It is started with the first order, and again after it has ended."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def ask(
        self,
        order: Order,
        *,
        seconds: float | None,
        tell: Callable[[str], None] = lambda step: None,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> dict[str, Any]:
        """The answer to an order. Whoever stops waiting, or waits too long, ends the process with it.

        An order that nobody wants any more when its turn comes is not worked on.
        """
        async with self._turn:
            if not is_wanted():
                raise ProblemError(GONE, "Nobody waits for this any more.")
            is_done = False
            try:
                async with asyncio.timeout(seconds):
                    answer = await self._answer(order, tell)
                is_done = True
            except TimeoutError as error:
                raise ProblemError(504, f"This took longer than {seconds:.0f} s and was stopped.") from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                raise ProblemError(500, DEFECT) from error
            finally:
                if not is_done:
                    await asyncio.shield(self.stop())
        if "problem" in answer:
            raise ProblemError(422, answer["problem"], hint=answer["hint"])
        result: dict[str, Any] = answer["result"]
        return result

    async def _answer(self, order: Order, tell: Callable[[str], None]) -> dict[str, Any]:
        import json

        process = await self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(framed({"task": order.task, "payload": order.payload}))
        await process.stdin.drain()
        while True:
            size = int.from_bytes(await process.stdout.readexactly(HEAD), "big")
            message: dict[str, Any] = json.loads(await process.stdout.readexactly(size))
            if "step" not in message:
                return message
            tell(message["step"])

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            await self.stop()
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "nb2pkg.server.work"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        return self._process

    async def stop(self) -> None:
        """Ends the process and all that it has started."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        if process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(PATIENCE):
                await process.wait()
        except TimeoutError:
            _kill(process)
            await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
