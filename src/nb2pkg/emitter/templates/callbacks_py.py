"""`callbacks.py`: functions handed to other functions together with the values they need."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""Functions that are handed on together with the values they need."""

import functools
from collections.abc import Callable
from typing import Any


def bind(function: Callable[..., Any], **values: Any) -> Callable[..., Any]:
    """`function` with keyword arguments filled in; its name and docstring stay (libraries show them)."""

    @functools.wraps(function)
    def bound(*arguments: Any, **keywords: Any) -> Any:
        return function(*arguments, **values, **keywords)

    return bound
'''


def is_needed(subject: Subject) -> bool:
    """Only where a module binds."""
    return any(helper == "callbacks" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/callbacks.py", render=render, when=is_needed)
