"""`LICENSE`: says that none was chosen; choosing one is for whoever owns the code."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover

_TEXT = """\
No licence has been chosen for this package: _open_

Until its owner puts the text of a licence here and its SPDX name into pyproject.toml
(license = "..."), nobody else may use, copy or change it.
"""


def render(subject: Subject) -> str:
    """The same for every package."""
    return _TEXT


TEMPLATE = Template(path="LICENSE", render=render, when=is_handover)
