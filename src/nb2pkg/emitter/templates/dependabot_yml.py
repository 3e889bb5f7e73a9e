"""`.github/dependabot.yml`: one change a week with all new versions, not one each."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover

_TEXT = """\
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
    groups:
      actions:
        patterns: ["*"]
  - package-ecosystem: pip
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
    groups:
      dependencies:
        patterns: ["*"]
"""


def render(subject: Subject) -> str:
    """The same for every package."""
    return _TEXT


TEMPLATE = Template(path=".github/dependabot.yml", render=render, when=is_handover)
