"""Runs a notebook in a fresh kernel of the chosen interpreter, and records what happens."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nb2pkg.errors import Nb2pkgError
from nb2pkg.verifier.facts import PackageFacts
from nb2pkg.verifier.instrument import Stage, stages, start_call
from nb2pkg.verifier.limits import Limits, clean_environment, end_group, limited, network_prefix

TOLERANT, SKIPPED = "raises-exception", "skip-execution"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookRun:
    """What happened. `cells_run` are the cells that went through; `error` says how the run ended if it failed."""

    events: tuple[dict[str, Any], ...]
    cells_run: frozenset[int]
    error: str
    error_cell: int
    seconds: float


def run_notebook(
    notebook: Path, facts: PackageFacts, *, python: str, folder: Path, probe: Path, limits: Limits, target: Path
) -> NotebookRun:
    """Runs the notebook in `folder`, which holds a copy of its own. The kernel leaves its events in `target`."""
    try:
        import nbformat
        from nbclient import NotebookClient
    except ImportError as error:
        raise Nb2pkgError(
            "`nb2pkg verify` needs nbclient and ipykernel.", hint="Install them: pip install 'nb2pkg[verify]'."
        ) from error
    document = nbformat.read(notebook, as_version=4)
    sources = {
        index: cell["source"]
        for index, cell in enumerate(document.cells)
        if cell["cell_type"] == "code" and SKIPPED not in cell["metadata"].get("tags", [])
    }
    tolerant = {index for index, cell in enumerate(document.cells) if TOLERANT in cell["metadata"].get("tags", [])}
    manager = _manager(python, limits, probe, target.parent)
    client = NotebookClient(
        nbformat.v4.new_notebook(), km=manager, timeout=limits.seconds, allow_errors=False, store_widget_state=False
    )
    started = time.monotonic()
    run = _Run(client=client, folder=folder, environment=clean_environment({"PYTHONPATH": str(probe)}))
    done, error, error_cell = asyncio.run(run.all(stages(sources, facts, str(target)), frozenset(tolerant)))
    events = tuple(json.loads(target.read_bytes())) if target.exists() else ()
    return NotebookRun(
        events=events,
        cells_run=frozenset(done),
        error=error,
        error_cell=error_cell,
        seconds=time.monotonic() - started,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run of all cells through a client."""

    client: Any
    folder: Path
    environment: dict[str, str]

    async def all(self, cells: tuple[Stage, ...], tolerant: frozenset[int]) -> tuple[list[int], str, int]:
        """The cells that went through, and how and where it failed if it did."""
        done: list[int] = []
        try:
            async with self.client.async_setup_kernel(cwd=str(self.folder), env=self.environment):
                await self._quietly(start_call())
                for stage in cells:
                    await self._quietly(stage.before)
                    problem = await self._cell(stage.source)
                    await self._quietly(stage.after)
                    if problem and stage.cell not in tolerant:
                        return done, problem, stage.cell
                    done.append(stage.cell)
            return done, "", -1
        except (TimeoutError, RuntimeError) as error:  # nbclient's own: a cell takes too long, the kernel is dead
            return done, _in_short(error), cells[len(done)].cell if len(done) < len(cells) else -1
        finally:
            self._end()

    async def _cell(self, source: str) -> str:
        """Runs a cell as the notebook has it; the error that it ended with, if any."""
        from nbclient.exceptions import CellExecutionError

        cell = _code_cell(source)
        self.client.nb.cells = [cell]
        try:
            await self.client.async_execute_cell(cell, 0)
        except CellExecutionError as error:
            return f"{error.ename}: {error.evalue}"[:500]
        finally:
            cell["outputs"] = []  # the kernel has logged what matters, and they may be large
        return ""

    async def _quietly(self, source: str) -> None:
        """Runs code that the notebook's history does not know of."""
        cell = _code_cell(source)
        self.client.nb.cells = [cell]
        await self.client.async_execute_cell(cell, 0, store_history=False)

    def _end(self) -> None:
        """Whatever the kernel has started ends with it."""
        process = getattr(getattr(self.client.km, "provisioner", None), "process", None)
        if process is not None:
            end_group(process.pid)


def _code_cell(source: str) -> Any:
    import nbformat

    return nbformat.v4.new_code_cell(source)


def _in_short(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0] if text else ''}"[:300]


def _manager(python: str, limits: Limits, probe: Path, sockets: Path) -> Any:
    """A manager for a kernel of any interpreter, whether or not it is registered with Jupyter."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    command = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
    specification = KernelSpec(argv=limited(command, limits), display_name="Python", language="python")

    class Manager(AsyncKernelManager):
        """Its specification is made here, not looked up."""

        @property
        def kernel_spec(self) -> KernelSpec:
            """How the kernel is started."""
            return specification

    manager = Manager()
    if not limits.network and network_prefix():
        manager.transport = "ipc"  # sockets in the file system: the kernel has no network to be reached by
        manager.ip = str(sockets / "kernel")
    return manager
