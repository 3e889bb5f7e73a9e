"""The review of all notebooks that differ between two commits. None of them is run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg import __version__
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.check import CheckJob, job_of
from nb2pkg.engine.check_file import selected, with_path_ignores
from nb2pkg.engine.find_notebooks import matches
from nb2pkg.engine.git_history import ChangedFile, Range, changed_files, contents, files_named, range_of
from nb2pkg.engine.ruff_check import CONFIGURATION, ruff_findings
from nb2pkg.engine.rule_info import info_of
from nb2pkg.errors import Nb2pkgError, OtherLanguageError
from nb2pkg.model.finding import Finding
from nb2pkg.model.report import CheckedNotebook, PlacedFinding
from nb2pkg.model.review import Kind, NotebookReview, NotebookVersion, ReviewReport
from nb2pkg.reader import decoded
from nb2pkg.review_pipeline import version_of
from nb2pkg.reviewer import review_versions
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import Dispatch, dispatch_of

SUFFIX = ".ipynb"
WORTH_A_PROCESS = 2_000_000  # bytes of notebooks, below which another process costs more than it saves
_LFS = b"version https://git-lfs.github.com/spec/"
_KINDS = {"A": Kind.ADDED, "C": Kind.ADDED, "D": Kind.DELETED, "R": Kind.RENAMED}


class _Pair(Struct, frozen=True, kw_only=True):
    """Two versions of a file as bytes, None where there is none, and what ruff says of them."""

    file: ChangedFile
    before: bytes | None
    after: bytes | None
    ruff_before: tuple[Finding, ...] = ()
    ruff_after: tuple[Finding, ...] = ()


def review_report(
    paths: Sequence[Path], settings: CheckSettings, *, folder: Path, base: str, head: str, jobs: int
) -> ReviewReport:
    """What the commits from `base` to `head` do to the notebooks at these paths (all, if there are none)."""
    job = job_of(settings, uses_cache=False, jobs=jobs)
    compared = range_of(folder, base=base, head=head)
    files = [f for f in changed_files(compared) if _is_meant(f, paths, compared.root, settings)]
    reviews = tuple(_severe(review, job) for review in _reviews(files, compared, job))
    return ReviewReport(
        notebooks=reviews,
        base=compared.base,
        head=compared.head,
        rules=tuple(info_of(rule) for rule in job.rules),
        threshold=settings.threshold,
        version=__version__,
    )


def _is_meant(file: ChangedFile, paths: Sequence[Path], root: Path, settings: CheckSettings) -> bool:
    if not file.path.endswith(SUFFIX) and not file.old_path.endswith(SUFFIX):
        return file.special == "a submodule" and not paths
    wanted = [Path(os.path.realpath(path)) for path in paths]
    here = [root / file.path, root / file.old_path]
    if wanted and not any(one == path or one.is_relative_to(path) for one in here for path in wanted):
        return False
    return not matches(root / file.path, settings.exclude, settings.root)


def _reviews(files: Sequence[ChangedFile], compared: Range, job: CheckJob) -> Iterator[NotebookReview]:
    blobs = contents(compared.root, [blob for f in files if not f.special for blob in (f.old_blob, f.blob)])
    pairs = [_pair(file, blobs) for file in files]
    if job.settings.ruff and any(pair.before or pair.after for pair in pairs):
        pairs = _with_ruff(pairs, compared, job.settings)
    size = sum(len(pair.before or b"") + len(pair.after or b"") for pair in pairs)
    wanted = job.jobs or min(os.cpu_count() or 1, max(1, size // WORTH_A_PROCESS))
    workers = min(wanted, len(pairs))
    if workers < 2:
        dispatch = dispatch_of(job.rules)
        yield from (_review(pair, dispatch, job.settings) for pair in pairs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    codes = tuple(rule.code for rule in job.rules)
    batches = [pairs[start :: workers * 2] for start in range(workers * 2)]
    with ProcessPoolExecutor(workers, mp_context=get_context(method)) as pool:
        done = pool.map(_review_batch, batches, [job.settings] * len(batches), [codes] * len(batches))
        found = {review.path: review for batch in done for review in batch}
    yield from (found[pair.file.path] for pair in pairs)


def _review_batch(batch: Sequence[_Pair], settings: CheckSettings, codes: Sequence[str]) -> list[NotebookReview]:
    """Runs in another process: rules travel by their codes."""
    dispatch = dispatch_of([rule for rule in all_rules() if rule.code in set(codes)])
    return [_review(pair, dispatch, settings) for pair in batch]


def _pair(file: ChangedFile, blobs: Mapping[str, bytes]) -> _Pair:
    """A version that is no notebook (renamed from or to something else) counts as none."""
    before = blobs.get(file.old_blob) if file.old_path.endswith(SUFFIX) else None
    after = blobs.get(file.blob) if file.path.endswith(SUFFIX) else None
    return _Pair(file=file, before=before, after=after)


def _review(pair: _Pair, dispatch: Dispatch, settings: CheckSettings) -> NotebookReview:
    file = pair.file
    if file.special:
        return _skipped(file, f"it is {file.special}")
    if any(content and content.startswith(_LFS) for content in (pair.before, pair.after)):
        return _skipped(file, "it is a pointer of Git LFS, not the notebook itself")
    try:
        after = _version(pair.after, file.path, dispatch, settings, pair.ruff_after)
    except OtherLanguageError as error:
        return _skipped(file, error.message)
    except Nb2pkgError as error:
        return NotebookReview(path=file.path, kind=Kind.UNREADABLE, reason=error.message, hint=error.hint)
    try:
        before = _version(pair.before, file.old_path, dispatch, settings, pair.ruff_before)
    except Nb2pkgError:  # as if it were new: what cannot be read holds nothing to compare with
        before = None
    kind = _KINDS.get(file.status, Kind.MODIFIED)
    if pair.after is None:
        kind = Kind.DELETED
    elif pair.before is None:
        kind = Kind.ADDED
    path = file.path if pair.after is not None else file.old_path
    return review_versions(before, after, path=path, old_path=file.old_path if before else "", kind=kind)


def _skipped(file: ChangedFile, reason: str) -> NotebookReview:
    return NotebookReview(
        path=file.path, kind=Kind.SKIPPED, reason=f"{file.path} was not looked at: {reason.rstrip('.')}."
    )


def _version(
    content: bytes | None, path: str, dispatch: Dispatch, settings: CheckSettings, more: Sequence[Finding]
) -> NotebookVersion | None:
    if content is None:
        return None
    version = version_of(decoded(content, PurePosixPath(path).name), Path(path), dispatch, more=more)
    checked = CheckedNotebook(path=str(settings.root / path), findings=version.findings)
    return replace(version, findings=with_path_ignores(checked, settings).findings)


def _severe(review: NotebookReview, job: CheckJob) -> NotebookReview:
    """With what is severe enough to be reported. The grade is of all findings."""
    least = job.settings.severity.rank
    if not least:
        return review
    return replace(
        review,
        introduced=_at_least(review.introduced, least),
        fixed=_at_least(review.fixed, least),
        staying=_at_least(review.staying, least),
        about_run=_at_least(review.about_run, least),
    )


def _at_least(findings: Sequence[PlacedFinding], rank: int) -> tuple[PlacedFinding, ...]:
    return tuple(placed for placed in findings if placed.finding.severity.rank >= rank)


def _with_ruff(pairs: Sequence[_Pair], compared: Range, settings: CheckSettings) -> list[_Pair]:
    """Ruff wants files: both versions are laid out in a folder of their own, with the project's configuration of ruff.

    It is the new version's for both, so that a new setting is not a new finding.
    """
    configuration = files_named(compared, CONFIGURATION)
    texts = contents(compared.root, list(configuration.values()))
    with tempfile.TemporaryDirectory(prefix="nb2pkg-review-") as name:
        sides = {side: Path(name).resolve() / side for side in ("before", "after")}
        for side in sides.values():
            for path, blob in configuration.items():
                _lay_out(side, path, texts.get(blob))
        old = [_lay_out(sides["before"], pair.file.old_path, pair.before) for pair in pairs]
        new = [_lay_out(sides["after"], pair.file.path, pair.after) for pair in pairs]
        found = ruff_findings([path for path in (*old, *new) if path is not None])
    return [
        replace(
            pair,
            ruff_before=selected(found.get(was, ()), settings) if was else (),
            ruff_after=selected(found.get(now, ()), settings) if now else (),
        )
        for pair, was, now in zip(pairs, old, new, strict=True)
    ]


def _lay_out(folder: Path, path: str, content: bytes | None) -> Path | None:
    """Writes a file below the folder; None where there is none, or git holds a path that leads out of it."""
    parts = PurePosixPath(path).parts
    if content is None or ".." in parts or PurePosixPath(path).is_absolute():
        return None
    target = folder.joinpath(*parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError:  # this system cannot have such a name, or a folder now stands where a file was
        return None
    return target
