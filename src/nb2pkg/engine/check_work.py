"""The check of a batch of notebooks, in another process or on another machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.check_file import Checked, check_file, dispatch_by_codes, selected
from nb2pkg.engine.ruff_check import ruff_findings
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.finding import Finding
from nb2pkg.model.report import CheckedNotebook, Status
from nb2pkg.rules.walk import Dispatch


class _Prepared(Struct, frozen=True, kw_only=True):
    dispatch: Dispatch
    more: Mapping[Path, tuple[Finding, ...]]
    trouble: Nb2pkgError | None = None


class CheckWork(Struct, frozen=True, kw_only=True):
    """What to check notebooks with; it travels to other processes, rules by their codes."""

    settings: CheckSettings
    codes: tuple[str, ...]
    is_kept: bool = True  # in a cache

    def prepare(self, items: Sequence[Path]) -> _Prepared:
        """The rules, and what ruff finds in the notebooks. That ruff refuses its configuration is for all to know."""
        dispatch = dispatch_by_codes(self.codes)
        try:
            return _Prepared(dispatch=dispatch, more=ruff_findings(items) if self.settings.ruff else {})
        except Nb2pkgError as error:
            return _Prepared(dispatch=dispatch, more={}, trouble=error)

    def result(self, item: Path, prepared: _Prepared) -> Checked | Nb2pkgError:
        """The result for a notebook; what ends the whole check is a value here, raised where it arrives."""
        if prepared.trouble is not None:
            return prepared.trouble
        more = selected(prepared.more.get(item, ()), self.settings)
        return check_file(item, prepared.dispatch, more, is_kept=self.is_kept)

    def failed(self, item: Path, reason: str) -> Checked:
        """A notebook of which nothing is known but why. Another time, or with more memory, it may be otherwise."""
        hint = "More time or memory for each notebook: `--timeout`, `--memory`."
        return "", CheckedNotebook(path=str(item), status=Status.UNREADABLE, reason=reason, hint=hint)
