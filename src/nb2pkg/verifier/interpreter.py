"""The interpreter in whose environment the notebook and the package run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

_QUESTION = (
    "import platform, importlib.util as u; print(platform.python_version(), u.find_spec('ipykernel') is not None)"
)


def active_interpreter() -> str:
    """That of the active virtual or conda environment; else the one that runs nb2pkg."""
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        folder = os.environ.get(name)
        for place in ("bin/python", "python.exe", "Scripts/python.exe"):
            if folder and (Path(folder) / place).is_file():
                return str(Path(folder) / place)
    return sys.executable


def checked_interpreter(python: str) -> str:
    """The interpreter as a path, if it can run notebooks. Raises Nb2pkgError if not."""
    found = shutil.which(python)
    if found is None:
        raise Nb2pkgError(f"{python} is not a Python interpreter.", hint="Name one with --python.")
    _, has_kernel = _asked(found)
    if not has_kernel:
        raise Nb2pkgError(
            f"{found} has no ipykernel, which runs the notebook.",
            hint=f"Install it: {found} -m pip install ipykernel. Or name another interpreter with --python.",
        )
    return os.path.abspath(found)  # links stay: they tell the environment


def python_version(python: str) -> str:
    """Its version, `3.11.7`."""
    return _asked(python)[0]


def _asked(python: str) -> tuple[str, bool]:
    try:
        done = subprocess.run(
            [python, "-I", "-c", _QUESTION], capture_output=True, text=True, check=True, timeout=60
        ).stdout.split()
        return done[0], done[1] == "True"
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        raise Nb2pkgError(f"{python} is not a Python interpreter.", hint="Name one with --python.") from error
