"""Several notebook files become one package: a part for each, and what they have in common once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from nb2pkg.broken_cells import broken_cells, cells_error
from nb2pkg.model.choices import Choices
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan
from nb2pkg.package_name import part_names
from nb2pkg.pipeline import plan_notebook

if TYPE_CHECKING:
    from nb2pkg.model.package import Project
    from nb2pkg.model.verdict import Verdict


class ProjectPart(Struct, frozen=True, kw_only=True):
    """A notebook, what it is called in the project, how it is converted, and what a run beside it has shown."""

    path: Path
    name: str
    choices: Choices
    verdict: Verdict | None = None


def build_project(paths: Sequence[Path], choices: Choices, *, verdicts: Sequence[Verdict] = ()) -> Project:
    """One package for several notebooks, not written yet; with the verdict on each, if they were verified.

    Raises Nb2pkgError if a cell of any does not parse.
    """
    assert choices.name is not None
    told: Sequence[Verdict | None] = verdicts or [None] * len(paths)
    parts = [
        ProjectPart(path=path, name=name, choices=choices, verdict=verdict)
        for path, name, verdict in zip(paths, part_names(paths), told, strict=True)
    ]
    return build_parts(choices.name, parts)


def build_parts(name: str, parts: Sequence[ProjectPart]) -> Project:
    """The same for notebooks whose names in the project are known, each converted in its own way."""
    from nb2pkg.emitter import emit_project

    planned: list[tuple[Notebook, PackagePlan]] = []
    for part in parts:
        notebook, plan = plan_notebook(part.path, part.choices, part=part.name)
        if broken := broken_cells(notebook):
            raise cells_error(broken, part.path)
        planned.append((notebook, plan))
    return emit_project(name, planned, verdicts=[part.verdict for part in parts])
