"""Magics without `%`: `ls data`, `pip install x`, `time x = f()`, in a cell of that one line.

IPython's cell transformer does not see them; its prefilter does, where the first word is no variable.
"""

from __future__ import annotations

from nb2pkg.reader.magics.table import AUTOMAGIC
from nb2pkg.reader.magics.values import Scope

_PYTHON_GOES_ON = ("=", "(", ".", "[", ":", ",", "in ", "is ", "if ", "+=", "-=", "*=", "/=", "|=", "&=")


def with_percent(text: str, scope: Scope) -> str | None:
    """The line as a magic with its `%`, if it is one."""
    line = text.strip()
    name, _, rest = line.partition(" ")
    if name not in AUTOMAGIC or "\n" in line or rest.lstrip().startswith(_PYTHON_GOES_ON):
        return None
    bound = scope.bound()
    return None if name in bound or "*" in bound else f"%{line}"
