"""Lines that a command prints: the package's list does what IPython's does."""

from __future__ import annotations

from typing import Any

import pytest
from IPython.utils.text import SList

from nb2pkg.emitter.templates.shell_py import TEXT

LINES = ["-rw 1 ville Dec", "drw", "", "DRW 10 Oct", __file__]


@pytest.fixture(scope="module")
def shell() -> dict[str, Any]:
    found: dict[str, Any] = {"__name__": "shop.shell"}
    exec(TEXT, found)
    return found


@pytest.mark.parametrize(
    "said",
    [
        *("x.s", "x.n", "x.p", "x.spstr", "x.nlstr", "x.paths", "x.grep('drw')", "x.grep('^d', prune=True)"),
        *("x.fields()", "x.fields(0)", "x.fields(2, 0)", "x.fields(-1)", "type(x).__name__", "x", "x.grep('drw').s"),
    ],
)
def test_it_says_what_ipythons_says(said: str, shell: dict[str, Any]) -> None:
    lines = shell["SList"](LINES)
    assert eval(said, {"x": lines}) == eval(said, {"x": SList(LINES)})
    assert lines == LINES


def test_what_a_command_prints_is_such_a_list(shell: dict[str, Any]) -> None:
    found = shell["capture_shell"]("echo a; echo b >&2")
    assert (found, found.n, type(found)) == (["a", "b"], "a\nb", shell["SList"])
