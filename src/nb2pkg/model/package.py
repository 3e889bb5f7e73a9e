"""The package as text, before anything is written."""

from __future__ import annotations

from msgspec import Struct

from nb2pkg.model.plan import PackagePlan

BYTES = "surrogateescape"  # how bytes that are no UTF-8 stand in a text, and become the same bytes again


class File(Struct, frozen=True, kw_only=True):
    """One file: its path below the package's root and its text."""

    path: str
    text: str


class Package(Struct, frozen=True, kw_only=True):
    """All files of a package and the plan they follow."""

    name: str
    plan: PackagePlan
    files: tuple[File, ...]


class SharedName(Struct, frozen=True, kw_only=True):
    """A definition that several parts of a project have, and the parts."""

    name: str
    parts: tuple[str, ...]


class Project(Struct, frozen=True, kw_only=True):
    """Several notebooks as one package: a part for each, and one module for what they have in common."""

    name: str
    title: str
    requirements: tuple[str, ...]  # what it needs installed, as in pyproject.toml
    parts: tuple[Package, ...]
    shared: tuple[SharedName, ...]
    files: tuple[File, ...]
