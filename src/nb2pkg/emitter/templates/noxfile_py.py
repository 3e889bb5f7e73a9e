"""`noxfile.py`: the tasks of the project, for people and for CI."""

from __future__ import annotations

from nb2pkg.emitter.template import Subject, Template, is_handover

_TEXT = '''\
#!/usr/bin/env -S uv run --script
# /// script
# dependencies = ["nox"]
# ///
"""Tasks: `nox` does what CI does, `nox -s lock` pins the newest versions in pylock.toml."""

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
DEV = nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "dev")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, and what is wrong whatever the style."""
    session.install(*DEV)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """What the annotations promise."""
    session.install("-e.", *DEV)
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests; `nox -s tests -- -k name` for some."""
    session.install("-e.", *DEV)
    session.run("pytest", *session.posargs)


@nox.session(default=False)
def build(session: nox.Session) -> None:
    """A wheel and an sdist in dist/."""
    session.install("build")
    session.run("python", "-m", "build")


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """The newest versions that go together, with hashes (PEP 751); `nb2pkg lock` keeps those that ran."""
    session.install("pip>=25.1")
    session.run("python", "-m", "pip", "lock", "--output", "pylock.toml", ".")


if __name__ == "__main__":
    nox.main()
'''


def render(subject: Subject) -> str:
    """The same for every package."""
    return _TEXT


TEMPLATE = Template(path="noxfile.py", render=render, when=is_handover)
