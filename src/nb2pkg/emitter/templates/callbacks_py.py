"""`callbacks.py`: functions handed to other functions together with the values they need."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""Functions that are handed on together with the values they need."""

import functools
import inspect
from collections.abc import Callable
from typing import Any


def bind(function: Callable[..., Any], **values: Any) -> Callable[..., Any]:
    """`function` with keyword arguments filled in; its name, docstring and other parameters stay (libraries look)."""
    signature = inspect.signature(function)
    others = [parameter for name, parameter in signature.parameters.items() if name not in values]

    @functools.wraps(function)
    def bound(*arguments: Any, **keywords: Any) -> Any:
        return function(*arguments, **values, **keywords)

    bound.__dict__["__signature__"] = signature.replace(parameters=others)
    return bound
'''


def is_needed(subject: Subject) -> bool:
    """Only where a module binds."""
    return any(helper == "callbacks" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/callbacks.py", render=render, when=is_needed)
