"""`.github/workflows/ci.yml`: lint, types, tests on two Pythons, a build. Few rights, actions pinned by their hash."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.outline import minimum_python
from nb2pkg.emitter.templates.pythons import tested_pythons

# Not str.format: GitHub's own `${{ }}` stays as it is.
_TEXT = """\
name: CI

on:
  push:
    branches: [main]
  pull_request:
  workflow_dispatch:

permissions:
  contents: read

concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true

jobs:
  lint:
    name: Lint and types
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "<oldest>"
      - run: python -m pip install --upgrade "pip>=25.1"
      - run: python -m pip install . --group dev
      - run: ruff check .
      - run: ruff format --check .
      - run: mypy

  test:
    name: Tests on Python ${{ matrix.python }}
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    strategy:
      fail-fast: false
      matrix:
        python: [<pythons>]
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: ${{ matrix.python }}
      - run: python -m pip install --upgrade "pip>=25.1"
      - run: python -m pip install . --group dev
      - run: pytest

  build:
    name: Build
    needs: [lint, test]
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: "<oldest>"
      - run: python -m pip install build
      - run: python -m build
      - uses: actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2
        with:
          name: distributions-${{ github.run_number }}
          path: dist/
"""


def render(subject: Subject) -> str:
    """For a package of one notebook."""
    return ci_text(minimum_python(subject.plan))


def ci_text(oldest: tuple[int, int]) -> str:
    """With the oldest Python that the package claims, and a newer one."""
    pythons = tested_pythons(oldest)
    listed = ", ".join(f'"{version}"' for version in pythons)
    return _TEXT.replace("<oldest>", pythons[0]).replace("<pythons>", listed)


TEMPLATE = Template(path=".github/workflows/ci.yml", render=render, when=is_handover)
