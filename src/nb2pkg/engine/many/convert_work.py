"""The conversion of a batch of notebooks: packages as text. Who asked for them writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from nb2pkg.base_file import with_base
from nb2pkg.errors import Nb2pkgError, OtherLanguageError
from nb2pkg.model.choices import Choices
from nb2pkg.model.package import File, Package
from nb2pkg.pipeline import build_package

CONVERTED, REFUSED, SKIPPED, FAILED = "converted", "refused", "skipped", "failed"


class Built(Struct, frozen=True, kw_only=True):
    """What came of a notebook: the files of its package, or the reason why there are none."""

    standing: str
    reason: str = ""
    hint: str = ""
    files: tuple[File, ...] = ()
    name: str = ""
    functions: int = 0
    statements: int = 0
    to_look_at: int = 0


class ConvertWork(Struct, frozen=True, kw_only=True):
    """How to convert; it travels to other processes. Items are the paths of notebooks."""

    choices: Choices

    def prepare(self, items: Sequence[Path]) -> None:
        """Nothing is done for all at once."""

    def result(self, item: Path, prepared: None) -> Built:
        """The package of a notebook, or why there is none: that will not change until the notebook does."""
        try:
            return _built(build_package(item, self.choices))
        except OtherLanguageError as error:
            return Built(standing=SKIPPED, reason=error.message, hint=error.hint)
        except Nb2pkgError as error:
            return Built(standing=REFUSED, reason=error.message, hint=error.hint)

    def failed(self, item: Path, reason: str) -> Built:
        """A notebook that took too much, or met a defect."""
        return Built(standing=FAILED, reason=reason, hint="More time or memory: `--timeout`, `--memory`.")


def _built(package: Package) -> Built:
    plan = package.plan
    return Built(
        standing=CONVERTED,
        files=with_base(package.files),
        name=package.name,
        functions=sum(len(module.functions) for module in plan.modules),
        statements=len(plan.placements),
        to_look_at=len(plan.refusals),
    )
