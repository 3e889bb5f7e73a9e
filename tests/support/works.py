"""Work that hangs, kills its process or takes all memory, to be done in other processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Odd:
    """What an item says is done; others are doubled. `log` gets a line for each item that is begun."""

    log: str = ""

    def prepare(self, items: Sequence[object]) -> int:
        if "unprepared" in items:
            os.kill(os.getpid(), signal.SIGKILL)
        if "impossible" in items:
            raise ValueError("impossible")
        return 2

    def result(self, item: str | int, prepared: int) -> object:
        if self.log:
            with Path(self.log).open("a") as log:
                log.write(f"{item}\n")
        return self.done(item, prepared)

    def done(self, item: str | int, prepared: int) -> object:
        match item:
            case "hang":
                time.sleep(600)
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "eat":
                return len(b"x" * 4_000_000_000)
            case "raise":
                raise ValueError("no such\ncolumn")
            case "nest":
                return self.done(item, prepared)
            case "slow":
                time.sleep(0.3)
            case "pid":
                return str(os.getpid())
            case "print":
                print("this must not reach the channel", flush=True)
        return item * prepared

    def failed(self, item: object, reason: str) -> object:
        return (item, reason)


def warm_up() -> None:
    """Says which process calls it."""
    with Path(os.environ["WARM_LOG"]).open("a") as log:
        log.write(f"{os.getpid()}\n")
