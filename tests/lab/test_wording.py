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
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(node.value)
                elif isinstance(node, ast.JoinedStr):
                    parts = [str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values]
                    found.append("".join(parts))
    return [text for text in found if " --" in text or "`--" in text]


def test_no_hint_names_an_option_of_the_command_line() -> None:
    hints = [hint for hint in _hints() if len(hint) < 200]
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
