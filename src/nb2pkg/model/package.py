"""The package as text, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from nb2pkg.model.plan import PackagePlan

BYTES = "surrogateescape"  # how bytes that are no UTF-8 stand in a text, and become the same bytes again


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedName:
    """A definition that several parts of a project have, and the parts."""

    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Several notebooks as one package: a part for each, and one module for what they have in common."""

    name: str
    title: str
    requirements: tuple[str, ...]  # what it needs installed, as in pyproject.toml
    parts: tuple[Package, ...]
    shared: tuple[SharedName, ...]
    files: tuple[File, ...]
