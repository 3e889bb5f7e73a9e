"""Verifying a package: what was asked for becomes a job for the verifier. The only door to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.verdict import Verdict
from nb2pkg.reader import read_notebook
from nb2pkg.syntax.parse import parse
from nb2pkg.verifier.facts import facts_of
from nb2pkg.verifier.interpreter import active_interpreter, checked_interpreter
from nb2pkg.verifier.isolate import Isolated, isolated
from nb2pkg.verifier.limits import Limits
from nb2pkg.verifier.rehearsal import VerifyJob
from nb2pkg.verifier.run_notebook import CodeCells
from nb2pkg.verifier.verify import verify

NEEDED = ("nbclient", "jupyter_client", "ipykernel")
TOLERANT, SKIPPED = "raises-exception", "skip-execution"


class VerifyRequest(Struct, frozen=True, kw_only=True):
    """What was asked for. `python` is empty for the active environment's interpreter; `sample` 0 for all data."""

    notebook: Path
    package: Path
    version: str
    python: str = ""
    limits: Limits
    data: Path | None = None
    sample: int = 0
    isolated: bool = False


def verify_package(request: VerifyRequest) -> Verdict:
    """Executes the notebook and the package, and compares. Raises Nb2pkgError where there is nothing to execute."""
    check_extra()
    notebook = read_notebook(request.notebook)
    _check_belongs(notebook, request)
    if request.data is not None and not request.data.is_dir():
        raise Nb2pkgError(f"{request.data} is not a folder.", hint="Name the folder that holds the data with --data.")
    python = checked_interpreter(request.python or active_interpreter())
    with _environment(request, python) as environment:
        return verify(
            VerifyJob(
                notebook=request.notebook,
                cells=_code_cells(notebook),
                package=request.package,
                python=python,
                limits=request.limits,
                data=request.data,
                sample=request.sample,
                version=request.version,
                package_python=environment.python,
                notes=environment.notes,
            )
        )


def check_extra() -> None:
    """Raises Nb2pkgError if the extra that runs notebooks is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Nb2pkgError(
            f"Verifying runs the notebook, which needs {', '.join(missing)}.",
            hint='Install the extra: pip install "nb2pkg[verify]".',
        )


def code_cells(path: Path) -> CodeCells:
    """The code cells of a notebook file, but for those that are marked to be skipped."""
    return _code_cells(read_notebook(path))


def _code_cells(notebook: Notebook) -> CodeCells:
    return CodeCells(
        sources={cell.index: cell.source for cell in notebook.cells if SKIPPED not in cell.tags},
        tolerant=frozenset(cell.index for cell in notebook.cells if TOLERANT in cell.tags),
    )


def _check_belongs(notebook: Notebook, request: VerifyRequest) -> None:
    """Raises Nb2pkgError if the notebook has other statements than the one that the package was made from."""
    recorded = {(one.cell, one.number) for one in facts_of(request.package, notebook=request.notebook.name).statements}
    now = {
        (cell.index, number)
        for cell in notebook.cells
        if cell.syntax_error is None
        for number in range(len(parse(cell.python).body))
    }
    if recorded != now:
        raise Nb2pkgError(
            f"{request.package} was not made from {request.notebook} as it is now.",
            hint=f"Convert it again: nb2pkg convert {request.notebook} --out {request.package} --force",
        )


@contextmanager
def _environment(request: VerifyRequest, python: str) -> Iterator[Isolated]:
    """The environment in which the package is installed, if it shall be isolated; else none."""
    if not request.isolated:
        yield Isolated(python="")
        return
    with isolated(request.package, python=python) as found:
        yield found
