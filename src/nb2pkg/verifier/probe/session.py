"""What happens while code runs, in order: prints, shown values, figures, recorded variables."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from .record import Json, opaque, plain_text, record, shortened

SEED = 20240229
MOST_EVENTS = 100_000
MOST_PRINTED = 20_000_000  # characters; then the run is ended


class TooMuchOutput(RuntimeError):
    """The code prints without end."""


class Log:
    """Events, each with the place that it belongs to: a cell's index, or a function's name."""

    def __init__(self) -> None:
        self.events: list[Json] = []  # those that are not saved yet
        self.number = 0
        self.place: Any = None
        self.printed = 0
        self.is_recording = False
        self.calls: Counter[str] = Counter()

    def printed_text(self, text: str) -> None:
        """Text on standard output; neighbouring pieces of one place are one event."""
        self.printed += len(text)
        if self.printed > MOST_PRINTED:
            raise TooMuchOutput("more than 20 million characters were printed")
        last = self.events[-1] if self.events else None
        if last is not None and last["event"] == "print" and last["place"] == self.place:
            last["texts"].append(text)
        else:
            self.add("print", texts=[text])

    def shown(self, value: Any, *, is_result: bool = False) -> None:
        """A value that was displayed, and its text. A figure counts as one, whoever displays it.

        `is_result` marks the value of a cell's last expression, which nobody has asked to be displayed.
        """
        if value is None or self.is_recording:
            return
        found = self.looked(value)
        if found["kind"] == "figure":
            self.add("figure", value=found, is_result=is_result)
        else:
            text = self.looked(value, _text_of)
            seen = {"kind": "shown", "type": found["type"], "value": found, "text": text}
            self.add("show", value=seen, is_result=is_result)

    def open_figures(self) -> None:
        """Figures that are open at the end, and so were neither shown nor saved as pictures of a cell."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        self.place = None
        if pyplot is not None:
            for number in pyplot.get_fignums():
                self.shown(pyplot.figure(number))

    def ended(self, function: str, values: Iterable[tuple[str, Any]], unbound: Iterable[str] = ()) -> None:
        """A function is at its end; what its names stand for."""
        call = self.calls[function]
        self.calls[function] += 1
        for name, value in values:
            self.add("value", function=function, call=call, name=name, value=self.looked(value))
        for name in unbound:
            self.add("value", function=function, call=call, name=name, value={"kind": "unbound", "type": ""})
        self.add("end", function=function)

    def inside(self, function: str, values: Iterable[tuple[str, Any]]) -> None:
        """A function is about to end; what is bound inside it."""
        for name, value in values:
            self.add("value", function=function, call=self.calls[function], name=name, value=self.looked(value))

    def looked(self, value: Any, look: Callable[[Any], Json] = record) -> Json:
        """The record of a value, whatever happens; what that prints is not counted."""
        before, self.is_recording = self.is_recording, True
        try:
            return look(value)
        except Exception as error:  # a defect of a kind must not change the run that it observes
            return opaque(value, f"{type(error).__name__} when recorded")
        finally:
            self.is_recording = before

    def add(self, event: str, **what: Any) -> None:
        """One more event. Where there are too many that is said, once."""
        self.number += 1
        if self.number == MOST_EVENTS:
            self.events.append({"event": "cut", "place": self.place})
        elif self.number < MOST_EVENTS:
            self.events.append({"event": event, "place": self.place, **what})

    def save(self, path: str) -> None:
        """Appends what has happened since to a file, one event a line."""
        with open(path, "a", encoding="utf-8", errors="backslashreplace") as stream:
            for event in self.events:
                if event["event"] == "print":
                    event["text"] = shortened("".join(event.pop("texts")))
                stream.write(json.dumps(event) + "\n")
        self.events = []


def _text_of(value: Any) -> Json:
    return {"kind": "text", "type": "str", "value": plain_text(value)}


class Heard:
    """Standard output that is listened to. Nothing is passed on: nobody looks at it."""

    def __init__(self, stream: TextIO, log: Log) -> None:
        self._stream, self._log, self._process = stream, log, os.getpid()

    def write(self, text: str) -> int:
        """Notes the text; that of a process that was forked off goes where other programs write."""
        if os.getpid() != self._process:
            os.write(1, text.encode("utf-8", "backslashreplace"))
        elif not self._log.is_recording:
            self._log.printed_text(str(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Notes all lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def seed() -> None:
    """The same draws on both sides: the global generators of Python and, where it is installed, of numpy.

    Generators that numpy makes without a seed ask the system for one; they are given the next of a known sequence,
    each module its own: libraries make some when they are imported, and which ones are depends on what is installed.
    """
    import random

    random.seed(SEED)
    try:
        import numpy
    except ImportError:
        return
    numpy.random.seed(SEED)
    fresh = sys.modules.get("numpy.random.bit_generator")
    if fresh is not None and hasattr(fresh, "randbits"):
        sequences: dict[str, random.Random] = {}

        def randbits(bits: int) -> int:
            asking = _asking()
            if asking not in sequences:
                sequences[asking] = random.Random(f"{SEED} {asking}")
            return sequences[asking].getrandbits(bits)

        fresh.randbits = randbits  # type: ignore[attr-defined]


def _asking() -> str:
    """The module that makes a generator; the notebook and all of its package count as one."""
    name = str(sys._getframe(2).f_globals.get("__name__"))
    root = sys.modules[__package__].package_name.partition(".")[0]
    return "__main__" if root and name.partition(".")[0] == root else name


def listen(log: Log) -> None:
    """Prints from now on are events."""
    sys.stdout = Heard(sys.stdout, log)


def listen_to_displays(log: Log) -> None:
    """Every `display` of IPython's that a module holds, and the one among the builtins, tells what it shows."""
    functions = sys.modules.get("IPython.core.display_functions")
    if functions is None:
        return
    original = functions.display

    def display(*values: Any, **options: Any) -> Any:
        if not options.get("raw") and not _is_captured():
            for value in values:
                log.shown(value)
        before, log.is_recording = log.is_recording, True
        try:
            return original(*values, **options)
        finally:
            log.is_recording = before

    for name, module in sorted(sys.modules.items()):
        if name.startswith("IPython") and getattr(module, "display", None) is original:
            module.display = display  # type: ignore[attr-defined]


def _is_captured() -> bool:
    """Within `%%capture` nothing is seen."""
    shell = sys.modules["IPython"].get_ipython()
    return type(getattr(shell, "display_pub", None)).__name__ == "CapturingDisplayPublisher"
