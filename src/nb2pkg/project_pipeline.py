"""Several notebook files become one package: a part for each, and what they have in common once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pkg.broken_cells import broken_cells, cells_error
from nb2pkg.model.choices import Choices
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan
from nb2pkg.package_folder import replace_package, write_package
from nb2pkg.package_name import part_names
from nb2pkg.pipeline import plan_notebook

if TYPE_CHECKING:
    from nb2pkg.model.package import Project


def build_project(paths: Sequence[Path], choices: Choices) -> Project:
    """One package for several notebooks, not written yet. Raises Nb2pkgError if a cell of any does not parse."""
    from nb2pkg.emitter import emit_project

    assert choices.name is not None
    parts: list[tuple[Notebook, PackagePlan]] = []
    for path, part in zip(paths, part_names(paths), strict=True):
        notebook, plan = plan_notebook(path, choices, part=part)
        if broken := broken_cells(notebook):
            raise cells_error(broken, path)
        parts.append((notebook, plan))
    return emit_project(choices.name, parts)


def convert_project(paths: Sequence[Path], choices: Choices, *, out: Path | None, force: bool) -> Project:
    """Builds the project and writes it to `out` (by default a folder of its name in the current one)."""
    project = build_project(paths, choices)
    target = Path(project.name) if out is None else out
    if force:
        replace_package(project.files, target, notebooks=paths)
    else:
        write_package(project.files, target)
    return project
