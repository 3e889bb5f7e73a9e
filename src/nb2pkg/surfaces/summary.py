"""What `nb2pkg convert` says when it is done."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from nb2pkg.model.package import File, Package
from nb2pkg.model.plan import Fate
from nb2pkg.provenance import provenance_path
from nb2pkg.reporter.counting import counted
from nb2pkg.reporter.escaping import printable


def summary(package: Package, notebook: Path, folder: Path) -> str:
    """What was written where, and the next commands to type."""
    lines = [*_written(package, folder), "Nothing was executed.", *_troubles(package, folder), "Next:"]
    lines += [f"  {command}" for command in _next_commands(package, notebook, folder)]
    return "".join(f"{printable(line)}\n" for line in lines)


def summary_before_verifying(package: Package, folder: Path) -> str:
    """What was written where."""
    lines = [*_written(package, folder), *_troubles(package, folder)]
    return "".join(f"{printable(line)}\n" for line in lines)


def _written(package: Package, folder: Path) -> Iterator[str]:
    yield f"Wrote {folder}: {_counts(package)}."


def dry_run_summary(package: Package, folder: Path) -> str:
    """The files that would be written."""
    lines = [f"Would write {folder}: {_counts(package)}."]
    lines += [f"  {file.path}" for file in sorted(package.files, key=lambda file: file.path)]
    return "".join(f"{printable(line)}\n" for line in [*lines, "Nothing was executed, nothing was written."])


def _counts(package: Package) -> str:
    plan = package.plan
    functions = sum(len(module.functions) for module in plan.modules)
    placed = sum(placement.fate not in {Fate.DROPPED, Fate.REFUSED} for placement in plan.placements)
    return (
        f"{counted(functions, 'function')} in {counted(len(plan.modules), 'module')}, "
        f"{placed} of {counted(len(plan.placements), 'statement')} placed"
    )


def _troubles(package: Package, folder: Path) -> Iterator[str]:
    if package.plan.refusals:
        number = counted(len(package.plan.refusals), "thing")
        yield f"{number} to look at: see {folder / documents(package.files) / 'CONVERSION.md'}."


def documents(files: Iterable[File]) -> str:
    """What a package calls its folder of documents: a template may have renamed it."""
    return provenance_path(frozenset(file.path for file in files)).partition("/")[0]


def _next_commands(package: Package, notebook: Path, folder: Path) -> Iterator[str]:
    yield f"python -m pip install -e {shlex.quote(str(folder))} pytest"
    yield f"python -m pytest {shlex.quote(str(folder))}"
    at = "" if notebook.parent == Path() else f"cd {shlex.quote(str(notebook.parent))} && "
    yield f"{at}python -m {package.name}"
