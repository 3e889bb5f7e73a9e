"""What happens while code runs, in order: prints, shown values, figures, recorded variables."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, TextIO

from .record import Json, opaque, record, shortened

MOST_EVENTS = 100_000
MOST_PRINTED = 20_000_000  # characters; then the run is ended


class TooMuchOutput(RuntimeError):
    """The code prints without end."""


class Log:
    """Events, each with the place that it belongs to: a cell's index, or a function's name."""

    def __init__(self) -> None:
        self.events: list[Json] = []
        self.place: Any = None
        self.printed = 0
        self.is_recording = False

    def printed_text(self, text: str) -> None:
        """Text on standard output; neighbouring pieces of one place are one event."""
        self.printed += len(text)
        if self.printed > MOST_PRINTED:
            raise TooMuchOutput("more than 20 million characters were printed")
        last = self.events[-1] if self.events else None
        if last is not None and last["event"] == "print" and last["place"] == self.place:
            last["text"] += text
        else:
            self.add("print", text=text)

    def shown(self, value: Any) -> None:
        """A value that was displayed. A figure counts as one, whoever displays it."""
        if value is None or self.is_recording:
            return
        found = self.recorded(value)
        self.add("figure" if found["kind"] == "figure" else "show", value=found)

    def variable(self, function: str, call: int, name: str, value: Any) -> None:
        """What a name stands for when a function has ended."""
        self.add("value", function=function, call=call, name=name, value=self.recorded(value))

    def missing(self, function: str, call: int, name: str) -> None:
        """A name that stands for nothing."""
        self.add("value", function=function, call=call, name=name, value={"kind": "unbound", "type": ""})

    def recorded(self, value: Any) -> Json:
        """The record of a value, whatever happens; what that prints is not counted."""
        self.is_recording = True
        try:
            return record(value)
        except Exception as error:  # a defect of a kind must not change the run that it observes
            return opaque(value, f"{type(error).__name__} when recorded")
        finally:
            self.is_recording = False

    def add(self, event: str, **what: Any) -> None:
        """One more event."""
        if len(self.events) < MOST_EVENTS:
            self.events.append({"event": event, "place": self.place, **what})

    def save(self, path: str) -> None:
        """Writes the events to a file."""
        for event in self.events:
            if event["event"] == "print":
                event["text"] = shortened(event["text"])
        with open(path, "w", encoding="utf-8", errors="backslashreplace") as stream:
            json.dump(self.events, stream)


class Tee:
    """Standard output that is listened to."""

    def __init__(self, stream: TextIO, listen: Callable[[str], None], log: Log) -> None:
        self._stream, self._listen, self._log = stream, listen, log

    def write(self, text: str) -> int:
        """Passes the text on."""
        if not self._log.is_recording:
            self._listen(str(text))
            self._stream.write(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Passes all lines on."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def seed() -> None:
    """The same draws on both sides: the global generators of the libraries that are there."""
    import random

    random.seed(20240229)
    try:
        import numpy
    except ImportError:
        return
    numpy.random.seed(20240229)


def listen(log: Log) -> None:
    """Prints from now on are events."""
    sys.stdout = Tee(sys.stdout, log.printed_text, log)  # type: ignore[assignment]
