"""`.gitlab-ci.yml`: the same as on GitHub."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.outline import minimum_python
from nb2pkg.emitter.templates.pythons import tested_pythons

_TEXT = """\
stages: [check, build]

workflow:
  auto_cancel:
    on_new_commit: interruptible

default:
  image: python:<oldest>-slim
  interruptible: true
  timeout: 30 minutes

.dev:
  before_script:
    - python -m pip install --upgrade "pip>=25.1"
    - python -m pip install . --group dev

lint:
  stage: check
  extends: .dev
  script:
    - ruff check .
    - ruff format --check .
    - mypy

test:
  stage: check
  extends: .dev
  image: python:$PYTHON-slim
  parallel:
    matrix:
      - PYTHON: [<pythons>]
  script:
    - pytest --junitxml=report.xml
  artifacts:
    when: always
    reports:
      junit: report.xml

build:
  stage: build
  script:
    - python -m pip install build
    - python -m build
  artifacts:
    name: distributions-$CI_PIPELINE_IID
    paths: [dist/]
    expire_in: 1 week
"""


def render(subject: Subject) -> str:
    """For a package of one notebook."""
    return ci_text(minimum_python(subject.plan))


def ci_text(oldest: tuple[int, int]) -> str:
    """With the oldest Python that the package claims, and a newer one."""
    pythons = tested_pythons(oldest)
    listed = ", ".join(f'"{version}"' for version in pythons)
    return _TEXT.replace("<oldest>", pythons[0]).replace("<pythons>", listed)


TEMPLATE = Template(path=".gitlab-ci.yml", render=render, when=is_handover)
