"""Names: which are builtin, which a notebook kernel adds, and how to make new ones."""

from __future__ import annotations

import builtins
import keyword
import re

from nb2pkg.patterns import pattern_of

BUILTINS = frozenset(dir(builtins))
KERNEL_NAMES = frozenset({"display", "get_ipython", "In", "Out", "_", "__", "___", "exit", "quit", "_ih", "_oh", "_dh"})
HISTORY_NAME = pattern_of(r"_{1,3}|_\d+|Out|_oh")  # what a kernel remembers of the values it showed
MODULE_NAMES = frozenset({"__name__", "__file__", "__doc__", "__builtins__", "__builtin__", "__spec__", "__loader__"})


def snake_case(text: str) -> str:
    """`TotalCharges per-month` -> `total_charges_per_month`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    return re.sub(r"_+", "_", re.sub(r"\W", "_", spaced)).strip("_").lower()


def is_name(text: str) -> bool:
    """Whether the text can be the name of a variable: `not` looks like one, and is none."""
    return text.isidentifier() and not keyword.iskeyword(text)


def is_usable(name: str) -> bool:
    """Whether `name` can be given to something new without hiding a keyword or a builtin."""
    return is_name(name) and not keyword.issoftkeyword(name) and name not in BUILTINS


def unused_name(wanted: str, taken: set[str] | frozenset[str]) -> str:
    """`wanted`, or the first of `wanted_`, `wanted__` that nothing else has."""
    while wanted in taken or not is_usable(wanted):
        wanted += "_"
    return wanted
