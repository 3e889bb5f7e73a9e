"""The spine: a notebook file becomes a package. (What stands between it and production: see check_pipeline.)

    path --read_notebook--> Notebook --trace--> Flow --plan_package--> PackagePlan --emit_package--> Package --> files

The stages know the values that they take and give, not each other. Nothing of the notebook is run, and nothing is
written before the whole package exists. `convert_notebook` writes `sales/pyproject.toml`, `sales/src/sales/pipeline.py`
and so on for a file `sales.ipynb` with the cells

    import pandas as pd                                 # goes to the top of the module that uses it
    df = pd.read_csv("sales.csv")                       # the path becomes a setting, the step a function
    print(df.groupby("shop").revenue.sum())             # joins that function: a short notebook is not cut up
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nb2pkg.base_file import Landing, as_generated, with_base
from nb2pkg.broken_cells import broken_cells, cells_error
from nb2pkg.environment import python_for, with_lower_bounds
from nb2pkg.knowledge.process_state import with_stores
from nb2pkg.model.choices import Choices
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan, Refusal
from nb2pkg.package_folder import replace_package, rewrite_files, write_package
from nb2pkg.package_name import checked_name, name_from_file
from nb2pkg.planner import plan_package
from nb2pkg.reader import read_notebook, without_secrets
from nb2pkg.tracer import trace
from nb2pkg.work_limits import CONVERT_SECONDS, work_limits

if TYPE_CHECKING:
    from nb2pkg.model.flow import Flow
    from nb2pkg.model.package import Package
    from nb2pkg.model.verdict import Verdict


def plan_notebook(
    path: Path,
    choices: Choices,
    *,
    part: str = "",
    because: tuple[Refusal, ...] = (),
    text: str | None = None,
) -> tuple[Notebook, PackagePlan]:
    """The notebook at `path` and what would be made of it, without the cells that do not parse (see broken_cells).

    Neither holds a secret: they are hidden before anything else is done. `part`: its name in the project that the
    choices name. `because`: why the cut is no finer. `text` stands for what the file holds.
    """
    with work_limits(CONVERT_SECONDS, name=path.name):
        return _plan_notebook(path, choices, part=part, because=because, text=text)


def _plan_notebook(
    path: Path, choices: Choices, *, part: str, because: tuple[Refusal, ...], text: str | None
) -> tuple[Notebook, PackagePlan]:
    notebook = without_secrets(read_notebook(path, text))
    flow = trace(notebook)
    plan = plan_package(
        notebook,
        flow,
        name=_name(path, flow, choices) + (f".{part}" if part else ""),
        displays=choices.displays,
        figures=choices.figures,
        python_version=python_for(notebook.python_version),
        cut=choices.cut,
        because=because,
        pipeline=choices.pipeline,
        models=choices.models,
    )
    needed = with_stores(plan.requirements) if plan.stages else plan.requirements
    requirements = with_lower_bounds(needed, python=choices.python)
    return notebook, replace(plan, requirements=requirements, handover=choices.handover)


def _name(path: Path, flow: Flow, choices: Choices) -> str:
    imported = {binding.module.partition(".")[0] for statement in flow.statements for binding in statement.imports}
    if choices.name is None:
        return name_from_file(path, imported=imported)
    return checked_name(choices.name, imported=imported)


def build_package(
    path: Path, choices: Choices, *, because: tuple[Refusal, ...] = (), text: str | None = None
) -> Package:
    """The package for the notebook at `path`, not written yet. Raises Nb2pkgError if a cell does not parse."""
    from nb2pkg.emitter import emit_package  # its imports cost time that `plan` does not need

    with work_limits(CONVERT_SECONDS, name=path.name):
        notebook, plan = plan_notebook(path, choices, because=because, text=text)
        if broken := broken_cells(notebook):
            raise cells_error(broken, path)
        return emit_package(notebook, plan)


def tell_verdict(path: Path, package: Package, verdict: Verdict, folder: Path, landing: Landing = as_generated) -> None:
    """Writes the verdict into the documents of a package that was written to `folder` from the notebook at `path`."""
    from nb2pkg.emitter import emit_package

    written = landing(package)
    told = landing(emit_package(without_secrets(read_notebook(path)), package.plan, verdict=verdict))
    rewrite_files([file for file in told if file not in written], folder)


def convert_notebook(
    path: Path, choices: Choices, *, out: Path | None, force: bool, text: str | None = None
) -> Package:
    """Builds the package and writes it to `out` (by default a folder of its name in the current one)."""
    package = build_package(path, choices, text=text)
    target = Path(package.name) if out is None else out
    if force:
        replace_package(with_base(package.files), target, notebooks=[path])
    else:
        write_package(with_base(package.files), target)
    return package
