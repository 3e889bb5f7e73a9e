"""The spine: a notebook file becomes a package.

    path --read_notebook--> Notebook --trace--> Flow --plan_package--> PackagePlan --emit_package--> Package --> files

The stages know the values that they take and give, not each other. Nothing of the notebook is run, and nothing is
written before the whole package exists. For a file `sales.ipynb` with the cells

    import pandas as pd                                 # goes to the top of the module that uses it
    df = pd.read_csv("sales.csv")                       # the path becomes a setting, the step a function
    print(df.groupby("shop").revenue.sum())             # joins that function: a short notebook is not cut up

`convert_notebook` writes `sales/pyproject.toml`, `sales/src/sales/pipeline.py` and so on.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nb2pkg.environment import python_for, with_lower_bounds
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Cell, Notebook, Wrapper
from nb2pkg.model.plan import Displays, Figures, PackagePlan
from nb2pkg.package_folder import replace_package, write_package
from nb2pkg.package_name import checked_name, name_from_file
from nb2pkg.planner import plan_package
from nb2pkg.reader import read_notebook
from nb2pkg.reporter.cells import cell_label
from nb2pkg.tracer import trace

if TYPE_CHECKING:
    from nb2pkg.model.package import Package


def plan_notebook(
    path: Path, *, name: str | None, displays: Displays, figures: Figures
) -> tuple[Notebook, PackagePlan]:
    """The notebook at `path` and what would be made of it, without the cells that do not parse (see broken_cells)."""
    notebook = read_notebook(path)
    flow = trace(notebook)
    imported = {binding.module.partition(".")[0] for statement in flow.statements for binding in statement.imports}
    plan = plan_package(
        notebook,
        flow,
        name=name_from_file(path, imported=imported) if name is None else checked_name(name, imported=imported),
        displays=displays,
        figures=figures,
        python_version=python_for(notebook.python_version),
    )
    return notebook, replace(plan, requirements=with_lower_bounds(plan.requirements))


def build_package(path: Path, *, name: str | None, displays: Displays, figures: Figures) -> Package:
    """The package for the notebook at `path`, not written yet. Raises Nb2pkgError if a cell does not parse."""
    from nb2pkg.emitter import emit_package  # its imports cost time that `plan` does not need

    notebook, plan = plan_notebook(path, name=name, displays=displays, figures=figures)
    if broken := broken_cells(notebook):
        raise cells_error(broken, path)
    return emit_package(notebook, plan)


def convert_notebook(
    path: Path, *, name: str | None, displays: Displays, figures: Figures, out: Path | None, force: bool
) -> Package:
    """Builds the package and writes it to `out` (by default a folder of its name in the current one)."""
    package = build_package(path, name=name, displays=displays, figures=figures)
    target = Path(package.name) if out is None else out
    if force:
        replace_package(package.files, target, notebook=path)
    else:
        write_package(package.files, target)
    return package


def broken_cells(notebook: Notebook) -> tuple[Cell, ...]:
    """Cells that do not parse. Those tagged `raises-exception` may: in the notebook too they do nothing but fail."""
    return tuple(cell for cell in notebook.cells if cell.syntax_error and cell.wrapper is not Wrapper.TOLERANT)


def cells_error(broken: tuple[Cell, ...], path: Path) -> Nb2pkgError:
    """What to tell about cells that do not parse: the first one, and how many more there are."""
    cell, more = broken[0], len(broken) - 1
    problem = cell.syntax_error
    assert problem is not None
    others = f" ({more} more {'cell does' if more == 1 else 'cells do'} not parse either)" if more else ""
    place = f"{cell_label(cell)} of {path.name}"
    if problem.python2:
        return Nb2pkgError(
            f"{place} is Python 2: {problem.message} in its line {problem.line}{others}.",
            hint="Bring the notebook to Python 3 first; `nb2pkg plan` shows the rest.",
        )
    return Nb2pkgError(
        f"{place} does not parse: {problem.message} in its line {problem.line}{others}.",
        hint="Mend the cell, or tag it `skip-execution` to leave it out; `nb2pkg plan` shows the rest.",
    )
