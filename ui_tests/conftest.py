"""A real `jupyter lab` (and Notebook 7) with the extension, and Debian's Chromium to use it with."""

from __future__ import annotations

import io
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
PATIENCE = int(os.environ.get("NB2PKG_PATIENCE", "60_000"))  # milliseconds: two busy cores are slow
LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
RESULTS = Path(__file__).parent / "results"
SHOTS = Path(os.environ.get("NB2PKG_SHOTS") or RESULTS)
COLOURS = 128  # of screenshots: enough for them, and a third of the size
# Editing together, where it is installed, changes how every notebook is kept: off but where it is what is tested.
ALONE = {f"@jupyter/{name}-extension": True for name in ("collaboration", "docprovider")}
ALONE_ON_SERVER = {"ServerApp": {"jpserver_extensions": {"jupyter_server_ydoc": False}}}
NEWS = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}

LAB = [
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--LabApp.expose_app_in_browser=True",
]

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser there is nothing to test; where one is required that is a failure, not a skip."""
    if not CHROMIUM:
        if os.environ.get("NB2PKG_REQUIRE_LAB"):
            raise pytest.UsageError("chromium is not installed, and the browser tests are required")
        for item in items:
            item.add_marker(pytest.mark.skip(reason="chromium is not installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The system's browser: Playwright's own would have to be downloaded."""
    return {"executable_path": CHROMIUM, "args": ["--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A laptop's window."""
    return {"viewport": {"width": 1400, "height": 900}}


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server: its address, its token, and the folder that it shows."""

    url: str
    token: str
    root: Path

    def saved(self, name: str, cells: Sequence[str | dict[str, Any]]) -> str:
        """Puts a notebook into the folder; its name there."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree((self.root / name).with_suffix(""), ignore_errors=True)  # its package, of a run before
        (self.root / name).write_text(json.dumps(notebook(cells)), encoding="utf-8")
        return name


def notebook(cells: Sequence[str | dict[str, Any]]) -> dict[str, Any]:
    """A notebook of code cells, or of what is given as dictionaries."""
    common = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    made = []
    for index, cell in enumerate(cells):
        full = {**common, "id": f"c{index}", **({"source": cell} if isinstance(cell, str) else cell)}
        if full["cell_type"] != "code":
            full = {key: value for key, value in full.items() if key not in {"outputs", "execution_count"}}
        made.append(full)
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": made}


def _environment(home: Path, *, is_shared: bool) -> dict[str, str]:
    """Nothing of the user's own Jupyter is read or written."""
    folders = {
        "HOME": "home",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    for folder in folders.values():
        (home / folder).mkdir(parents=True)
    if not is_shared:
        (home / "config" / "labconfig").mkdir()
        (home / "config" / "labconfig" / "page_config.json").write_text(json.dumps({"disabledExtensions": ALONE}))
        (home / "config" / "jupyter_server_config.json").write_text(json.dumps(ALONE_ON_SERVER))
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(NEWS), encoding="utf-8")
    return {**os.environ, **{name: str(home / folder) for name, folder in folders.items()}}


def _run(app: str, home: Path, more: Sequence[str] = (), *, is_shared: bool = False) -> Iterator[Server]:
    root, token = home / "work", secrets.token_hex(16)
    root.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", app, "--allow-root", "--no-browser", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}", *more]
    log = home / "server.log"
    with log.open("wb") as stream:
        environment = {**_environment(home, is_shared=is_shared), "JUPYTER_TOKEN": token}
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream, cwd=root)
    server = Server(url=f"http://127.0.0.1:{port}", token=token, root=root)
    try:
        _wait_for(server, process, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    address = f"{server.url}/nb2pkg/status?token={server.token}"
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert json.load(answer)["version"]
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.4)
    raise AssertionError(f"the server does not start:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab."""
    yield from _run("jupyterlab", tmp_path_factory.mktemp("lab"), LAB)


@pytest.fixture(scope="module")
def shared_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab with jupyter-collaboration: several people edit the same notebook at the same time."""
    yield from _run("jupyterlab", tmp_path_factory.mktemp("shared"), LAB, is_shared=True)


@pytest.fixture(scope="session")
def notebook7(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Notebook 7."""
    yield from _run("notebook", tmp_path_factory.mktemp("notebook"))


Open = Callable[..., Page]


def visit(page: Page, server: Server, name: str) -> None:
    """Opens a notebook in JupyterLab, in a workspace of its own."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.url}/lab/workspaces/{secrets.token_hex(4)}/tree/{name}?token={server.token}")
    page.locator(".jp-NotebookPanel:visible .jp-Notebook .jp-Cell").first.wait_for()
    page.locator("#jupyterlab-splash").wait_for(state="detached")
    page.locator('.jp-NotebookPanel:visible [data-jp-item-name="nb2pkg"]').wait_for()
    # The kernel's start takes the focus and rewrites the toolbar.
    page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first.wait_for()
    # So is the indicator before there is a kernel at all.
    page.wait_for_function("() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")


def put_on(page: Page, theme: str) -> None:
    """Changes JupyterLab's theme."""
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    page.locator(f'body[data-jp-theme-name="{theme}"]').wait_for(state="attached")


@pytest.fixture
def opened(page: Page, lab: Server, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens a notebook in JupyterLab."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error.message}\n{error.stack}"))

    def open_it(name: str, *, theme: str = "") -> Page:
        visit(page, lab, name)
        if theme:
            put_on(page, theme)
        return page

    yield open_it
    shot = RESULTS / f"{request.node.name}.png"
    shot.parent.mkdir(exist_ok=True)
    page.screenshot(path=shot)
    page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", LIGHT)
    # Shut the kernels down: the next test shall have the machine for itself.
    page.evaluate("async () => { await jupyterapp.serviceManager.sessions.shutdownAll(); }")
    assert [error for error in errors if "nb2pkg" in error] == []


def press(page: Page) -> None:
    """Presses the button, and waits for the findings."""
    page.locator('.jp-NotebookPanel:visible [data-jp-item-name="nb2pkg"]').first.click()
    panel(page).wait_for()
    checked(page)


def panel(page: Page) -> Any:
    """The panel."""
    return page.locator("#nb2pkg-panel")


def checked(page: Page) -> None:
    """Waits until no check is going on."""
    expect(panel(page).locator(".nb2pkg-grade")).to_have_text(re.compile("^[A-F]$"))
    expect(panel(page).locator(".nb2pkg-header button[aria-busy='false']")).to_be_visible()


def shoot(page: Page, name: str) -> None:
    """A screenshot for the documentation."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.mouse.move(5, 895)
    page.wait_for_timeout(400)
    shot = Image.open(io.BytesIO(page.screenshot()))
    shot.quantize(COLOURS).save(SHOTS / f"{name}.png", optimize=True)
