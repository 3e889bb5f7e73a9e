"""`config.py`: the settings as a frozen dataclass; from a file, the environment and the command line, the last wins."""

import ast
import textwrap

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.meanings import meaning
from nb2pkg.model.plan import Parameter, ParameterKind

WIDTH = 80  # of a line with its comment, without the indentation

HEAD = '''"""Settings of the pipeline, with the notebook's values as defaults."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ENVIRONMENT_PREFIX = "{prefix}"
# Types that may stand for each other: any number may replace a number.
KINDS = ((bool,), (int, float), (str,), (dict,), (list, tuple, set))


@dataclass(frozen=True, kw_only=True)
class Config:
    """One field for every value that was hard-coded in the notebook."""

{fields}

    @classmethod
    def load(
        cls,
        file: str | None = None,
        overrides: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> "Config":
        """Defaults, then `file` (TOML or JSON), the environment, `texts` of a command line, `overrides`."""
        given = _parsed({{**_from_environment(), **(texts or {{}})}})
        values = {{**_from_file(file), **given, **(overrides or {{}})}}
        known = {{setting.name for setting in fields(cls)}}
        unknown = sorted(set(values) - known)
        if unknown:
            raise ValueError(f"unknown settings: {{', '.join(unknown)}}; known are {{', '.join(sorted(known))}}")
        defaults = cls()
        for name, value in values.items():
            default = getattr(defaults, name)
            if kind_of(default) not in {{(), kind_of(value)}}:
                raise ValueError(f"{{name}}: {{type(default).__name__}} is needed, not {{type(value).__name__}}")
        return cls(**values)
'''
TAIL = '''

def parse_value(text: str, default: object) -> object:
    """A value given as text, read as the type of the setting's default."""
    if isinstance(default, bool):
        word = text.strip().lower()
        if word not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
            raise ValueError(f"{text!r} is neither true nor false")
        return word in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        is_whole = text.strip().lstrip("+-").isdigit()  # `1` may become `0.5`
        return int(text) if is_whole else float(text)
    if isinstance(default, float):
        return float(text)
    if isinstance(default, list | dict | tuple):
        return type(default)(json.loads(text))
    return text


def kind_of(value: object) -> tuple[type, ...]:
    """The types that may stand for each other, of which the value is one; empty for any other."""
    return next((kind for kind in KINDS if isinstance(value, kind)), ())


def _parsed(texts: Mapping[str, str]) -> dict[str, Any]:
    defaults = Config()
    found = {}
    for name, text in texts.items():
        try:
            found[name] = parse_value(text, getattr(defaults, name))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error
    return found


def _from_file(file: str | None) -> dict[str, Any]:
    if file is None:
        return {}
    text = Path(file).read_text(encoding="utf-8")
    return dict(json.loads(text) if file.endswith(".json") else tomllib.loads(text))


def _from_environment() -> dict[str, str]:
    variables = {setting.name: ENVIRONMENT_PREFIX + setting.name.upper() for setting in fields(Config)}
    return {name: os.environ[variable] for name, variable in variables.items() if variable in os.environ}
'''


def render(subject: Subject) -> str:
    """The module, with a check for secrets where there are any."""
    plan = subject.plan
    lines = [line for parameter in plan.parameters for line in _field(parameter)]
    lines.append(f'{plan.output_name}: str = "output"  # where figures go')
    secrets = [p.name for p in plan.parameters if p.kind is ParameterKind.SECRET]
    text = HEAD.format(prefix=f"{plan.prefix}_", fields=textwrap.indent("\n".join(lines), "    "))
    if secrets:
        text += SECRETS.format(names=", ".join(f'"{name}"' for name in secrets) + ",")
    if "field(" not in text.replace("def field(", ""):
        text = text.replace(
            "from dataclasses import dataclass, field, fields", "from dataclasses import dataclass, fields"
        )
    return text + TAIL


SECRETS = '''
    def require_secrets(self) -> None:
        """Raise ValueError if a secret is missing: the notebook held it in plain text, the package does not."""
        missing = [name for name in ({names}) if not getattr(self, name)]
        if missing:
            names = ", ".join(ENVIRONMENT_PREFIX + name.upper() for name in missing)
            raise ValueError(f"set the environment variable {{names}}")
'''


def _field(parameter: Parameter) -> list[str]:
    field = _assigned(parameter)
    comment = meaning(parameter).removeprefix(f"{parameter.name} ")  # `max_iter: int = 500  # of SVC`
    if len(field) + len(comment) <= WIDTH:
        return [f"{field}  # {comment}" if comment else field]
    return [*(f"# {line}" for line in textwrap.wrap(comment, WIDTH, break_on_hyphens=False)), field]


def _assigned(parameter: Parameter) -> str:
    if parameter.kind is ParameterKind.SECRET:
        return f'{parameter.name}: str = field(default="", repr=False)'
    default = ast.parse(parameter.default, mode="eval").body
    if isinstance(default, ast.List | ast.Dict | ast.Set):
        return f"{parameter.name}: {parameter.annotation} = field(default_factory=lambda: {parameter.default})"
    return f"{parameter.name}: {parameter.annotation} = {parameter.default}"


TEMPLATE = Template(path="src/{name}/config.py", render=render)
