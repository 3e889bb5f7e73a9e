"""The server extension: its settings, its addresses, and the processes that it ends with itself."""

from __future__ import annotations

from pathlib import Path

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Int, List, Unicode

from nb2pkg.server.handlers import HANDLERS
from nb2pkg.server.jobs import Jobs
from nb2pkg.server.service import Service
from nb2pkg.server.worker import Worker


class Nb2pkgApp(ExtensionApp):
    """nb2pkg for notebooks in the browser."""

    name = "nb2pkg"
    load_other_extensions = True

    max_body_mb = Int(50, min=1, help="The largest notebook that is looked at, in megabytes.").tag(config=True)
    max_jobs = Int(2, min=1, help="How many conversions may run at once.").tag(config=True)
    allow_verify = Bool(True, help="Whether notebooks may be executed to verify packages.").tag(config=True)
    templates = List(
        Unicode(), help="Addresses of Copier templates that packages may be made with, besides folders below the root."
    ).tag(config=True)

    def initialize_settings(self) -> None:
        """Makes what the handlers share."""
        assert self.serverapp is not None
        self.service = Service(
            root=Path(self.serverapp.root_dir),
            most=self.max_body_mb * 1_000_000,
            allow_verify=self.allow_verify,
            templates=tuple(self.templates),
            jobs=Jobs(most=self.max_jobs),
            worker=Worker(),
        )
        self.settings["nb2pkg_service"] = self.service

    def initialize_handlers(self) -> None:
        """Adds the addresses."""
        self.handlers.extend(HANDLERS)

    async def stop_extension(self) -> None:
        """Ends all processes."""
        await self.service.stop()
