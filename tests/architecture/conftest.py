"""`pytest tests/architecture --update-docs` writes the documents that are made from the source."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-docs", action="store_true", help="rewrite docs/rules.md")
