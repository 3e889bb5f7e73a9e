"""What a package did when it was run once, and the tests that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from nb2pkg.model.package import File

TypeTree = Any  # [name, *arguments]; the name is `module:class`, `None`, `...`, or `|` for a union


class Recording(Struct, frozen=True, kw_only=True):
    """One run of the pipeline. Functions go by name in `calls`, by `module:qualified name` in the rest.

    `calls` holds trees of plain data: what a function was given, what it returned, changed, printed and so on.
    `helpers` are the author's own functions, (module, name): the first call of each is in `calls`, if there was one.
    `restorable` says whether what it was given can be made again from its tree. `tables` are what pandas has read, by
    the path of the file: the columns of each, with types and bounds.
    """

    seconds: float
    error: str
    calls: Mapping[str, Mapping[str, Any]]
    restorable: Mapping[str, bool]
    read: tuple[str, ...]
    tables: Mapping[str, tuple[Any, ...]]
    parameters: Mapping[str, Mapping[str, tuple[TypeTree, ...]]]
    results: Mapping[str, tuple[TypeTree, ...]]
    counts: Mapping[str, int]
    helpers: tuple[tuple[str, str], ...] = ()


class Column(Struct, frozen=True, kw_only=True):
    """A column of a contract. An empty type: any; no bound: any value."""

    name: str | int
    dtype: str
    is_nullable: bool
    low: int | float | str | None
    high: int | float | None


class Contract(Struct, frozen=True, kw_only=True):
    """What a table that is read should be like. `setting` holds its path, if one does; `stages` read it."""

    name: str
    path: str
    setting: str
    rows: int
    columns: tuple[Column, ...]
    stages: tuple[str, ...] = ()


class RecordedTests(Struct, frozen=True, kw_only=True):
    """Tests made from a recording. `replayed` functions are called alone, those `in_run` in a run of the pipeline."""

    files: tuple[File, ...]
    replayed: tuple[str, ...]
    in_run: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]  # function, why nothing (or not all) of it is tested
    data: str = ""  # the folder of the data, below `tests`; empty if the data is not in the package
    why_no_data: str = ""  # why it is not
    made_up: tuple[str, ...] = ()  # the files of it whose persons are made up
    helpers: tuple[tuple[str, str], ...] = ()  # those `in_run` that are the author's own functions: (module, name)
    executed: tuple[str, ...] = ()  # functions that ran, `module:qualified name`
    contracts: tuple[Contract, ...] = ()
