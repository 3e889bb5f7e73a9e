"""One cell's source -> its Python.

A cell that parses as Python holds no IPython syntax, but for a few corners; so most cells cost one parse, which later
stages get for free. What treats IPython syntax is imported by the first cell that has some.
"""

from __future__ import annotations

import re

from nb2pkg.patterns import pattern_of
from nb2pkg.reader.magics.automagic import with_percent
from nb2pkg.reader.magics.values import Scope, Translation
from nb2pkg.reader.parsing import is_python

_PROMPTS = ("In [", "[nav]", "[ins]")  # Python reads `In [1]: x` as an annotation
_BLANK_LINE_WITH_SPACES = pattern_of(r"^[ \t]+$", re.MULTILINE)


def translate(source: str, scope: Scope) -> Translation:
    """The cell as Python with exactly as many lines, and what was found in it."""
    if is_python(source) and not source.lstrip().startswith(_PROMPTS):
        text = _as_ipython_strips(source)
        if "get_ipython" not in text and with_percent(text, scope) is None:
            return Translation(python=text)
    from nb2pkg.reader.magics.special import translate_special

    return translate_special(source, scope)


def _as_ipython_strips(source: str) -> str:
    """IPython empties lines of blanks, inside strings too."""
    if '"""' in source or "'''" in source:
        return _BLANK_LINE_WITH_SPACES.sub("", source)
    return source
