"""`display.py`: where the values go that the notebook showed below its cells."""

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.model.notebook import Wrapper
from nb2pkg.model.plan import Displays

LOG = '''"""Values that the notebook showed below its cells; here they go to the log."""
{imports}

logger = logging.getLogger("{name}")


def show(value: object) -> None:
    """Log the value of a cell's last expression; None shows nothing, as in a notebook."""
    if value is not None:
        logger.info("%s", value)


def display(*values: object, **options: object) -> None:
    """Log each value; options that only a notebook understands do nothing here."""
    for value in values:
        logger.info("%s", value)
'''
PRINT = '''"""Values that the notebook showed below its cells, printed as the notebook prints them."""
{imports}
MOST_ITEMS = 1000  # a notebook cuts longer sequences


def show(value: object) -> None:
    """Print the value of a cell's last expression; None shows nothing, as in a notebook."""
    if value is not None:
        print(as_shown(value))


def display(*values: object, **options: object) -> None:
    """Print each value on its own; options that only a notebook understands do nothing here."""
    for value in values:
        print(as_shown(value))


def as_shown(value: object) -> str:
    """The text that a notebook shows for a value: its repr, with sets sorted and long sequences cut."""
    if isinstance(value, type):
        return _full_name(value)
    if isinstance(value, FunctionType | BuiltinFunctionType):
        return f"<function {{_full_name(value)}}{{_signature(value)}}>"
    if type(value) is defaultdict:
        return f"defaultdict({{as_shown(value.default_factory)}}, {{as_shown(dict(value))}})"
    if type(value) is dict:
        return "{{" + ", ".join(f"{{as_shown(key)}}: {{as_shown(item)}}" for key, item in value.items()) + "}}"
    if type(value) not in (list, tuple, set, frozenset) or not value:
        return repr(value)
    items = _sorted(value) if isinstance(value, set | frozenset) else list(value)
    parts = [as_shown(item) for item in items[:MOST_ITEMS]] + (["..."] if len(items) > MOST_ITEMS else [])
    text = ", ".join(parts)
    if isinstance(value, tuple):
        return f"({{text}},)" if len(items) == 1 else f"({{text}})"
    if isinstance(value, list):
        return f"[{{text}}]"
    return f"{{{{{{text}}}}}}" if isinstance(value, set) else f"frozenset({{{{{{text}}}}}})"


def _full_name(value: Any) -> str:
    is_builtin = value.__module__ in (None, "builtins")
    return value.__qualname__ if is_builtin else f"{{value.__module__}}.{{value.__qualname__}}"


def _signature(value: Callable[..., Any]) -> str:
    try:
        return str(inspect.signature(value))
    except ValueError:  # some builtins do not tell
        return ""


def _sorted(items: Iterable[Any]) -> list[Any]:
    try:
        return sorted(items)
    except TypeError:
        return list(items)
'''
CAPTURED = '''

class Captured:
    """What a stretch of code printed."""

    def __init__(self, out: io.StringIO, err: io.StringIO) -> None:
        self._out, self._err = out, err

    @property
    def stdout(self) -> str:
        """What went to standard output."""
        return self._out.getvalue()

    @property
    def stderr(self) -> str:
        """What went to standard error."""
        return self._err.getvalue()

    def show(self) -> None:
        """Print it after all."""
        print(self.stdout, end="")
        print(self.stderr, end="", file=sys.stderr)

    def __str__(self) -> str:
        return self.stdout


@contextlib.contextmanager
def captured() -> Iterator[Captured]:
    """Keep what is printed from being seen, as `%%capture` does."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield Captured(out, err)
'''
PRINT_IMPORTS = [
    "import inspect",
    "from collections import defaultdict",
    "from collections.abc import Callable, Iterable",
    "from types import BuiltinFunctionType, FunctionType",
    "from typing import Any",
]
CAPTURE_IMPORTS = ["import contextlib", "import io", "import sys", "from collections.abc import Iterator"]


def _captures(subject: Subject) -> bool:
    return any(cell.wrapper is Wrapper.CAPTURED for cell in subject.notebook.cells)


def is_needed(subject: Subject) -> bool:
    """Only where a module shows something."""
    used = {helper for module in subject.plan.modules for helper, _ in module.runtime}
    return "display" in used or _captures(subject)


def render(subject: Subject) -> str:
    """The module for the chosen kind of display."""
    is_print = subject.plan.displays is Displays.PRINT
    imports = CAPTURE_IMPORTS if _captures(subject) else []
    imports = [*imports, *PRINT_IMPORTS] if is_print else [*imports, "import logging"]
    text = (PRINT if is_print else LOG).format(imports="\n" + "\n".join(imports), name=subject.plan.name)
    return text + (CAPTURED if _captures(subject) else "")


TEMPLATE = Template(path="src/{name}/display.py", render=render, when=is_needed)
