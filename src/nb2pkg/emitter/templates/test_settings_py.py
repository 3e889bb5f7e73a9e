"""`tests/test_settings.py`: where settings come from, and the command line; beside recorded tests only."""

from __future__ import annotations

from string import Template as Text

from nb2pkg.emitter.template import Subject, Template
from nb2pkg.emitter.templates import display_py
from nb2pkg.emitter.templates.outline import secrets
from nb2pkg.model.plan import Displays

_TEXT = Text('''\
"""Settings come from a file, the environment, the command line; the last one wins."""

import json
from pathlib import Path
from typing import Any

import pytest

from $name import __main__ as command_line
from $name.config import Config, parse_value

pytestmark = pytest.mark.usefixtures("installed")


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("yes", False, True),
        ("no", True, False),
        ("7", 1, 7),
        ("0.5", 1.0, 0.5),
        ("[1, 2]", [0], [1, 2]),
        ("[1, 2]", (0,), (1, 2)),
        ('{"a": 1}', {}, {"a": 1}),
        ("text", "", "text"),
    ],
)
def test_value_has_the_type_of_the_default(
    text: str, default: object, expected: object
) -> None:
    found = parse_value(text, default)
    assert found == expected
    assert type(found) is type(expected)


def test_text_that_is_no_value_is_an_error() -> None:
    with pytest.raises(ValueError, match="neither true nor false"):
        parse_value("perhaps", True)


@pytest.mark.parametrize(
    ("file", "content"),
    [("a.toml", '$output = "here"'), ("a.json", '{"$output": "here"}')],
)
def test_settings_are_read_from_a_file(tmp_path: Path, file: str, content: str) -> None:
    path = tmp_path / file
    path.write_text(content, encoding="utf-8")
    assert Config.load(str(path)).$output == "here"
    assert Config.load(str(path), {"$output": "there"}).$output == "there"


def test_environment_comes_after_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"$output": "here"}), encoding="utf-8")
    monkeypatch.setenv("${prefix}_${upper}", "there")
    assert Config.load(str(path)).$output == "there"


def test_unknown_setting_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown settings: no_such_setting"):
        Config.load(None, {"no_such_setting": 1})


def test_value_of_another_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="$output: str is needed, not int"):
        Config.load(None, {"$output": 1})


def test_command_line_tells_of_an_unknown_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.toml"
    path.write_text("no_such_setting = 1", encoding="utf-8")
    assert command_line.main(["--config", str(path)]) == 2
    assert "no_such_setting" in capsys.readouterr().err


def test_command_line_runs_the_pipeline_with_its_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[Any] = []

    $run
        given.append(config)

    monkeypatch.setattr("$name.pipeline.run", run)
$secrets    assert command_line.main(["--output-dir", "here"]) == 0
    assert [config.$output for config in given] == ["here"]
''')
_SECRETS = Text("""
@pytest.mark.parametrize("name", $names)
def test_command_line_asks_for_secrets(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(f"${prefix}_{name}".upper(), raising=False)
    assert command_line.main([]) == 2
    assert f"${prefix}_{name}".upper() in capsys.readouterr().err
""")
_LOG = Text("""

def test_shown_values_go_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    from $name.display import display, show

    with caplog.at_level("INFO", logger="$name"):
        show(None)
        show(1)
        display(2, 3)
    assert caplog.messages == ["1", "2", "3"]
""")
_PRINT = Text("""

def test_shown_values_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from $name.display import display, show

    show(None)
    show({2, 1})
    display([1], "a")
    assert capsys.readouterr().out == "{1, 2}\\n[1]\\n'a'\\n"
""")


def render(subject: Subject) -> str:
    """The tests, without those for what the package does not have."""
    plan = subject.plan
    names = [p.name for p in secrets(plan)]
    prefix = plan.prefix
    is_async = any(step.is_async for step in plan.steps)
    text = _TEXT.substitute(
        name=plan.name,
        prefix=prefix,
        output=plan.output_name,
        upper=plan.output_name.upper(),
        run="async def run(config: Config) -> None:" if is_async else "def run(config: Config) -> None:",
        secrets="".join(f'    monkeypatch.setenv("{prefix}_{name.upper()}", "x")\n' for name in names),
    ).replace('"--output-dir"', f'"--{plan.output_name.replace("_", "-")}"')
    if names:
        text += _SECRETS.substitute(names=repr(names), prefix=prefix)
    if display_py.is_needed(subject):
        text += (_PRINT if plan.displays is Displays.PRINT else _LOG).substitute(name=plan.name)
    return text


TEMPLATE = Template(path="tests/test_settings.py", render=render, when=lambda subject: subject.recorded is not None)
