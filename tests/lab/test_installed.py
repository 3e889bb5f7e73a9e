"""The wheel, as it was built and installed: Jupyter finds both parts of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DIST = Path(__file__).parents[2] / "dist"
MOST_BYTES = 1_500_000


@pytest.mark.parametrize(
    ("command", "name"), [("labextension", "nb2pkg-jupyterlab"), ("server extension", "nb2pkg.server")]
)
def test_jupyter_has_it_enabled(command: str, name: str) -> None:
    line = [sys.executable, "-m", "jupyter", *command.split(), "list"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    lines = [one for one in (done.stdout + done.stderr).splitlines() if name in one]
    assert any("enabled" in one for one in lines), done.stdout + done.stderr
    assert any("OK" in one for one in lines), done.stdout + done.stderr


def test_the_wheel_is_small_and_complete() -> None:
    wheels = list(DIST.glob("nb2pkg-*.whl"))
    assert len(wheels) == 1, "`make wheel` builds it"
    assert wheels[0].stat().st_size < MOST_BYTES
    files = subprocess.run(
        [sys.executable, "-m", "zipfile", "-l", str(wheels[0])], capture_output=True, text=True, check=True
    ).stdout
    place = "data/share/jupyter/labextensions/nb2pkg-jupyterlab"
    for part in (
        f"{place}/package.json",
        f"{place}/install.json",
        f"{place}/static/style.js",
        "jupyter_server_config.d/nb2pkg.json",
    ):
        assert part in files
    assert "nb2pkg/labextension/" not in files
