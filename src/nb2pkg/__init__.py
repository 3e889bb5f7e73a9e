"""Turns data-science notebooks into Python packages that do the same.

`convert` writes a package, `plan` tells what it would be, `check` what stands between notebooks and production. None
runs any of the notebook's code; `verify` does, and compares it with the package. Importing this module imports nothing
else: what a name needs is imported when it is first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from nb2pkg.errors import Nb2pkgError
    from nb2pkg.model.choices import Choices, Cut, Displays, Figures, Pipeline
    from nb2pkg.model.package import File, Package
    from nb2pkg.model.plan import PackagePlan
    from nb2pkg.model.report import CheckReport
    from nb2pkg.model.verdict import Verdict

_Choice = TypeVar("_Choice", "Cut", "Displays", "Figures", "Pipeline")

__version__ = "0.1.0"
__all__ = [
    "CheckReport",
    "Cut",
    "Displays",
    "Figures",
    "File",
    "Nb2pkgError",
    "Package",
    "PackagePlan",
    "Pipeline",
    "Verdict",
    "__version__",
    "check",
    "convert",
    "plan",
    "verify",
]

_HOME = {
    "CheckReport": "nb2pkg.model.report",
    "Cut": "nb2pkg.model.choices",
    "Displays": "nb2pkg.model.choices",
    "Figures": "nb2pkg.model.choices",
    "Pipeline": "nb2pkg.model.choices",
    "File": "nb2pkg.model.package",
    "Nb2pkgError": "nb2pkg.errors",
    "Package": "nb2pkg.model.package",
    "PackagePlan": "nb2pkg.model.plan",
    "Verdict": "nb2pkg.model.verdict",
}


def convert(
    path: str | Path,
    *,
    out: str | Path | None = None,
    name: str | None = None,
    displays: str | Displays = "log",
    figures: str | Figures = "save",
    cut: str | Cut = "functions",
    force: bool = False,
    handover: bool = False,
    pipeline: str | Pipeline = "none",
    models: bool = False,
    python: str | Path = "",
) -> Package:
    """Converts the notebook at `path` into a package in the folder `out` (`./<name>` if not given).

    `name` is taken from the file name if not given; `displays` is one of log, print, drop; `figures` one of save, show,
    none; `cut` one of functions, cells, one, script. With `force`, an earlier package in `out` is replaced; with
    `handover`, the package has all that an organisation asks for: CI, a container, hooks, documents with open
    questions; with `pipeline` ("stages", "dagster", "airflow"), its stages can run one at a time, there too; with
    `models`, it saves those that it fits, and predicts for new data. Lower bounds of
    requirements come from the environment of the interpreter `python`, if given; it is not started. Raises
    Nb2pkgError, with nothing written, where the notebook cannot be converted or the folder cannot be written.
    """
    from msgspec.structs import replace

    from nb2pkg.pipeline import convert_notebook

    choices = _choices(name, displays, figures, cut, handover=handover, pipeline=pipeline)
    choices = replace(choices, models=models, python=str(python))
    return convert_notebook(Path(path), choices, out=None if out is None else Path(out), force=force)


def plan(
    path: str | Path,
    *,
    name: str | None = None,
    displays: str | Displays = "log",
    figures: str | Figures = "save",
    cut: str | Cut = "functions",
) -> PackagePlan:
    """What `convert` would make of the notebook at `path`: modules, functions, settings, requirements, refusals.

    Cells that do not parse are left out of the plan.
    """
    from nb2pkg.pipeline import plan_notebook

    return plan_notebook(Path(path), _choices(name, displays, figures, cut))[1]


def _choices(
    name: str | None,
    displays: str | Displays,
    figures: str | Figures,
    cut: str | Cut,
    *,
    handover: bool = False,
    pipeline: str | Pipeline = "none",
) -> Choices:
    from nb2pkg.model.choices import Choices, Cut, Displays, Figures, Pipeline

    return Choices(
        name=name,
        displays=_chosen(Displays, displays),
        figures=_chosen(Figures, figures),
        cut=_chosen(Cut, cut),
        handover=handover,
        pipeline=_chosen(Pipeline, pipeline),
    )


def check(
    *paths: str | Path,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    ruff: bool | None = None,
    jobs: int = 1,
) -> CheckReport:
    """What stands between the notebooks at these paths (files and folders) and production.

    The settings of the project around the first path hold, with these on top: codes, prefixes or names of rules.
    Nothing is written, no cache either. Raises Nb2pkgError for a path that is not there, and for rules that are not.
    """
    from msgspec.structs import replace

    from nb2pkg.check_settings import settings_for
    from nb2pkg.engine.report import check_report

    places = [Path(path) for path in paths] or [Path()]
    settings = settings_for(places[0] if places[0].is_dir() else places[0].parent)
    settings = replace(
        settings,
        select=tuple(select) or settings.select,
        extend_select=(*settings.extend_select, *extend_select),
        ignore=(*settings.ignore, *ignore),
        ruff=settings.ruff if ruff is None else ruff,
    )
    return check_report(places, settings, uses_cache=False, jobs=jobs)


def verify(
    notebook: str | Path,
    package: str | Path,
    *,
    python: str | Path = "",
    timeout: int = 600,
    memory: int = 8192,
    allow_network: bool = False,
    data: str | Path | None = None,
    sample: int = 0,
    isolated: bool = False,
) -> Verdict:
    """Executes the notebook twice and its package once, in copies of the notebook's folder, and compares what they do.

    If they differ, the notebook is executed a third time: it may differ from itself.
    `python` is the interpreter in whose environment they run, the active environment's if not given; `timeout` is in
    seconds for a run, `memory` in megabytes for a process; `data` is a folder to lay over the notebook's; `sample` the
    number of rows to keep of each table of text, 0 for all; `isolated` runs the package in a new environment made from
    its own metadata. Needs the extra `verify`. Raises Nb2pkgError where there is nothing to execute.
    """
    from nb2pkg.engine.verification import VerifyRequest, verify_package
    from nb2pkg.verifier.limits import Limits

    return verify_package(
        VerifyRequest(
            notebook=Path(notebook),
            package=Path(package),
            version=__version__,
            python=str(python),
            limits=Limits(seconds=timeout, memory_mb=memory, network=allow_network),
            data=None if data is None else Path(data),
            sample=sample,
            isolated=isolated,
        )
    )


def _chosen(kind: type[_Choice], value: str | _Choice) -> _Choice:
    from nb2pkg.errors import Nb2pkgError

    try:
        return kind(value)
    except ValueError as error:
        hint = "Choose one of " + ", ".join(member.value for member in kind) + "."
        raise Nb2pkgError(f"{value!r} is not a choice for {kind.__name__.lower()}.", hint=hint) from error


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
