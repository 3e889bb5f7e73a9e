"""What a package says that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from nb2pkg.auditor.subject import Subject

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;@]*)")
LOCK = "`nb2pkg lock PACKAGE`, or `nox -s lock`, where the package runs"
LOCKS = ("pylock.toml", "uv.lock", "poetry.lock", "pdm.lock", "pixi.lock")


class Dependency(Struct, frozen=True, kw_only=True):
    """A distribution, its name normalised, and the versions that are allowed."""

    name: str
    specifier: str


def normalised(name: str) -> str:
    """The name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def dependencies(subject: Subject) -> tuple[Dependency, ...]:
    """Those of `[project]`; where there are none, those of `requirements.txt`."""
    listed = subject.project.get("dependencies")
    if not isinstance(listed, list):
        listed = _requirements(subject.texts.get("requirements.txt", ""))
    return tuple(_parsed(listed))


def optional_dependencies(subject: Subject) -> tuple[Dependency, ...]:
    """Those of extras and dependency groups."""
    groups = [
        *_tables(subject.project.get("optional-dependencies")),
        *_tables(subject.pyproject.get("dependency-groups")),
    ]
    return tuple(dependency for group in groups for dependency in _parsed(group))


def lock_of(subject: Subject) -> str:
    """The file with pinned versions and hashes; empty if there is none."""
    found = next((name for name in LOCKS if name in subject.paths), "")
    hashed = "--hash=" in subject.texts.get("requirements.txt", "")
    return found or ("requirements.txt" if hashed else "")


def has_bound(specifier: str) -> bool:
    """Whether the oldest allowed version is known."""
    return bool(re.search(r"(?<![<!])(>=|==|~=|>)", specifier))


def _tables(value: Any) -> list[list[Any]]:
    return [group for group in value.values() if isinstance(group, list)] if isinstance(value, dict) else []


def _parsed(listed: list[Any]) -> Iterator[Dependency]:
    for one in listed:
        if isinstance(one, str) and (found := _REQUIREMENT.match(one)):
            yield Dependency(name=normalised(found[1]), specifier=found[2].strip())


def _requirements(text: str) -> list[str]:
    lines = (line.split("#")[0].strip().rstrip("\\").strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("-")]
