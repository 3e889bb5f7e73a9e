"""A Jupyter server with the extension, for tests of its addresses."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

pytest_plugins = ["pytest_jupyter.jupyter_server"]

Ask = Callable[..., Awaitable[tuple[int, Any]]]
Finish = Callable[[str], Awaitable[dict[str, Any]]]


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    """The extension, and nothing else."""
    return {"ServerApp": {"jpserver_extensions": {"nb2pkg.server": True}}, "Nb2pkgApp": {"max_body_mb": 1}}


@pytest.fixture
def ask(jp_fetch: Callable[..., Any]) -> Ask:
    """Asks an address below /nb2pkg; the status and the JSON of the answer, whatever it is."""

    async def asked(*parts: str, body: Any = None, method: str = "", **more: Any) -> tuple[int, Any]:
        if body is not None:
            more["body"] = body if isinstance(body, str | bytes) else json.dumps(body)
        chosen = method or ("GET" if body is None else "POST")
        try:
            answer = await jp_fetch("nb2pkg", *parts, method=chosen, request_timeout=120, **more)
        except HTTPClientError as error:
            answer = error.response
        return answer.code, json.loads(answer.body or b"null")

    return asked


@pytest.fixture
def finish(ask: Ask) -> Finish:
    """Waits until a job is over; what is told about it then."""

    async def finished(id: str) -> dict[str, Any]:
        for _ in range(1200):
            _, job = await ask("jobs", id)
            if job["state"] != "running":
                return dict(job)
            await asyncio.sleep(0.1)
        raise AssertionError(f"the job does not end: {job}")

    return finished


def notebook(*sources: str, metadata: dict[int, dict[str, Any]] | None = None) -> dict[str, Any]:
    """A notebook model as a browser sends it."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{index}",
                "metadata": (metadata or {}).get(index, {}),
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for index, source in enumerate(sources)
        ],
    }


def saved(folder: Path, model: dict[str, Any], name: str = "sales.ipynb") -> Path:
    """The notebook as a file in the server's root."""
    path = folder / name
    path.write_text(json.dumps(model), encoding="utf-8")
    return path
