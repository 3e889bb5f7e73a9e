"""A file of the generated package is one module with a constant `TEMPLATE`."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from nb2pkg.model.choices import Pipeline
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan
from nb2pkg.model.recording import RecordedTests
from nb2pkg.model.verdict import Verdict

LOOP_LIBRARY = re.compile(r"^\s*(import|from) (asyncio|tornado)\b", re.M)


class Subject(Struct, frozen=True, kw_only=True):
    """What a template may look at."""

    notebook: Notebook
    plan: PackagePlan
    recorded: RecordedTests | None = None  # what the package did when it was run, if it was
    verdict: Verdict | None = None  # None until the package has been run beside the notebook


def always(subject: Subject) -> bool:
    """For files that every package has."""
    return True


def is_handover(subject: Subject) -> bool:
    """For files that only a hand-over to an organisation needs."""
    return subject.plan.handover


def is_staged(subject: Subject) -> bool:
    """For files that only a package has that runs one stage at a time."""
    return bool(subject.plan.stages)


def is_for_dagster(subject: Subject) -> bool:
    """For files that only Dagster needs."""
    return subject.plan.pipeline is Pipeline.DAGSTER


def is_for_airflow(subject: Subject) -> bool:
    """For files that only Airflow needs."""
    return subject.plan.pipeline is Pipeline.AIRFLOW


def has_models(subject: Subject) -> bool:
    """For files that only a package has that saves its models."""
    return bool(subject.plan.models)


def same_for_all(text: str) -> Callable[[Subject], str]:
    """For a file that is the same in every package that has it."""
    return lambda subject: text


def has_contracts(subject: Subject) -> bool:
    """Whether tables were read, in a run, whose columns are known."""
    return subject.recorded is not None and bool(subject.recorded.contracts)


def has_checked_assets(subject: Subject) -> bool:
    """Whether there are contracts that Dagster can check as its assets are made."""
    found = subject.recorded.contracts if subject.recorded is not None and is_for_dagster(subject) else ()
    return any(contract.stages for contract in found)


def runs_in_loop(subject: Subject) -> bool:
    """Whether what is called may ask for the event loop that a kernel has running."""
    return any(LOOP_LIBRARY.search(cell.python) for cell in subject.notebook.cells)


class Template(Struct, frozen=True, kw_only=True):
    """`path` is relative to the package's root; `{name}` in it stands for the package's folder."""

    path: str
    render: Callable[[Subject], str]
    when: Callable[[Subject], bool] = always
