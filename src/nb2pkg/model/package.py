"""The package as text, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from nb2pkg.model.plan import PackagePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: its path below the package's root and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All files of a package and the plan they follow."""

    name: str
    plan: PackagePlan
    files: tuple[File, ...]
