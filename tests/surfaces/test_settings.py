"""Settings that are given as text."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from tests.support.packages import built, write


@pytest.mark.parametrize(
    ("text", "default", "value"),
    [("3", 1, 3), ("-2", 1, -2), ("0.5", 1, 0.5), ("1e3", 1, 1000.0), ("2", 0.5, 2.0), ("yes", False, True)],
)
def test_a_value_is_read_as_the_default_is(tmp_path: Path, text: str, default: object, value: object) -> None:
    (tmp_path / "n.py").write_text("# %%\nrate = 1\nprint(rate)\n")
    write(built(tmp_path / "n.py", name="n"), tmp_path)
    parse_value = runpy.run_path(str(tmp_path / "src" / "n" / "config.py"))["parse_value"]
    assert (parse_value(text, default), type(parse_value(text, default))) == (value, type(value))
    with pytest.raises(ValueError, match="many"):
        parse_value("many", 1)
