"""A worker's process: `python -m nb2pkg.server.work` answers one order after the other on its standard output.

An exception that is not an Nb2pkgError is a defect of ours: it ends the process, and the server's log shows it.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import BinaryIO

from nb2pkg.errors import Nb2pkgError
from nb2pkg.server.frames import Message, framed, read_message
from nb2pkg.server.tasks import TASKS
from nb2pkg.server.wording import hinted, told


def main() -> int:
    """Works until there are no more orders, or until it is told to stop: what it has started is ended first."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for the server, which tells us if need be
    answers = _own_output()
    try:
        while (order := read_message(sys.stdin.buffer)) is not None:
            answers.write(framed(_answer(order, answers)))
            answers.flush()
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    return 0


def _own_output() -> BinaryIO:
    """Standard output, out of reach of what prints."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _answer(order: Message, answers: BinaryIO) -> Message:
    def tell(step: str) -> None:
        answers.write(framed({"step": step}))
        answers.flush()

    try:
        return {"result": TASKS[order["task"]](order["payload"], tell)}
    except Nb2pkgError as error:
        root = order["payload"]["root"]
        return {"problem": told(error.message, root), "hint": hinted(error.hint, root)}


if __name__ == "__main__":
    sys.exit(main())
