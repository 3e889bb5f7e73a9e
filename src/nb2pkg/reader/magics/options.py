"""Options before the Python of a magic: `-n 3 -q` in `%timeit -n 3 -q f(x)`."""

from __future__ import annotations

from nb2pkg.patterns import pattern_of

_LONG = pattern_of(r"--[A-Za-z][\w-]*(?:=\S*)?(?:\s+|$)")
_SHORT = pattern_of(r"-([A-Za-z]+)(\S*)(?:\s+|$)")


def without_options(text: str, *, with_value: str) -> str:
    """The text after its options; the short ones in `with_value` take an argument, attached or as the next word."""
    text = text.strip()
    while True:
        if match := _LONG.match(text):
            text = text[match.end() :]
        elif (match := _SHORT.match(text)) and (match[1][0] in with_value or not match[2]):
            text = text[match.end() :]
            if match[1] in tuple(with_value) and not match[2]:
                text = text.partition(" ")[2].lstrip()
        else:
            return text
