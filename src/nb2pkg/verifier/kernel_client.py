"""A kernel of any interpreter, started within limits, and the cells that run in it."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from msgspec import Struct

from nb2pkg.errors import Nb2pkgError
from nb2pkg.verifier.lean_imports import without_grammars
from nb2pkg.verifier.limits import Limits, Room, limited, network_prefix
from nb2pkg.verifier.processes import end_all, exceeded, tail

with without_grammars():
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

STARTUP_SECONDS = 60


class KernelClient(Struct, frozen=True, kw_only=True):
    """A client of a kernel that is not started yet."""

    client: Any
    manager: Any
    room: Room
    limits: Limits
    environment: Mapping[str, str]

    @classmethod
    def of(cls, *, python: str, room: Room, limits: Limits, environment: Mapping[str, str]) -> KernelClient:
        """A client for a kernel of the interpreter, whether or not it is registered with Jupyter."""
        manager = _manager(python, limits, room)
        client = NotebookClient(
            nbformat.v4.new_notebook(),
            km=manager,
            shutdown_kernel="immediate",
            timeout=None,
            startup_timeout=STARTUP_SECONDS,
            allow_errors=False,
            store_widget_state=True,  # else what is printed into a widget is an error of nbclient
        )
        return cls(client=client, manager=manager, room=room, limits=limits, environment=environment)

    async def run(
        self, cells: Mapping[int, str], *, tolerant: frozenset[int], before: str, after: str
    ) -> tuple[list[int], int | None, str]:
        """The cells that went through; the one that did not, and the limit that was hit, if any."""
        done: list[int] = []
        running = asyncio.ensure_future(self._all(cells, done, tolerant=tolerant, before=before, after=after))
        killed, started = "", time.monotonic()
        try:
            while not killed and not (await asyncio.wait({running}, timeout=0.2))[0]:
                killed = exceeded(self.room, time.monotonic() - started, self.limits)
            if not killed:
                failed, killed = running.result()
                return done, failed, killed
        finally:
            running.cancel()
            try:
                with suppress(asyncio.CancelledError, RuntimeError, Nb2pkgError):
                    await running
            finally:
                self._end()
        return done, _next(cells, done), killed

    async def _all(
        self, cells: Mapping[int, str], done: list[int], *, tolerant: frozenset[int], before: str, after: str
    ) -> tuple[int | None, str]:
        """Runs all cells and notes them in `done`; the one that ended it, if one did, and whether it died."""
        try:
            environment = dict(self.environment)
            async with self.client.async_setup_kernel(cwd=str(self.room.folder), env=environment, cleanup_kc=True):
                _leave_signals_alone()
                await self._execute(before, is_history=False)
                for index, source in cells.items():
                    if not await self._execute(source) and index not in tolerant:
                        return index, ""
                    done.append(index)
                await self._execute(after, is_history=False)
                self._end()
            return None, ""
        except RuntimeError as error:
            if isinstance(error, DeadKernelError) or done:
                return _next(cells, done), "the kernel died"
            said = (tail(self.room.err).strip().splitlines() or [str(error)])[-1]
            raise Nb2pkgError(
                f"The kernel does not start: {said[:300]}",
                hint="The environment named by --python must have ipykernel: pip install ipykernel.",
            ) from error

    async def _execute(self, source: str, *, is_history: bool = True) -> bool:
        """Runs a cell; whether it went through."""
        cell = nbformat.v4.new_code_cell(source)
        self.client.nb.cells = [cell]
        try:
            await self.client.async_execute_cell(cell, 0, store_history=is_history)
        except CellExecutionError:
            return False
        return True

    def _end(self) -> None:
        """Whatever the kernel has started ends with it."""
        process = getattr(self.manager.provisioner, "process", None)
        end_all(process.pid if process is not None else None, self.room.mark)


def _next(cells: Mapping[int, str], done: Sequence[int]) -> int | None:
    return next((index for index in cells if index not in done), None)


def _leave_signals_alone() -> None:
    """nbclient swallows what asks this process to end; then it would go on with a dead kernel."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(RuntimeError, NotImplementedError):
            loop.remove_signal_handler(number)


def _manager(python: str, limits: Limits, room: Room) -> AsyncKernelManager:
    command = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
    # What is written past Python goes to our files; the kernel would send it on as if Python had printed it.
    command.append("--IPKernelApp.capture_fd_output=False")
    specification = KernelSpec(argv=limited(command, limits, room), display_name="Python", language="python")

    class Manager(AsyncKernelManager):
        """Its specification is made here, not looked up."""

        @property
        def kernel_spec(self) -> KernelSpec:
            """How the kernel is started."""
            return specification

    manager = Manager(connection_file=str(room.scratch / "kernel.json"))
    if not limits.network and network_prefix():
        manager.transport = "ipc"  # sockets in the file system: the kernel has no network to be reached by
        manager.ip = str(room.scratch / "kernel")
    return manager
