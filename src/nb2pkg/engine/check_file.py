"""`check` of one file, and what of its findings counts."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from nb2pkg.check_pipeline import check_text
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.find_notebooks import matches
from nb2pkg.engine.result_cache import digest_of
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.finding import Finding
from nb2pkg.model.report import CheckedNotebook, Status
from nb2pkg.reader import decoded, read_bytes, read_text, without_images
from nb2pkg.rules.choice import strength
from nb2pkg.rules.collection import all_rules
from nb2pkg.rules.walk import Dispatch, dispatch_of
from nb2pkg.work_limits import CHECK_SECONDS, work_limits

_LARGE = 10_000_000  # bytes of a notebook that is not kept in memory twice
Checked = tuple[str, CheckedNotebook]  # with the fingerprint of the file, empty where it cannot be relied on


def check_file(path: Path, dispatch: Dispatch, more: Sequence[Finding], *, is_kept: bool) -> Checked:
    """The fingerprint of one file, empty where it could not be read at all, and the result for it.

    Of a result that is not kept nobody asks for the fingerprint, which costs as much as to read the file.
    """
    digest = ""
    try:
        content = read_bytes(path)
        digest = digest_of(content) if is_kept else ""
        size = len(content)
        content = without_images(content)
        is_whole = len(content) == size
        with work_limits(CHECK_SECONDS, name=path.name):
            text = _decoded(content, path)
            encoded = content.removeprefix(BOM_UTF8) if len(content) < _LARGE else b""
            del content  # the file, its text and what is parsed from it are three times its size
            checked = check_text(text, path, dispatch, more=more, encoded=encoded)
            if checked.status is Status.UNREADABLE and not is_whole:  # it is said where, also on lines with an image
                checked = check_text(read_text(path), path, dispatch, more=more)
            return digest, checked
    except Nb2pkgError as error:
        return digest, _unreadable(path, error)


def _decoded(content: bytes, path: Path) -> str:
    try:
        return decoded(content, path.name)
    except Nb2pkgError:
        return read_text(path)  # raises it again, with the place in the whole file


def _unreadable(path: Path, error: Nb2pkgError) -> CheckedNotebook:
    return CheckedNotebook(path=str(path), status=Status.UNREADABLE, reason=error.message, hint=error.hint)


@cache
def dispatch_by_codes(codes: tuple[str, ...]) -> Dispatch:
    """The walk of the rules with these codes, as which they travel."""
    wanted = frozenset(codes)
    return dispatch_of([rule for rule in all_rules() if rule.code in wanted])


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
