"""`history.py`: the kernel's memory of shown values (`_`, `Out[3]`), for notebooks that read it."""

from nb2pkg.emitter.template import Subject, Template

TEXT = '''"""What the notebook remembered of the values it showed: `_` and `Out[n]`."""

from typing import TypeVar

Value = TypeVar("Value")
Out: dict[int, object] = {}


def remember(number: int, value: Value) -> Value:
    """Keep the value that the cell of this number shows, and give it back; None is not kept."""
    if value is not None:
        Out.pop(number, None)
        Out[number] = value
    return value


def last_value(back: int) -> object:
    """The value shown last (1), before that (2), and so on."""
    return list(Out.values())[-back]
'''


def is_needed(subject: Subject) -> bool:
    """Only where a module looks back."""
    return any(helper == "history" for module in subject.plan.modules for helper, _ in module.runtime)


def render(subject: Subject) -> str:
    """The same for every package."""
    return TEXT


TEMPLATE = Template(path="src/{name}/history.py", render=render, when=is_needed)
