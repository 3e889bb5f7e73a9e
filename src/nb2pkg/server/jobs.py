"""Long work: jobs that run beside the server, one process each, to be asked after and cancelled."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from msgspec import Struct, field

from nb2pkg.server.problem import ProblemError, problem_document
from nb2pkg.server.requests import Order
from nb2pkg.server.worker import Worker

KEPT = 50  # jobs that are over and can still be asked after
MOST_SECONDS = 3600.0


class Job(Struct, kw_only=True):
    """One job. `state`: running, done, failed, cancelled."""

    id: str
    kind: str
    state: str = "running"
    step: str = "waiting"
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None
    worker: Worker = field(default_factory=Worker)
    task: asyncio.Task[None] | None = None

    def document(self) -> dict[str, Any]:
        """What is told about it."""
        return {name: getattr(self, name) for name in ("id", "kind", "state", "step", "result", "problem")}


class Jobs:
    """All jobs of a server."""

    def __init__(self, *, most: int) -> None:
        self._most, self._jobs = most, dict[str, Job]()

    def start(self, order: Order) -> Job:
        """Begins a job. Raises ProblemError if too many are running."""
        if sum(job.state == "running" for job in self._jobs.values()) >= self._most:
            raise ProblemError(429, f"{self._most} jobs are running.", hint="Wait for one to end, or cancel it.")
        over = [job.id for job in self._jobs.values() if job.state != "running"]
        for old in over[: max(0, len(over) - KEPT)]:
            del self._jobs[old]
        job = Job(id=secrets.token_hex(16), kind=order.task)
        self._jobs[job.id] = job
        job.task = asyncio.get_running_loop().create_task(_run(job, order))
        return job

    def find(self, id: str) -> Job:
        """The job of this id. Raises ProblemError if there is none."""
        if id not in self._jobs:
            raise ProblemError(404, "There is no such job.", hint="The server may have been started again.")
        return self._jobs[id]

    async def cancel(self, job: Job) -> None:
        """Ends a job, with all that it has started."""
        if job.task is not None and not job.task.done():
            job.state = "cancelled"
            job.task.cancel()
            await asyncio.wait([job.task])

    async def stop(self) -> None:
        """Ends all jobs."""
        for job in list(self._jobs.values()):
            await self.cancel(job)


async def _run(job: Job, order: Order) -> None:
    def tell(step: str) -> None:
        job.step = step

    result, problem = None, None
    try:
        result = await job.worker.ask(order, seconds=MOST_SECONDS, tell=tell)
    except ProblemError as error:
        problem = problem_document(error.status, "Unprocessable", error.detail, error.hint)
    await asyncio.shield(job.worker.stop())
    job.result, job.problem, job.state = result, problem, "failed" if problem else "done"
