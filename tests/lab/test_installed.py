"""The wheel, as it was built and installed: Jupyter finds both parts of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

DIST = Path(__file__).parents[2] / "dist"
MOST_BYTES = 1_500_000


PARTS = [("labextension", "nb2pkg-jupyterlab"), ("server extension", "nb2pkg.server")]


def _assert_enabled(python: Path | str, command: str, name: str, environment: dict[str, str]) -> None:
    line = [str(python), "-m", "jupyter", *command.split(), "list"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, env=environment)
    lines = [one for one in (done.stdout + done.stderr).splitlines() if name in one]
    assert any("enabled" in one for one in lines), done.stdout + done.stderr
    assert any("OK" in one for one in lines), done.stdout + done.stderr


@pytest.mark.parametrize(("command", "name"), PARTS)
def test_jupyter_has_it_enabled(command: str, name: str) -> None:
    _assert_enabled(sys.executable, command, name, dict(os.environ))


def test_in_a_clean_environment_it_is_enabled_at_once(tmp_path: Path) -> None:
    """As users have it: the wheel with its extra `lab`, and nothing else that anybody has asked for."""
    (wheel,) = DIST.glob("nb2pkg-*.whl")
    home, python = tmp_path / "venv", tmp_path / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    frozen = subprocess.run([sys.executable, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    known = [line for line in frozen.splitlines() if "==" in line]  # what has been downloaded once is not again
    (tmp_path / "known.txt").write_text("\n".join(known), encoding="utf-8")
    wanted = [f"nb2pkg[lab] @ file://{wheel}"]
    options = ["--quiet", "--no-compile", "--constraint", str(tmp_path / "known.txt")]
    subprocess.run([*pip, "install", *options, *wanted], check=True)
    subprocess.run([*pip, "check"], check=True)
    environment = {"HOME": str(tmp_path), "PATH": f"{home / 'bin'}:/usr/bin:/bin"}  # and no Node
    for command, name in PARTS:
        _assert_enabled(python, command, name, environment)


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


def test_a_wheel_from_the_source_distribution_has_the_front_end_without_node(tmp_path: Path) -> None:
    """The sdist carries what was built: whoever builds a wheel of it needs neither Node nor the front end's sources."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PATH": str(tmp_path)}  # where there is no Node, nor anything else
    build = [sys.executable, "-m", "hatchling", "build"]
    subprocess.run([*build, "-t", "sdist", "-d", str(tmp_path)], cwd=root, check=True, capture_output=True)
    (sdist,) = tmp_path.glob("nb2pkg-*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    folder = tmp_path / sdist.name.removesuffix(".tar.gz")
    assert not (folder / "labextension" / "package.json").exists()
    line = [*build, "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(line, cwd=folder, env=environment, check=True, capture_output=True)
    (made,), built = tmp_path.glob("nb2pkg-*.whl"), next(DIST.glob("nb2pkg-*.whl"))
    assert _files(made) == _files(built)


def _files(wheel: Path) -> dict[str, int]:
    with zipfile.ZipFile(wheel) as archive:
        return {one.filename: one.CRC for one in archive.infolist() if not one.filename.endswith("/RECORD")}
