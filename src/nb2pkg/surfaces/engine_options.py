"""The options by which commands over many notebooks choose where work is done, and what a notebook may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

if TYPE_CHECKING:
    from nb2pkg.engine.batches.executors import EngineChoice

Scheduler = Annotated[str, typer.Option("--scheduler", help="Dask's, such as tcp://host:8786.")]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0: one for each core.")]


class EngineOptions(Struct, frozen=True, kw_only=True):
    """As they were given; empty, 0 and None are those that were not."""

    engine: str = ""
    jobs: int = 0
    scheduler: str = ""
    timeout: float | None = None
    memory: int | None = None

    @property
    def is_engine_named(self) -> bool:
        """Whether it was said where the work is to be done."""
        return bool(self.engine or self.scheduler)

    @property
    def is_asked_for(self) -> bool:
        """Whether the work is to be done elsewhere: limits too need another process."""
        return self.is_engine_named or self.timeout is not None or self.memory is not None

    def choice(self, *, seconds: float, memory_mb: int = 2048) -> EngineChoice:
        """The engine, with these limits where none were given. Raises Nb2pkgError if there is none of that name."""
        from nb2pkg.engine.batches.executors import EngineChoice, EngineKind
        from nb2pkg.engine.batches.work import ItemLimits
        from nb2pkg.errors import Nb2pkgError

        kinds = {kind.value: kind for kind in EngineKind}
        name = self.engine or ("dask" if self.scheduler else "processes")
        if name not in kinds:
            raise Nb2pkgError(f"`{name}` is no engine.", hint=f"Choose one of {', '.join(kinds)}.")
        limits = ItemLimits(seconds=self.timeout or seconds, memory_mb=self.memory or memory_mb)
        return EngineChoice(kind=kinds[name], jobs=self.jobs, scheduler=self.scheduler, limits=limits)
