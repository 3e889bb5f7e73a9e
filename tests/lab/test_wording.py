"""What the engine says to the command line, as it is read beside a notebook."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import nb2pkg
from nb2pkg.server.wording import hinted, told

HOME = Path(nb2pkg.__file__).parent
# Where problems of checking, planning, converting and verifying one notebook are told.
MODULES = [
    "broken_cells.py",
    "package_folder.py",
    "package_name.py",
    "pipeline.py",
    "reader",
    "planner",
    "emitter",
    "templater/combine.py",
    "templater/render.py",
    "engine/golden_path.py",
    "engine/live.py",
    "engine/verification.py",
    "verifier/interpreter.py",
]
# Said on purpose: who has read the template's code may allow it, in a terminal. And others' commands.
TERMINAL = ("`nb2pkg convert --trust`", "`jupyter nbconvert --clear-output --inplace <notebook>`")


def _hints() -> list[str]:
    """All hints in the engine's sources; what is filled in later stands as x."""
    found = []
    for module in MODULES:
        place = HOME / module
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            values = [node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "hint"]
            named = [node for node in nodes if isinstance(node, ast.Assign | ast.AugAssign)]
            values += [node.value for node in named if "hint" in ast.unparse(node).split("=")[0].lower()]
            found += [_text(value) for value in values]
    return [text for text in found if "--" in text]


def _text(value: ast.expr) -> str:
    """What a text says with x for what is filled in; all that it may say, where it depends."""
    if isinstance(value, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in value.values)
    parts = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
    return "".join(part for part in parts if isinstance(part, str))


def test_no_hint_names_an_option_of_the_command_line() -> None:
    hints = _hints()
    assert len(hints) > 10
    left = [said for said in (hinted(hint, "/root") for hint in hints) if "--" in said]
    assert [said for said in left if not any(allowed in said for allowed in TERMINAL)] == []


@pytest.mark.parametrize(
    ("hint", "wanted"),
    [
        (
            "Give another folder with --out, or empty this one yourself.",
            "Give another folder, or empty this one yourself.",
        ),
        ("Move the notebook out, or use --out.", "Move the notebook out, or choose another folder."),
        ("Try `--name json_package`.", "Try `json_package`."),
        (
            "Convert it again: nb2pkg convert a.ipynb --out made --force",
            "Convert it again: the dialog can replace the package.",
        ),
        ("Mend the cell; `nb2pkg plan` shows the rest.", "Mend the cell; the plan shows the rest."),
    ],
)
def test_hints(hint: str, wanted: str) -> None:
    assert hinted(hint, "/home/ann") == wanted


def test_places_are_those_that_jupyter_shows() -> None:
    assert told("/home/ann/made/shop is not empty.", "/home/ann") == "made/shop is not empty."
    assert told("/home/anna/made is not empty.", "/home/ann") == "/home/anna/made is not empty."
