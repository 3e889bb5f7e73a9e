"""What the reader of a verdict must know besides: what was not isolated, and what a failure may be due to."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.verifier.limits import Limits, can_confine, network_prefix
from nb2pkg.verifier.processes import PROC
from nb2pkg.verifier.run_notebook import NotebookRun
from nb2pkg.verifier.run_package import PackageRun

_OF_NETWORK = (
    *("URLError", "ConnectionError", "gaierror", "ConnectError", "MaxRetryError", "NameResolutionError"),
    *("Name or service not known", "Network is unreachable", "Temporary failure in name resolution"),
)
_OF_MEMORY = ("MemoryError", "_ArrayMemoryError")


def notes_of(limits: Limits, one: NotebookRun, two: NotebookRun | None, package: PackageRun | None) -> tuple[str, ...]:
    """In the order in which they matter."""
    return (*_of_runs(limits, one, two, package), *_of_machine(limits))


def _of_runs(limits: Limits, one: NotebookRun, two: NotebookRun | None, package: PackageRun | None) -> Iterator[str]:
    if package is None:
        yield "the notebook did not come to an end of its own: the package was not run"
    if two is not None and two.killed:
        yield f"the notebook's second run was ended ({two.killed}): what is unstable is not known"
    elif two is not None and two.error != one.error:
        yield f"the notebook's second run ended in another way: {two.error or 'without an error'}"
    said = f"{one.error} {package.error if package else ''}"
    if not limits.network and any(name in said for name in _OF_NETWORK):
        yield "the network was turned off: --allow-network turns it on"
    if any(name in said for name in _OF_MEMORY):
        yield f"a process may take {limits.memory_mb} MB: --memory raises that"
    if "Errno 13" in said and can_confine():
        yield "writing is allowed below the copy of the notebook's folder only"


def _of_machine(limits: Limits) -> Iterator[str]:
    if not limits.network and not network_prefix():
        yield "the network could not be turned off on this machine"
    if not can_confine():
        yield "writing outside of the copy of the notebook's folder could not be prevented on this machine"
    if not PROC.is_dir():
        yield "processes that leave their group could not be ended on this machine"
