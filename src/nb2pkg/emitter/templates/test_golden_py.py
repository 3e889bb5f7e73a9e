"""`tests/test_golden.py`: what the notebook's stored outputs show, held against the package."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.harvest import PrintedLines, ShownValue, harvest

_HEAD = Text('''\
"""What the notebook showed, cell by cell, as its stored outputs have it.

Taken from the notebook's file without running it, and only where a run from top to bottom
must show the same again: nothing after a gap in the order of execution, nothing that hangs
on chance, clock or network. Floats are compared with a tolerance, everything else exactly.
"""

$imports
import pytest
from conftest import Journal
''')
_VALUES = Text("""
# function, variable as the function got or gave it, what the cell asked of it, what it showed
VALUES: list[Any] = [
$rows]


@pytest.mark.parametrize(("function", "variable", "look", "expected"), VALUES)
def test_shown_value(
    journal: Journal, function: str, variable: str, look: Callable[[Any], Any], expected: Any
) -> None:
    found = look(journal.values[function, variable])
    assert (found.tolist() if hasattr(found, "tolist") else found) == expected
""")
_PRINTED = Text('''
# function, the lines that one cell printed in it
PRINTED: list[Any] = [
$rows]
NUMBER = re.compile(r"(?<![\\w.])[-+]?\\d[\\d,]*(?:\\.\\d+)?(?:[eE][-+]?\\d+)?")


@pytest.mark.parametrize(("function", "lines"), PRINTED)
def test_printed_lines(journal: Journal, function: str, lines: list[str]) -> None:
    found = [line.rstrip() for line in journal.printed[function].splitlines()]
    blocks = [found[start : start + len(lines)] for start in range(len(found))]
    assert any(are_alike(block, lines) for block in blocks), f"{lines} is not in {found}"


def are_alike(found: list[str], lines: list[str]) -> bool:
    """Same words and same whole numbers; floats, which are printed rounded, within 0.1 %."""
    if len(found) != len(lines):
        return False
    text, expected = "\\n".join(found), "\\n".join(lines)
    numbers = zip(NUMBER.findall(text), NUMBER.findall(expected), strict=False)
    return NUMBER.sub("#", text) == NUMBER.sub("#", expected) and all(
        number == other or ("." in other and float(number.replace(",", "")) == about(other))
        for number, other in numbers
    )


def about(number: str) -> Any:
    return pytest.approx(float(number.replace(",", "")), rel=1e-3, abs=1e-9)
''')


def render(subject: Subject) -> str:
    """Tables of what was found; each row is named after its cell."""
    found = harvest(subject)
    imports = [
        *(["import re"] if found.printed else []),
        *(["from collections.abc import Callable"] if found.values else []),
        "from typing import Any",
        "",
    ]
    text = _HEAD.substitute(imports="\n".join(imports))
    if found.values:
        text += _VALUES.substitute(rows="".join(map(_value_row, found.values)))
    if found.printed:
        text += "\n" + _PRINTED.substitute(rows="".join(map(_printed_row, found.printed)))
    return text


def _value_row(shown: ShownValue) -> str:
    row = f"{shown.function!r}, {shown.variable!r}, lambda value: {shown.look}, {_expected(shown.expected)}"
    return f"    pytest.param({row}, id={shown.cell!r}),\n"


def _expected(value: object) -> str:
    # A stored float is written in full; 1e-6 leaves room for another summation order, not for another result.
    match value:
        case dict():
            parts = list(value.values())
        case list() | tuple():
            parts = list(value)
        case _:
            parts = [value]
    has_float = any(isinstance(part, float) for part in parts)
    return f"pytest.approx({value!r}, rel=1e-6)" if has_float else repr(value)


def _printed_row(printed: PrintedLines) -> str:
    return f"    pytest.param({printed.function!r}, {list(printed.lines)!r}, id={printed.cell!r}),\n"


def _has_harvest(subject: Subject) -> bool:
    found = harvest(subject)
    return bool(found.values or found.printed)


TEMPLATE = Template(path="tests/test_golden.py", render=render, when=_has_harvest)
