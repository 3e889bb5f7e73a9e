"""What is known of requirements from where nb2pkg runs."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from nb2pkg.environment import with_lower_bounds
from nb2pkg.model.choices import Choices
from nb2pkg.model.package import Package
from nb2pkg.model.plan import Requirement
from nb2pkg.pipeline import build_package

GUARDED = "try:\n    import surelynothere as there\nexcept ImportError:\n    there = None\nprint(there)"


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str = "1.2.3") -> None:
    """An active environment that has it."""
    (folder / "lib" / "python3.11" / "site-packages" / f"surelynothere-{version}.dist-info").mkdir(parents=True)
    monkeypatch.setenv("VIRTUAL_ENV", str(folder))


def package(folder: Path, *sources: str) -> Package:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for n, s in enumerate(sources)
    ]
    path = folder / "story.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
    return build_package(path, Choices(name="story"))


def project(package: Package) -> dict[str, object]:
    text = next(file.text for file in package.files if file.path == "pyproject.toml")
    return tomllib.loads(text)


def test_what_is_installed_was_not_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Requirement(distribution="surelynothere", specifier="", evidence="", is_optional=True)
    assert with_lower_bounds((asked,)) == (asked,)
    installed(tmp_path, monkeypatch)
    (found,) = with_lower_bounds((asked,))
    assert (found.specifier, found.is_optional) == (">=1.2", False)


def test_the_interpreter_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path / "named", monkeypatch)
    installed(tmp_path / "active", monkeypatch, version="3.0")
    asked = Requirement(distribution="surelynothere", specifier="", evidence="")
    assert with_lower_bounds((asked,))[0].specifier == ">=3.0"
    named = str(tmp_path / "named" / "bin" / "python")
    assert with_lower_bounds((asked,), python=named)[0].specifier == ">=1.2"
    assert with_lower_bounds((asked,), python="python3")[0].specifier == ">=3.0"


def test_optional_requirements_are_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = project(package(tmp_path, GUARDED))["project"]
    assert isinstance(found, dict)
    assert found["dependencies"] == []
    assert found["optional-dependencies"] == {"optional": ["surelynothere"]}
    installed(tmp_path, monkeypatch)
    found = project(package(tmp_path, GUARDED))["project"]
    assert isinstance(found, dict)
    assert found["dependencies"] == ["surelynothere>=1.2"]
    assert "optional-dependencies" not in found


def test_a_module_that_a_cell_writes_is_installed_too(tmp_path: Path) -> None:
    made = package(tmp_path, "%%writefile logs.py\nN = 3", "import logs\nprint(logs.N)")
    assert "src/logs.py" in {file.path for file in made.files}
    found = project(made)
    assert '"packages": ["src/story", "src/logs.py"]' in json.dumps(found["tool"])
