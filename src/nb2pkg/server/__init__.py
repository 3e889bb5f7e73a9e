"""The part of the JupyterLab extension that runs in the Jupyter server: nb2pkg over HTTP for notebooks being edited.

    browser --JSON--> handlers --Order--> worker process --tasks--> engine

Importing this imports nothing of Jupyter: the server asks for the extension when it wants it.
"""

from __future__ import annotations

from typing import Any

from nb2pkg import __version__ as __version__


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from nb2pkg.server.app import Nb2pkgApp

    return [{"module": "nb2pkg.server", "app": Nb2pkgApp}]
