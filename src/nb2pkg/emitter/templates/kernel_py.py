"""`kernel.py`: what a kernel has not, and a module has."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""How a notebook kernel differs from a module."""


def notebook_file() -> str:
    """`__file__` of a notebook: there is none, and code that asks for it takes the branch for notebooks."""
    raise NameError("name '__file__' is not defined")
'''


def is_needed(subject: Subject) -> bool:
    """Only where a module asks for its file."""
    return any(helper == "kernel" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/kernel.py", render=render, when=is_needed)
