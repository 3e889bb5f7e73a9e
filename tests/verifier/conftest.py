"""Values recorded and compared; notebooks and packages run beside each other."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nb2pkg
from nb2pkg.model.verdict import Verdict
from nb2pkg.verifier.comparators.difference import Difference
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.probe.record import record

Compare = Callable[[Any, Any], Difference]
Verify = Callable[..., Verdict]


def compared(notebook: Any, package: Any) -> Difference:
    """Two values by their records, which must survive JSON."""
    one, other = (json.loads(json.dumps(record(value))) for value in (notebook, package))
    return compare_records(one, other)


@pytest.fixture(name="compared")
def compared_fixture() -> Compare:
    return compared


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a notebook with these code cells into a folder of its own."""

    def make(*sources: str, tags: dict[int, list[str]] | None = None) -> Path:
        cells = [
            {
                "cell_type": "code",
                "id": f"c{number}",
                "source": source,
                "metadata": {"tags": (tags or {}).get(number, [])},
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(sources)
        ]
        path = tmp_path / "home" / "story.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))
        return path

    return make


@pytest.fixture
def verified(notebook: Callable[..., Path], tmp_path: Path) -> Verify:
    """The verdict on the package made from a notebook with these cells; `mutate` changes its modules before."""

    numbers = itertools.count()

    def make(
        *sources: str,
        mutate: tuple[str, str] | None = None,
        tags: dict[int, list[str]] | None = None,
        displays: str = "log",
        **options: Any,
    ) -> Verdict:
        path = notebook(*sources, tags=tags)
        package = tmp_path / f"package{next(numbers)}"
        nb2pkg.convert(path, out=package, name="story", displays=displays)
        if mutate is not None:
            change(package, *mutate)
        return nb2pkg.verify(path, package, python=sys.executable, **{"timeout": 60, **options})

    return make


def change(package: Path, old: str, new: str) -> None:
    """Replaces a text that stands once in the package's own modules."""
    files = [file for file in sorted((package / "src").rglob("*.py")) if old in file.read_text()]
    assert [file.read_text().count(old) for file in files] == [1]
    files[0].write_text(files[0].read_text().replace(old, new))
