"""`.pre-commit-config.yaml`: what is looked at before each commit."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover

# The newest versions that were known; pre-commit.ci, or `pre-commit autoupdate`, keeps them new.
_TEXT = """\
ci:
  autoupdate_commit_msg: "Update pre-commit hooks"
  autofix_commit_msg: "Fixes by pre-commit hooks"
  autoupdate_schedule: monthly

exclude: ^\\.nb2pkg/

repos:
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0
    hooks:
      - id: check-added-large-files
      - id: check-toml
      - id: check-yaml
      - id: detect-private-key
      - id: end-of-file-fixer
      - id: trailing-whitespace

  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.16.1
    hooks:
      - id: ruff-check
        args: [--fix, --show-fixes]
      - id: ruff-format
        types_or: [python, pyi, jupyter, markdown, pyproject]

  - repo: https://github.com/pre-commit/mirrors-mypy
    rev: v1.18.2
    hooks:
      - id: mypy
        args: []
        pass_filenames: false

  - repo: https://github.com/pre-commit/pygrep-hooks
    rev: v1.10.0
    hooks:
      - id: python-check-blanket-noqa
      - id: text-unicode-replacement-char

  - repo: https://github.com/codespell-project/codespell
    rev: v2.4.1
    hooks:
      - id: codespell
        files: ^(README|CHANGELOG|SECURITY)\\.md$

  - repo: https://github.com/rvben/rumdl-pre-commit
    rev: v0.0.150
    hooks:
      - id: rumdl
        args: [--disable, MD013]
        files: ^(README|CHANGELOG|SECURITY)\\.md$

  - repo: https://github.com/zizmorcore/zizmor-pre-commit
    rev: v1.14.2
    hooks:
      - id: zizmor
"""


def render(subject: Subject) -> str:
    """The same for every package."""
    return _TEXT


TEMPLATE = Template(path=".pre-commit-config.yaml", render=render, when=is_handover)
