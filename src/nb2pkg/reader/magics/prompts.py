"""What IPython cleans away before it looks at a cell: leading blank lines, common indentation, pasted prompts.

Lines are never removed here, so that positions hold: IPython's removal of leading blank lines is left to the caller.
"""

from __future__ import annotations

import re
from textwrap import dedent

from nb2pkg.patterns import pattern_of

_CLASSIC = pattern_of(r"^\s*>>>", re.MULTILINE)
_CLASSIC_PROMPT = pattern_of(r"^\s*(?:>>>|\.\.\.)[ \t]?")
_IPYTHON_PROMPT = pattern_of(r"(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?")
_TRIPLE_QUOTE = pattern_of(r"(?<!\\)(\"\"\"|''')")


def cleaned(text: str) -> str:
    """The text without common indentation and prompts, line by line the same."""
    text = dedent(text)
    if _CLASSIC.search(text):
        text = _without_classic_prompts(text)
    first, _, rest = text.partition("\n")
    if _IPYTHON_PROMPT.match(first) or _IPYTHON_PROMPT.match(rest):
        text = "\n".join(
            _IPYTHON_PROMPT.sub("", line, count=1) if _IPYTHON_PROMPT.match(line) else line for line in text.split("\n")
        )
    return text


def _without_classic_prompts(text: str) -> str:
    """`>>> x` -> `x`, except inside triple-quoted strings that no prompt precedes."""
    lines = text.split("\n")
    mask = _inside_strings(lines)
    if not any(_CLASSIC.match(line) for line, inside in zip(lines, mask, strict=True) if not inside):
        return text
    stripped = [line if inside else _CLASSIC_PROMPT.sub("", line) for line, inside in zip(lines, mask, strict=True)]
    return "\n".join(stripped) if any(mask) else dedent("\n".join(stripped))


def _inside_strings(lines: list[str]) -> list[bool]:
    mask, quote, prompted = [], "", False
    for line in lines:
        mask.append(bool(quote) and not prompted)
        for match in _TRIPLE_QUOTE.finditer(line):
            if not quote:
                quote, prompted = match[1], _CLASSIC_PROMPT.match(line) is not None
                mask[-1] = not prompted
            elif quote == match[1]:
                quote, prompted = "", False
    return mask
