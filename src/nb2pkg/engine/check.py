"""`check` over many notebooks: cached results, one run of ruff for the others, all cores where that pays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from nb2pkg import __version__
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.batches.telling import Tell, silent
from nb2pkg.engine.check_file import Checked, check_file, selected, with_path_ignores
from nb2pkg.engine.result_cache import FOLDER, ResultCache, configuration_key
from nb2pkg.engine.ruff_check import configuration_above, ruff_findings, ruff_version
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.rules.choice import chosen_rules
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.rule import Rule
from nb2pkg.rules.walk import dispatch_of

if TYPE_CHECKING:
    from nb2pkg.engine.batches.executors import EngineChoice

PATIENCE = 300.0  # seconds for a notebook; of processor time it gets less
SECONDS_BETWEEN_SAVES = 5.0
# Below this many bytes of notebooks another process costs more than it saves.
WORTH_A_PROCESS = 4_000_000


class CheckJob(Struct, frozen=True, kw_only=True):
    """What to check notebooks with. `cache` is the folder of the cache, None for none.

    Without an `engine`, it is as many processes as pay, or `jobs` of them.
    """

    settings: CheckSettings
    rules: tuple[Rule, ...]
    cache: Path | None = None
    jobs: int = 0
    engine: EngineChoice | None = None


def job_of(
    settings: CheckSettings, *, uses_cache: bool = True, jobs: int = 0, engine: EngineChoice | None = None
) -> CheckJob:
    """The job that settings ask for. Raises Nb2pkgError for selectors that match nothing."""
    rules = chosen_rules(
        all_rules(), select=settings.select, extend_select=settings.extend_select, ignore=settings.ignore
    )
    cache = settings.root / FOLDER if uses_cache else None
    return CheckJob(settings=settings, rules=rules, cache=cache, jobs=jobs, engine=engine)


def check_notebooks(paths: Sequence[Path], job: CheckJob, tell: Tell = silent) -> Iterator[CheckedNotebook]:
    """The results for the notebooks, in order. Whatever ends this, results that were there by then are cached.

    `tell` is told how many are done where they are done elsewhere.
    """
    caches = _caches(paths, job)
    known = {path: found for path in paths if (cache := caches.get(path.parent)) and (found := cache.get(path))}
    saving = _Saving(caches)
    try:
        for path, (digest, checked) in _checked([path for path in paths if path not in known], job, tell):
            known[path] = checked
            saving.put(path, digest, checked)
    finally:
        saving.save()
    for path in paths:
        yield with_path_ignores(known[path], job.settings)


class _Saving:
    """Saves now and then, so that a run that is killed loses little, and not so often that this takes a tenth of it."""

    def __init__(self, caches: Mapping[Path, ResultCache], clock: Callable[[], float] = time.monotonic) -> None:
        self._caches, self._clock = caches, clock
        self._next = clock() + SECONDS_BETWEEN_SAVES

    def put(self, path: Path, digest: str, checked: CheckedNotebook) -> None:
        if digest and path.parent in self._caches:
            self._caches[path.parent].put(path, digest, checked)
        if self._clock() > self._next:
            self.save()

    def save(self) -> None:
        started = self._clock()
        for cache in self._caches.values():
            cache.save()
        ended = self._clock()
        self._next = ended + max(SECONDS_BETWEEN_SAVES, 10 * (ended - started))


def _caches(paths: Sequence[Path], job: CheckJob) -> dict[Path, ResultCache]:
    if job.cache is None:
        return {}
    settings = job.settings
    common = {
        "version": __version__,
        "rules": [rule.code for rule in job.rules],
        "ruff": ruff_version() if settings.ruff else "",
        "selectors": [settings.select, settings.extend_select, settings.ignore],
    }
    return {
        folder: ResultCache(
            job.cache,
            folder,
            configuration_key(common | {"ruff-configuration": configuration_above(Path(os.path.abspath(folder)))}),
        )
        for folder in sorted({path.parent for path in paths})
    }


def _checked(paths: Sequence[Path], job: CheckJob, tell: Tell) -> Iterator[tuple[Path, Checked]]:
    """Each with its result, in this order where it is done here."""
    choice = job.engine or _as_pays(paths, job.jobs)
    if choice is not None:
        yield from _elsewhere(paths, job, choice, tell)
        return
    more = ruff_findings(paths) if job.settings.ruff and paths else {}
    dispatch = dispatch_of(job.rules)
    for path in paths:
        findings = selected(more.get(path, ()), job.settings)
        yield path, check_file(path, dispatch, findings, is_kept=job.cache is not None)


def _elsewhere(
    paths: Sequence[Path], job: CheckJob, choice: EngineChoice, tell: Tell
) -> Iterator[tuple[Path, Checked]]:
    from nb2pkg.engine.batches.drive import results_of
    from nb2pkg.engine.check_work import CheckWork

    codes = tuple(rule.code for rule in job.rules)
    work = CheckWork(settings=job.settings, codes=codes, is_kept=job.cache is not None)
    for place, result in results_of(paths, work, choice, tell):
        if isinstance(result, Nb2pkgError):
            raise result
        yield paths[place], result


def _as_pays(paths: Sequence[Path], jobs: int) -> EngineChoice | None:
    """Several processes, if they were asked for or are worth starting; None for this one."""
    workers = _workers(paths, jobs)
    if workers < 2:
        return None
    from nb2pkg.engine.batches.executors import EngineChoice
    from nb2pkg.engine.batches.work import ItemLimits

    return EngineChoice(jobs=workers, limits=ItemLimits(seconds=PATIENCE))


def _workers(paths: Sequence[Path], jobs: int) -> int:
    """How many processes to use: as many as asked for, or as many as are worth starting."""
    if jobs == 1 or len(paths) < 2:
        return 1
    if jobs:
        return min(jobs, len(paths))
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return min(os.cpu_count() or 1, max(1, size // WORTH_A_PROCESS))
