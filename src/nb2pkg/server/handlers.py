"""The addresses below /nb2pkg. All of them ask who it is and whether they may; errors are problem documents."""

from __future__ import annotations

import json
from http.client import responses
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.extension.handler import ExtensionHandlerMixin
from tornado import web

from nb2pkg.server.problem import ProblemError, problem_document
from nb2pkg.server.service import Service


class _Handler(ExtensionHandlerMixin, APIHandler):
    auth_resource = "nb2pkg"

    @property
    def service(self) -> Service:
        """What all handlers share."""
        found: Service = self.settings["nb2pkg_service"]
        return found

    def give(self, document: dict[str, Any], *, status: int = 200) -> None:
        """Answers with JSON."""
        self.set_status(status)
        self.finish(json.dumps(document))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answers with a problem; what is not ours to tell stays in the log."""
        error = kwargs.get("exc_info", (None, None))[1]
        title, detail, hint = responses.get(status_code, "Error"), "", ""
        if isinstance(error, ProblemError):
            status_code, detail, hint = error.status, error.detail, error.hint
            title = responses.get(status_code, "Error")
        elif isinstance(error, web.HTTPError):
            detail = error.log_message or error.reason or ""
        self.set_status(status_code)
        self.set_header("Content-Type", "application/problem+json")
        self.finish(json.dumps(problem_document(status_code, title, detail, hint)))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Problems that we tell are no news for the log."""
        if not isinstance(value, ProblemError):
            super().log_exception(typ, value, tb)


class StatusHandler(_Handler):
    """Whether nb2pkg is there, and what it can do."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """The status."""
        self.give(self.service.status())


class LookHandler(_Handler):
    """Findings and plans: quick, and nothing is written."""

    _is_gone = False

    def on_connection_close(self) -> None:
        """The browser has stopped waiting: the notebook has been edited since."""
        super().on_connection_close()
        self._is_gone = True

    @web.authenticated
    @authorized
    async def post(self, task: str) -> None:
        """Checks or plans the notebook in the body."""
        self.give(await self.service.look(task, self.request.body, lambda: not self._is_gone))


class StartHandler(_Handler):
    """Conversions and verifications: jobs."""

    @web.authenticated
    @authorized
    async def post(self, task: str) -> None:
        """Begins a job for the notebook in the body."""
        self.give(self.service.start(task, self.request.body).document(), status=202)


class JobHandler(_Handler):
    """One job."""

    @web.authenticated
    @authorized
    async def get(self, id: str) -> None:
        """How far it is."""
        self.give(self.service.jobs.find(id).document())

    @web.authenticated
    @authorized
    async def delete(self, id: str) -> None:
        """Cancels it."""
        job = self.service.jobs.find(id)
        await self.service.jobs.cancel(job)
        self.give(job.document())


HANDLERS = [
    (r"/nb2pkg/status", StatusHandler),
    (r"/nb2pkg/(check|plan)", LookHandler),
    (r"/nb2pkg/(convert|verify)", StartHandler),
    (r"/nb2pkg/jobs/([0-9a-f]{32})", JobHandler),
]
