"""`__init__.py`: what the package is, nothing else."""

from nb2pkg.emitter.docstrings import plain
from nb2pkg.emitter.template import Subject, Template


def render(subject: Subject) -> str:
    """A docstring and the version."""
    title = plain(subject.plan.title).replace("\\", "").replace('"', "'") or subject.plan.name
    source = plain(subject.plan.source).replace("\\", "").replace('"', "'")
    return f'"""{title}: made from {source}."""\n\n__version__ = "0.1.0"\n'


TEMPLATE = Template(path="src/{name}/__init__.py", render=render)
