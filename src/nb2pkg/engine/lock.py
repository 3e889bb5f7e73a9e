"""The lock file of a package: pip resolves what it needs to what is installed where it runs, with hashes (PEP 751)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.verifier.interpreter import active_interpreter

LOCK, _STAGED = "pylock.toml", "pylock.new.toml"
SECONDS = 600


def lock_package(folder: Path, *, python: str = "") -> int:
    """Writes the lock file into the package's folder; how many distributions it pins.

    Asks the package index, and runs the package's build backend for what it needs. Versions are those of the
    interpreter's environment, for what is installed there. Raises Nb2pkgError where pip finds no solution.
    """
    if not (folder / "pyproject.toml").is_file():
        raise Nb2pkgError(f"{folder} has no pyproject.toml.", hint="Name the folder of a package.")
    chosen = shutil.which(python or active_interpreter())
    if chosen is None:
        raise Nb2pkgError(f"{python} is not a Python interpreter.", hint="Name one with --python.")
    chosen = os.path.abspath(chosen)  # links stay: they tell the environment
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as home:
        versions = Path(home, "installed.txt")
        versions.write_text("".join(f"{pin}\n" for pin in _installed(chosen)), encoding="utf-8")
        options = ["--quiet", "--constraint", str(versions), "--output", _STAGED]
        new = folder / _STAGED  # pip wants it beside the package: the lock says where that is
        try:
            _pip(chosen, ["lock", *options, "."], folder=folder)
            text = new.read_text(encoding="utf-8")
            new.replace(folder / LOCK)
        except OSError as error:
            hint = "Give a folder of your own."
            raise Nb2pkgError(f"{folder / LOCK} cannot be written: {error.strerror}.", hint=hint) from error
        finally:
            new.unlink(missing_ok=True)
    return text.count("[[packages]]") - text.count("[packages.directory]")


def _installed(python: str) -> list[str]:
    """What stands in the environment; the package itself and others from folders are not to be had from an index."""
    listed = json.loads(_pip(python, ["list", "--format", "json"], folder=Path()))
    return [f"{one['name']}=={one['version']}" for one in listed if "editable_project_location" not in one]


def _pip(python: str, arguments: Sequence[str], *, folder: Path) -> str:
    command = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise Nb2pkgError(f"pip took over {SECONDS} s.", hint="Is the package index reachable?") from error
    if done.returncode == 0:
        return done.stdout
    if "unknown command" in done.stderr:
        raise Nb2pkgError("pip cannot lock: it is older than 25.1.", hint=f"{python} -m pip install -U pip")
    lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
    raise Nb2pkgError(
        f"pip could not lock {folder}: {(lines or ['no reason given'])[0][:300]}",
        hint="Name with --python the interpreter with which the package runs; pip asks the package index.",
    )
