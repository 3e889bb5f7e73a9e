"""Settings for all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# The corpus is not in the repository: `make corpus` asks for its tests.
collect_ignore = [] if os.environ.get("NB2PKG_CORPUS") else ["corpus"]
# The server extension is tested in an environment of its own: `make test-lab`.
collect_ignore += [] if os.environ.get("NB2PKG_LAB") else ["lab"]
collect_ignore += [] if os.environ.get("NB2PKG_AIRFLOW") else ["airflow"]

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("default", max_examples=30, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.register_profile("long", max_examples=600, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-docs` writes the documents that are made from the source."""
    parser.addoption("--update-docs", action="store_true", help="rewrite what `make docs` makes")
