"""The survey of a batch of notebooks."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.check_file import dispatch_by_codes, selected, with_path_ignores
from nb2pkg.engine.result_cache import digest_of
from nb2pkg.engine.ruff_check import ruff_findings
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.estate import FileStamp, Standing, Survey
from nb2pkg.model.finding import Finding
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.reader import decoded, read_bytes
from nb2pkg.rules.walk import Dispatch
from nb2pkg.survey_pipeline import survey_text


class _Prepared(Struct, frozen=True, kw_only=True):
    dispatch: Dispatch
    more: Mapping[Path, tuple[Finding, ...]]


class SurveyWork(Struct, frozen=True, kw_only=True):
    """What to survey notebooks with; it travels to other processes, rules by their codes."""

    root: str
    settings: CheckSettings
    codes: tuple[str, ...]

    def prepare(self, items: Sequence[FileStamp]) -> _Prepared:
        """The rules, and what ruff finds in the notebooks."""
        more = _ruff([Path(self.root, item.path) for item in items]) if self.settings.ruff else {}
        return _Prepared(dispatch=dispatch_by_codes(self.codes), more=more)

    def result(self, item: FileStamp, prepared: _Prepared) -> Survey:
        """The survey of a notebook."""
        path = Path(self.root, item.path)
        return self._survey(item, path, prepared.dispatch, selected(prepared.more.get(path, ()), self.settings))

    def failed(self, item: FileStamp, reason: str) -> Survey:
        """A notebook of which nothing is known but why."""
        return Survey(stamp=item, standing=Standing.FAILED, reason=reason)

    def _survey(self, item: FileStamp, path: Path, dispatch: Dispatch, more: Sequence[Finding]) -> Survey:
        try:
            content = read_bytes(path)
            # A file that was changed since it was found is looked at again the next time.
            stamp = replace(item, digest=digest_of(content), mtime_ns=item.mtime_ns * (item.size == len(content)))
            text = decoded(content, path.name)
        except Nb2pkgError as error:
            return Survey(stamp=item, standing=Standing.UNREADABLE, reason=error.message)
        del content  # notebooks may be large

        def sifted(checked: CheckedNotebook) -> CheckedNotebook:
            return with_path_ignores(checked, self.settings)

        local = _modules_in(str(path.parent))
        return survey_text(text, path, dispatch, stamp=stamp, local=local, more=more, sifted=sifted)


def _ruff(paths: Sequence[Path]) -> Mapping[Path, tuple[Finding, ...]]:
    """Ruff's findings. Where it fails over many files, it is asked about each, and fails on the one alone."""
    if len(paths) == 1:
        return ruff_findings(paths)
    try:
        return ruff_findings(paths)
    except (RuntimeError, ValueError, OSError):
        return {path: found for one in paths for path, found in _ruff_of_one(one)}


def _ruff_of_one(path: Path) -> Sequence[tuple[Path, tuple[Finding, ...]]]:
    try:
        return list(ruff_findings([path]).items())
    except (RuntimeError, ValueError, OSError):
        return []  # our own rules still say what they find


@lru_cache(maxsize=256)
def _modules_in(folder: str) -> frozenset[str]:
    """Names that an import finds in a folder: those of files and of packages."""
    try:
        names = os.listdir(folder)
    except OSError:
        return frozenset()
    found = {name.removesuffix(".py") for name in names if name.endswith(".py")}
    found |= {name for name in names if "." not in name and os.path.exists(os.path.join(folder, name, "__init__.py"))}
    return frozenset(found - sys.stdlib_module_names)
