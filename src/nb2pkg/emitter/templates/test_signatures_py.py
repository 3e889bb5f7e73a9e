"""`tests/test_signatures.py`: the functions take what was planned, and the settings have the notebook's values."""

from __future__ import annotations

import ast
from string import Template as Text

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates.outline import functions_in_order, is_known_default, is_script
from nb2pkg.model.plan import FunctionPlan, PackagePlan
from nb2pkg.syntax.literals import is_plain_data

_HEAD = Text('''\
"""What the functions take, and what the settings are unless somebody says otherwise."""

import dataclasses
$imports
import pytest

from $name.config import Config

DEFAULTS = {
$defaults}
FIELDS = $fields


def test_settings_are_the_planned_ones() -> None:
    assert {field.name for field in dataclasses.fields(Config)} == FIELDS


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_setting_has_the_notebooks_value(name: str) -> None:
    assert getattr(Config(), name) == DEFAULTS[name]


def test_settings_are_replaced_not_changed() -> None:
    config = dataclasses.replace(Config(), $output="elsewhere")
    assert (config.$output, Config().$output) == ("elsewhere", "output")
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.$output = "here"  # type: ignore[misc]
''')
_SECRETS = Text("""

@pytest.mark.parametrize("name", $secrets)
def test_secret_is_not_in_the_package(name: str) -> None:
    assert not getattr(Config(), name)
""")
_SIGNATURES = Text("""

# module, function, whether it is a coroutine, parameters in order
SIGNATURES = [
$rows]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("module", "function", "is_async", "parameters"),
    SIGNATURES,
    ids=[f"{module}.{function}" for module, function, _, _ in SIGNATURES],
)
def test_function_takes_what_was_planned(
    module: str, function: str, is_async: bool, parameters: tuple[str, ...]
) -> None:
    found = getattr(importlib.import_module(f"$name.{module}"), function)
    assert tuple(inspect.signature(found).parameters) == parameters
    assert inspect.iscoroutinefunction(found) is is_async
""")


def render(subject: Subject) -> str:
    """Tables of facts and one test a table; a flat script has no functions."""
    plan = subject.plan
    functions = () if is_script(plan) else functions_in_order(plan)
    text = _HEAD.substitute(
        name=plan.name,
        imports="import importlib\nimport inspect\n" if functions else "",
        defaults="".join(f"    {name!r}: {default},\n" for name, default in _defaults(plan)),
        fields=_set([*(p.name for p in plan.parameters), plan.output_name]),
        output=plan.output_name,
    )
    secrets = [p.name for p in plan.parameters if not p.default]
    text += _SECRETS.substitute(secrets=repr(secrets)) if secrets else ""
    rows = "".join(f"    {(module, f.name, f.is_async, _parameters(plan, f))!r},\n" for module, f in functions)
    return text + (_SIGNATURES.substitute(name=plan.name, rows=rows) if functions else "")


def _defaults(plan: PackagePlan) -> list[tuple[str, str]]:
    known = [(p.name, p.default) for p in plan.parameters if is_known_default(p)]
    sound = [(name, default) for name, default in known if is_plain_data(ast.parse(default, mode="eval").body)]
    return [*sound, (plan.output_name, '"output"')]


def _set(names: list[str]) -> str:
    return "{" + ", ".join(map(repr, dict.fromkeys(names))) + "}"


def _parameters(plan: PackagePlan, function: FunctionPlan) -> tuple[str, ...]:
    settings = (plan.config_name,) if function.takes_config else function.settings
    return (*function.inputs, *settings)


TEMPLATE = Template(path="tests/test_signatures.py", render=render)
