"""An environment of its own for a package, made from nothing but what its metadata asks for."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nb2pkg.errors import Nb2pkgError

_INSTALLED = (
    "import importlib.metadata as m\n"
    "for d in m.distributions():\n"
    "    n = d.metadata['Name']\n"
    "    if n and d.read_text('direct_url.json') is None: print(f'{n}=={d.version}')"
)
SECONDS = 1_800


@contextmanager
def isolated(package: Path, *, python: str) -> Iterator[str]:
    """The interpreter of a new environment with the package in it; gone afterwards.

    What is installed there has the version that it has in the environment of `python`, where that has it at all: else
    every difference could be one of versions. Raises Nb2pkgError where the package cannot be installed.
    """
    with tempfile.TemporaryDirectory(prefix="nb2pkg-env-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        constraints = home / "constraints.txt"
        constraints.write_text(
            _run([python, "-c", _INSTALLED], what="The environment cannot be read"), encoding="utf-8"
        )
        source = home / "package"  # building leaves traces in the folder
        shutil.copytree(package, source, ignore=shutil.ignore_patterns(".venv", ".git", "__pycache__"))
        environment = home / "env"
        own = environment / ("bin/python" if (Path(python).parent.name == "bin") else "Scripts/python.exe")
        uv = shutil.which("uv")
        create = [uv, "venv", "--python", python, str(environment)] if uv else [python, "-m", "venv", str(environment)]
        _run(create, what="No new environment can be made")
        pip = [uv, "pip", "install", "--python", str(own)] if uv else [str(own), "-m", "pip", "install"]
        install = [*pip, "--quiet", "--constraint", str(constraints), str(source)]
        _run(install, what="The package cannot be installed from its own metadata")
        yield str(own)


def _run(command: Sequence[str], *, what: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Nb2pkgError(f"{what}: {error}.", hint="Try without --isolated.") from error
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise Nb2pkgError(f"{what}: {said[:300]}", hint="Try without --isolated.")
    return done.stdout
