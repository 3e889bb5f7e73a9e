"""An environment of its own for a package, made from nothing but what its metadata asks for."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError

_INSTALLED = (
    "import importlib.metadata as m\n"
    "for d in m.distributions():\n"
    "    n = d.metadata['Name']\n"
    "    if n and d.read_text('direct_url.json') is None: print(f'{n}=={d.version}')"
)
SECONDS = 1_800


ACCELERATORS = ("bottleneck", "numexpr")
WITHOUT = "last digits and types of numbers may differ without"
OTHER_VERSIONS = (
    "the package's metadata exclude versions that the notebook ran with: differences may be due to versions"
)


class Isolated(Struct, frozen=True, kw_only=True):
    """The interpreter of a new environment with the package in it, and what must be known about its versions."""

    python: str
    notes: tuple[str, ...] = ()


@contextmanager
def isolated(package: Path, *, python: str) -> Iterator[Isolated]:
    """A new environment with the package in it; gone afterwards.

    What is installed there has the version that it has in the environment of `python`, where its metadata allow that:
    else every difference could be one of versions. Raises Nb2pkgError where the package cannot be installed.
    """
    with tempfile.TemporaryDirectory(prefix="nb2pkg-env-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        constraints = home / "constraints.txt"
        installed = _run([python, "-c", _INSTALLED], what="The environment cannot be read")
        constraints.write_text(installed, encoding="utf-8")
        source = home / "package"  # building leaves traces in the folder
        shutil.copytree(package, source, ignore=shutil.ignore_patterns(".venv", ".git", "__pycache__"))
        environment = home / "env"
        own = str(environment / ("bin/python" if Path(python).parent.name == "bin" else "Scripts/python.exe"))
        uv = shutil.which("uv")
        create = [uv, "venv", "--python", python, str(environment)] if uv else [python, "-m", "venv", str(environment)]
        _run(create, what="No new environment can be made")
        pip = [uv, "pip", "install", "--python", own] if uv else [own, "-m", "pip", "install"]
        notes = _install([*pip, "--quiet", str(source)], constraints)
        yield Isolated(python=own, notes=(*notes, *_unseen(installed, own)))


def _unseen(installed: str, python: str) -> tuple[str, ...]:
    """What the notebook had and never asked for: pandas calculates with it where it is there."""
    here = {line.partition("==")[0].lower() for line in installed.splitlines()}
    if "pandas" not in here or here.isdisjoint(ACCELERATORS):
        return ()
    there = _run([python, "-c", _INSTALLED], what="The new environment cannot be read").lower()
    missing = [name for name in ACCELERATORS if name in here and f"{name}==" not in there]
    return (f"pandas had {' and '.join(missing)} where the notebook ran: {WITHOUT}",) if missing else ()


def _install(command: list[str], constraints: Path) -> tuple[str, ...]:
    """Installs the package with the versions of the notebook's environment, else with others, which is noted."""
    what = "The package cannot be installed from its own metadata"
    try:
        _run([*command, "--constraint", str(constraints)], what=what)
    except Nb2pkgError:
        _run(command, what=what)
        return (OTHER_VERSIONS,)
    return ()


def _run(command: Sequence[str], *, what: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Nb2pkgError(f"{what}: {error}.", hint="Try without --isolated.") from error
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise Nb2pkgError(f"{what}: {said[:300]}", hint="Try without --isolated.")
    return done.stdout
