"""`SECURITY.md`: where to report a vulnerability; asks for the address."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pkg.emitter.template import Subject, Template, is_handover
from nb2pkg.emitter.templates.outline import environment_name, secrets

_TEXT = """\
# Security

## Reporting a vulnerability

Do not open a public issue. Write to: _open_ (an address that somebody reads)

## Secrets

{secrets}

## Dependencies

`nb2pkg lock .` pins what is installed, `nox -s lock` the newest versions, with hashes in `pylock.toml`;
`nb2pkg audit --online .` asks whether one of these is known to be vulnerable.
"""


def render(subject: Subject) -> str:
    """With the secrets that the package reads, by the names of their variables."""
    return security_text(environment_name(subject.plan, parameter.name) for parameter in secrets(subject.plan))


def security_text(variables: Iterable[str]) -> str:
    """For a package that reads its secrets from these variables."""
    names = [f"`{variable}`" for variable in variables]
    told = f"Read from the environment alone: {', '.join(names)}." if names else "The package needs none."
    return _TEXT.format(secrets=told)


TEMPLATE = Template(path="SECURITY.md", render=render, when=is_handover)
