"""Made-up persons in place of those in data, the same one for the same: tests can be given such data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import count

from nb2pkg.knowledge.secrets import masked
from nb2pkg.recorder.persons import ADDRESS, fields_that_may_tell, has_prose, is_private_file

SHORTEST = 3  # letters of a name that is looked for outside of its column
_WORD = r"(?:[^\W\d_]|\\u[0-9a-fA-F]{4})+"  # with letters as JSON may have them
_ESCAPE = r"\\[^u]"
_KEY = r'"(?:[^"\\\n]|\\.)*"(?=\s*:)'
_OWN = re.compile(rf"(?P<address>{ADDRESS.pattern})|(?P<kept>{_ESCAPE})|(?P<word>{_WORD})|(?P<digits>\d+)")
_ANYWHERE = re.compile(rf"(?P<address>{ADDRESS.pattern})|(?P<kept>{_KEY}|{_ESCAPE})|(?P<word>{_WORD})")
_LETTER = re.compile(r"\\u([0-9a-fA-F]{4})")
_DATE = re.compile(r"(\d{4})(\D)\d{1,2}\D\d{1,2}|\d{1,2}(\D)\d{1,2}\D(\d{4})")


def with_made_up_persons(texts: Mapping[str, str]) -> dict[str, str] | None:
    """The files with other persons in them; None where one holds a secret or prose of theirs: nothing stands for that.

    Names become `Person7`, addresses `person7@example.org`, digits others, and of a date the year alone is kept; all of
    them wherever they turn up again, so that tables still fit together.
    """
    if any(masked(text) != text or (is_private_file(text) and has_prose(text)) for text in texts.values()):
        return None
    persons = _Persons()
    fields = {name: fields_that_may_tell(text) for name, text in texts.items()}
    for name, text in texts.items():
        for start, end in fields[name]:
            persons.meet(text[start:end])
    return {name: _replaced(text, fields[name], persons) for name, text in texts.items()}


def _replaced(text: str, fields: list[tuple[int, int]], persons: _Persons) -> str:
    pieces, done = [], 0
    for start, end in fields:
        pieces += [persons.elsewhere(text[done:start]), persons.own(text[start:end])]
        done = end
    return "".join((*pieces, persons.elsewhere(text[done:])))


class _Persons:
    """Who stands for whom."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._next = count(1)
        self._names: set[str] = set()

    def meet(self, value: str) -> None:
        """The names in a value are looked for everywhere from now on."""
        found = {_plain(one["word"]) for one in _OWN.finditer(value) if one["word"]}
        self._names |= {name for name in found if len(name) >= SHORTEST}

    def own(self, value: str) -> str:
        """What stands in a column of persons, with nothing of it left."""
        inner = value.strip('" ')
        date = _DATE.fullmatch(inner)
        if date:
            year, separator = date[1] or date[4], date[2] or date[3]
            parts = (year, "01", "01") if date[1] else ("01", "01", year)
            return value.replace(inner, separator.join(parts))
        return _OWN.sub(lambda found: self._other(found, digits=self._digits(inner)), value)

    def elsewhere(self, text: str) -> str:
        """Any other text: addresses, and the names that have been met."""
        return _ANYWHERE.sub(
            lambda found: (
                found[0] if found["word"] and _plain(found["word"]) not in self._names else self._other(found)
            ),
            text,
        )

    def _other(self, found: re.Match[str], *, digits: Callable[[str], str] = str) -> str:
        if found["address"]:
            return f"person{self._number(found[0])}@example.org"
        if found["word"]:
            return _in_case_of(found[0], f"Person{self._number(found[0])}")
        return found[0] if found["kept"] else digits(found[0])

    def _digits(self, value: str) -> Callable[[str], str]:
        """As many digits, by the number of the whole value."""

        def other(digits: str) -> str:
            highest = 10 ** (len(digits) - 1)  # no zero comes first, which numbers of JSON cannot have
            return str(highest + self._number(value) % highest) if highest > 1 else str(self._number(value) % 10)

        return other

    def _number(self, known: str) -> int:
        key = _plain(known)
        if key not in self._numbers:
            self._numbers[key] = next(self._next)
        return self._numbers[key]


def _plain(text: str) -> str:
    """What is the same for the same word, however it is written."""
    return _LETTER.sub(lambda found: chr(int(found[1], 16)), text).casefold()


def _in_case_of(word: str, other: str) -> str:
    return other.upper() if word.isupper() and len(word) > 1 else other.lower() if word.islower() else other
