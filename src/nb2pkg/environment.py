"""Versions: of what is installed where nb2pkg runs and in the user's active environment, and of Python."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from nb2pkg.model.plan import Requirement

_OLDEST = 10  # the oldest minor version of Python 3 that a package is made for
_FINAL = re.compile(r"(\d+(?:\.\d+)?)(?:\.\d+)*(?:\.post\d+)?(?:\+.*)?")


def with_lower_bounds(requirements: tuple[Requirement, ...], *, python: str = "") -> tuple[Requirement, ...]:
    """Requirements without a lower bound are given `>=major.minor` of what is installed here, if it is.

    What the notebook can do without is no longer optional if it is installed: then it was not done without.
    One with an upper bound only keeps it; a version here that the bound excludes says nothing about the notebook.
    """
    asked = {normal_name(r.distribution) for r in requirements if _is_open(r) or r.is_optional}
    versions = installed_versions(asked, python=python) if asked else {}
    known = [
        replace(r, is_optional=r.is_optional and normal_name(r.distribution) not in versions) for r in requirements
    ]
    return tuple(_bounded(r, versions.get(normal_name(r.distribution), "")) if _is_open(r) else r for r in known)


def _is_open(requirement: Requirement) -> bool:
    return not requirement.specifier or re.fullmatch(r"<\d+", requirement.specifier) is not None


def _bounded(requirement: Requirement, version: str) -> Requirement:
    lower, upper = lower_bound(version), requirement.specifier
    if lower and upper and int(version.partition(".")[0]) >= int(upper[1:]):
        return requirement
    return replace(requirement, specifier=",".join(part for part in (lower, upper) if part))


def lower_bound(version: str) -> str:
    """`>=major.minor` of a final release; empty for pre-releases and what is no version.

    >>> lower_bound("2.2.3"), lower_bound("2024.1"), lower_bound("3.0.0rc1"), lower_bound("")
    ('>=2.2', '>=2024.1', '', '')
    """
    found = _FINAL.fullmatch(version)
    return f">={found[1]}" if found else ""


def installed_versions(wanted: Iterable[str], *, python: str = "") -> dict[str, str]:
    """Versions by normal name of those distributions in `wanted` that are installed.

    The environment of the interpreter `python` comes first, if one is named; then the active virtual or conda
    environment: nb2pkg itself often lives in one of its own.
    Read off the names of the `.dist-info` folders: importing `importlib.metadata` costs 0.04 s.
    """
    asked = frozenset(wanted)
    versions: dict[str, str] = {}
    for folder in (*_active_site_packages(python), *sys.path):
        try:
            entries = os.listdir(folder or ".")
        except OSError:  # a zip archive, or a folder that is not there
            continue
        for entry in entries:
            if entry.endswith(".dist-info"):
                name, _, version = entry.removesuffix(".dist-info").partition("-")
                if normal_name(name) in asked:
                    versions.setdefault(normal_name(name), version)
    return versions


def _active_site_packages(python: str) -> list[str]:
    """Where the environments keep their distributions: the interpreter's, and that whose `activate` was called."""
    roots = [Path(python).parent.parent] if os.path.dirname(python) else []
    roots += [Path(os.environ[name]) for name in ("VIRTUAL_ENV", "CONDA_PREFIX") if os.environ.get(name)]
    patterns = ("lib/python3*/site-packages", "Lib/site-packages")
    return [str(found) for root in roots for pattern in patterns for found in sorted(root.glob(pattern))]


def normal_name(distribution: str) -> str:
    """A distribution's name as PEP 503 compares it, without extras.

    >>> normal_name("Scikit_Learn[all]")
    'scikit-learn'
    """
    return re.sub(r"[-_.]+", "-", distribution.partition("[")[0]).lower()


def python_for(recorded: str) -> str:
    """The minor version that a package is made for, given the version that last ran the notebook.

    That one if it is between 3.10 and the running one; otherwise the running one.
    """
    running = sys.version_info.minor
    found = re.match(r"3\.(\d+)", recorded)
    minor = int(found[1]) if found and _OLDEST <= int(found[1]) <= running else running
    return f"3.{minor}"
