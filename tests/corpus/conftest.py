"""`make corpus ARGS=--update-pins` writes down what is found now; review it as a diff."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-pins", action="store_true", help="rewrite the counts in tests/corpus/*.json")
