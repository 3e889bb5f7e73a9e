"""A small package as a person would write it, with all that the checklist asks for and a program can see."""

from __future__ import annotations

from pathlib import Path

PYPROJECT = """\
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "shop"
version = "1.2.0"
description = "Revenue by shop."
readme = "README.md"
license = "MIT"
requires-python = ">=3.11"
dependencies = ["pandas>=2.1", "scikit-learn>=1.4"]

[project.scripts]
shop = "shop.__main__:main"

[dependency-groups]
dev = ["pytest>=8"]

[tool.ruff]
target-version = "py311"
lint.select = ["E4", "E7", "E9", "F", "I", "B", "UP"]

[tool.mypy]
files = ["src"]
strict = true
warn_unreachable = true
enable_error_code = ["ignore-without-code", "redundant-expr", "truthy-bool"]

[tool.pytest.ini_options]
minversion = "8"
testpaths = ["tests"]
xfail_strict = true
log_level = "INFO"
filterwarnings = ["error"]
addopts = ["-ra", "--strict-markers", "--strict-config"]
"""
MAIN = '''"""The command line."""

import argparse
import os
import sys

from shop.model import fit_model


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser()
    place = os.environ.get("SHOP_ORDERS_PATH", "orders.csv")
    parser.add_argument("--orders-path", default=place)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    fit_model(given.orders_path, seed=given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
'''
MODEL = '''"""The model."""

import logging

import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression

logger = logging.getLogger("shop")


def fit_model(orders_path: str, *, seed: int) -> float:
    """How much better the model is than no model."""
    orders = pd.read_csv(orders_path)
    known, sold = orders[["price"]], orders["is_sold"]
    model = LogisticRegression(random_state=seed).fit(known, sold)
    dummy = DummyClassifier().fit(known, sold)
    gain = model.score(known, sold) - dummy.score(known, sold)
    logger.info("gain: %s", gain)
    return gain
'''
TESTS = '''"""The model, and the whole."""

import pandas as pd

from shop.__main__ import main
from shop.model import fit_model


def test_fit_model(tmp_path, monkeypatch):
    orders = pd.DataFrame({"price": [1.0, 2.0], "is_sold": [0, 1]})
    assert list(orders.columns) == ["price", "is_sold"]
    assert orders.notna().all().all()
    orders.to_csv(tmp_path / "orders.csv")
    assert fit_model(str(tmp_path / "orders.csv"), seed=1) >= 0
    monkeypatch.setattr("sys.argv", ["shop"])
    monkeypatch.chdir(tmp_path)
    assert main() == 0
'''
WORKFLOW = """\
name: CI
on:
  push:
  pull_request:
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: ${{ github.workflow }}-${{ github.ref }}
  cancel-in-progress: true
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - run: ruff check . && mypy && pytest && python -m build
"""
DEPENDABOT = """\
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    groups:
      actions:
        patterns: ["*"]
"""
HOOKS = """\
repos:
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0
    hooks:
      - id: check-yaml
  - repo: https://github.com/pre-commit/mirrors-mypy
    rev: v1.18.2
    hooks:
      - id: mypy
  - repo: https://github.com/zizmorcore/zizmor-pre-commit
    rev: v1.14.2
    hooks:
      - id: zizmor
"""
DOCKERFILE = """\
FROM python:3.11-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir .
USER app
ENTRYPOINT ["python", "-m", "shop"]
"""
FILES = {
    "pyproject.toml": PYPROJECT,
    "README.md": "# Shop\n",
    "LICENSE": "MIT\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.2.0\n\n- All.\n",
    "Makefile": "test:\n\tpytest\n",
    ".gitignore": "/output/\n",
    ".dockerignore": ".git\n",
    ".pre-commit-config.yaml": HOOKS,
    ".github/workflows/ci.yml": WORKFLOW,
    ".github/dependabot.yml": DEPENDABOT,
    ".github/CODEOWNERS": "* @ann\n",
    "SECURITY.md": "Write to security@example.org.\n",
    "catalog-info.yaml": "kind: Component\nspec:\n  owner: team-shops\n",
    "Dockerfile": DOCKERFILE,
    "pylock.toml": 'lock-version = "1.0"\n[[packages]]\nname = "pandas"\nversion = "2.1.0"\n',
    "coverage.xml": '<coverage line-rate="0.97" branch-rate="0.93">\n',
    "docs/MODEL_CARD.md": "# Model card\n",
    "src/shop/__init__.py": '"""Shop."""\n',
    "src/shop/__main__.py": MAIN,
    "src/shop/model.py": MODEL,
    "tests/test_model.py": TESTS,
}


def write_files(folder: Path, changes: dict[str, str | None]) -> Path:
    """The package in a folder, with these files changed; None leaves a file out."""
    for path, text in {**FILES, **changes}.items():
        if text is not None:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    return folder
