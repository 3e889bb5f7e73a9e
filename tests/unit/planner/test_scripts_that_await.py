"""A notebook that can only be a script, and awaits: no file could hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.pipeline import plan_notebook
from tests.fuzz.inputs import notebook_text


def test_it_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook_text(["exec('a = 1')", "await f(a)"]), encoding="utf-8")
    with pytest.raises(Nb2pkgError, match="awaits outside of functions") as raised:
        plan_notebook(path, Choices(name="a"))
    assert "dictionary" in raised.value.hint
