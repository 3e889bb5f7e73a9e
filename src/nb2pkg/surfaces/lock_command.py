"""`nb2pkg lock`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def lock(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The folder of a package with pyproject.toml.")],
    *,
    python: Annotated[
        str, typer.Option("--python", help="The interpreter with which it runs.  [default: the active environment's]")
    ] = "",
) -> None:
    """Pin what PACKAGE needs, with hashes, in its pylock.toml: the versions that ran. Asks the package index."""
    from nb2pkg.engine.lock import LOCK, lock_package
    from nb2pkg.reporter.counting import counted
    from nb2pkg.reporter.escaping import printable

    pinned = lock_package(package, python=python)
    sys.stdout.write(printable(f"Wrote {package / LOCK}: {counted(pinned, 'distribution')} pinned.") + "\n")
