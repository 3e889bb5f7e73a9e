"""`.gitignore`: results, environments, caches and secrets stay out of the repository."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template

_TEXT = """\
# What the package writes
/output/

# Environments and secrets
.venv/
venv/
.env

# Python
__pycache__/
*.py[cod]
*.egg-info/
/build/
/dist/

# Caches
.ipynb_checkpoints/
.mypy_cache/
.pytest_cache/
.ruff_cache/
.coverage
"""


def render(subject: Subject) -> str:
    """With the default place of the stages' results, where there are stages."""
    return _TEXT.replace("/output/\n", "/output/\n/work/\n") if subject.plan.stages else _TEXT


TEMPLATE = Template(path=".gitignore", render=render)
