"""`.dockerignore`: what an image does not need, and must not hold."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover

_TEXT = """\
.git
.github
.nb2pkg
.venv
venv
.env
*.ipynb
data
output
dist
build
docs
tests
**/__pycache__
.*_cache
"""


def render(subject: Subject) -> str:
    """The same for every package."""
    return _TEXT


TEMPLATE = Template(path=".dockerignore", render=render, when=is_handover)
