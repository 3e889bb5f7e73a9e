"""`.github/CODEOWNERS`: asks who reviews changes; nobody is invented."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover

_TEXT = """\
# Who reviews changes? Put a team or a person in place of _open_ and remove the `#`; then protect the
# main branch so that their review is needed.
# * _open_
"""


def render(subject: Subject) -> str:
    """The same for every package."""
    return _TEXT


TEMPLATE = Template(path=".github/CODEOWNERS", render=render, when=is_handover)
