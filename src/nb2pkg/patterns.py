"""Regular expressions that are compiled by their first use: most runs need few of the hundreds that rules have."""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class LazyPattern:
    """Stands for a compiled pattern. From its first use on, its methods are those of the pattern itself."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern_of(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, as `re.compile` gives it. What is wrong with it is said when it is used."""
    return cast("re.Pattern[str]", LazyPattern(text, flags))
