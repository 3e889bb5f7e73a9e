"""`check` over many notebooks: cached results, one run of ruff for the others, all cores where that pays."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nb2pkg import __version__
from nb2pkg.check_pipeline import check_text
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.find_notebooks import matches
from nb2pkg.engine.result_cache import FOLDER, ResultCache, configuration_key, digest_of
from nb2pkg.engine.ruff_check import configuration_above, ruff_findings, ruff_version
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.finding import Finding
from nb2pkg.model.report import CheckedNotebook, Status
from nb2pkg.reader import decoded, read_bytes
from nb2pkg.rules.choice import chosen_rules, strength
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.rule import Rule
from nb2pkg.rules.walk import Dispatch, dispatch_of
from nb2pkg.work_limits import CHECK_SECONDS, work_limits

# Below this many bytes of notebooks another process costs more than it saves.
WORTH_A_PROCESS = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckJob:
    """What to check notebooks with. `cache` is the folder of the cache, None for none; `jobs` the processes, 0: all."""

    settings: CheckSettings
    rules: tuple[Rule, ...]
    cache: Path | None = None
    jobs: int = 0


def job_of(settings: CheckSettings, *, uses_cache: bool = True, jobs: int = 0) -> CheckJob:
    """The job that settings ask for. Raises Nb2pkgError for selectors that match nothing."""
    rules = chosen_rules(
        all_rules(), select=settings.select, extend_select=settings.extend_select, ignore=settings.ignore
    )
    cache = settings.root / FOLDER if uses_cache else None
    return CheckJob(settings=settings, rules=rules, cache=cache, jobs=jobs)


def check_notebooks(paths: Sequence[Path], job: CheckJob) -> Iterator[CheckedNotebook]:
    """The results for the notebooks, in order."""
    caches = _caches(paths, job)
    known = {path: found for path in paths if (cache := caches.get(path.parent)) and (found := cache.get(path))}
    missing = [path for path in paths if path not in known]
    fresh = dict(zip(missing, _checked(missing, job), strict=True))
    for path, (digest, checked) in fresh.items():
        if digest and path.parent in caches:
            caches[path.parent].put(path, digest, checked)
    for cache in caches.values():
        cache.save()
    for path in paths:
        yield with_path_ignores(known[path] if path in known else fresh[path][1], job.settings)


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


def _checked(paths: Sequence[Path], job: CheckJob) -> Iterator[tuple[str, CheckedNotebook]]:
    more = ruff_findings(paths) if job.settings.ruff and paths else {}
    workers = _workers(paths, job.jobs)
    if workers < 2:
        dispatch = dispatch_of(job.rules)
        for path in paths:
            yield check_file(path, dispatch, selected(more.get(path, ()), job.settings))
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    codes = tuple(rule.code for rule in job.rules)
    batches = [list(paths[start :: workers * 4]) for start in range(workers * 4)]
    with ProcessPoolExecutor(workers, mp_context=get_context(method)) as pool:
        found: dict[Path, tuple[str, CheckedNotebook]] = {}
        extra = [{path: selected(more.get(path, ()), job.settings) for path in batch} for batch in batches]
        for batch, results in zip(batches, pool.map(_check_batch, batches, extra, [codes] * len(batches)), strict=True):
            found.update(zip(batch, results, strict=True))
    yield from (found[path] for path in paths)


def _workers(paths: Sequence[Path], jobs: int) -> int:
    """How many processes to use: as many as asked for, or as many as are worth starting."""
    if jobs == 1 or len(paths) < 2:
        return 1
    if jobs:
        return min(jobs, len(paths))
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return min(os.cpu_count() or 1, max(1, size // WORTH_A_PROCESS))


def _check_batch(
    batch: Sequence[Path], more: dict[Path, Sequence[Finding]], codes: Sequence[str]
) -> list[tuple[str, CheckedNotebook]]:
    """Runs in another process: rules travel by their codes."""
    dispatch = dispatch_of([rule for rule in all_rules() if rule.code in set(codes)])
    return [check_file(path, dispatch, more[path]) for path in batch]


def check_file(path: Path, dispatch: Dispatch, more: Sequence[Finding]) -> tuple[str, CheckedNotebook]:
    """The fingerprint of one file, empty where it could not be read at all, and the result for it."""
    digest = ""
    try:
        content = read_bytes(path)
        digest = digest_of(content)
        text = decoded(content, path.name)
        del content  # notebooks may be large
        with work_limits(CHECK_SECONDS, name=path.name):
            return digest, check_text(text, path, dispatch, more=more)
    except Nb2pkgError as error:
        return digest, CheckedNotebook(path=str(path), status=Status.UNREADABLE, reason=error.message, hint=error.hint)


def selected(findings: Sequence[Finding], settings: CheckSettings) -> tuple[Finding, ...]:
    """Ruff's findings, as far as they are selected and not ignored."""
    return tuple(
        f
        for f in findings
        if (not settings.select or _is_among((*settings.select, *settings.extend_select), f))
        and not _is_among(settings.ignore, f)
    )


def _is_among(selectors: Sequence[str], finding: Finding) -> bool:
    return any(strength(selector, finding.code, finding.name) for selector in selectors)


def with_path_ignores(checked: CheckedNotebook, settings: CheckSettings) -> CheckedNotebook:
    """Less what is ignored in that path."""
    ignored = [
        selector
        for pattern, selectors in settings.per_path_ignores.items()
        if matches(Path(checked.path), [pattern], settings.root)
        for selector in selectors
    ]
    if not ignored:
        return checked
    return replace(checked, findings=tuple(p for p in checked.findings if not _is_among(ignored, p.finding)))
