"""What all handlers share: one worker for quick answers, and jobs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from nb2pkg import __version__
from nb2pkg.server.jobs import Job, Jobs
from nb2pkg.server.problem import ProblemError
from nb2pkg.server.requests import body_of, convert_order, live_order, runs_code, verify_order
from nb2pkg.server.worker import Worker

SECONDS = 120.0  # for a check or a plan
NEEDED = ("nbclient", "ipykernel")


class Service(Struct, frozen=True, kw_only=True):
    """nb2pkg for one server. `root` is the folder that Jupyter shows, `most` the bytes of the largest request."""

    root: Path
    most: int
    allow_verify: bool
    templates: tuple[str, ...]
    jobs: Jobs
    worker: Worker = field(default_factory=Worker)

    def status(self) -> dict[str, Any]:
        """What the front end must know at first."""
        can_verify = self.allow_verify and all(find_spec(name) for name in NEEDED)
        return {
            "version": __version__,
            "can_verify": can_verify,
            "can_template": find_spec("copier") is not None,
            "templates": list(self.templates),
            "max_body": self.most,
        }

    async def look(self, task: str, raw: bytes, is_wanted: Callable[[], bool]) -> dict[str, Any]:
        """The answer to a check or a plan. Once begun it is worked out to the end, even if nobody waits any more."""
        order = live_order(task, body_of(raw, most=self.most), self.root)
        return await asyncio.shield(self.worker.ask(order, seconds=SECONDS, is_wanted=is_wanted))

    def start(self, task: str, raw: bytes) -> Job:
        """A new job."""
        body = body_of(raw, most=self.most)
        is_convert = task == "convert"
        order = convert_order(body, self.root, self.templates) if is_convert else verify_order(body, self.root)
        if runs_code(order) and not self.allow_verify:
            raise ProblemError(403, "This server does not execute notebooks to verify packages.")
        return self.jobs.start(order)

    async def stop(self) -> None:
        """Ends all processes."""
        await self.jobs.stop()
        await self.worker.stop()
