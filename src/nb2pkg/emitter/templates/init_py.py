"""`__init__.py`: what the package is, nothing else."""

from nb2pkg.emitter.docstrings import named
from nb2pkg.emitter.template import Subject, Template


def render(subject: Subject) -> str:
    """A docstring and the version."""
    title, source = named(subject.plan.title) or subject.plan.name, named(subject.plan.source)
    return f'"""{title}: made from {source}."""\n\n__version__ = "0.1.0"\n'


TEMPLATE = Template(path="src/{name}/__init__.py", render=render)
