"""The packages' own helpers (`display.py` and the like) stand once in a project where its parts have the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

HELPERS = ("callbacks", "display", "figures", "files", "history", "kernel", "shell")


def with_common_helpers(files: Mapping[str, str], *, project: str, parts: Sequence[str]) -> dict[str, str]:
    """The files by path, with helpers that are the same in all parts that have them one level up."""
    moved = dict(files)
    for helper in HELPERS:
        homes = [part for part in parts if f"src/{project}/{part}/{helper}.py" in files]
        texts = {_text(files, project, part, helper) for part in homes}
        if len(homes) > 1 and len(texts) == 1:
            for part in homes:
                del moved[f"src/{project}/{part}/{helper}.py"]
                moved |= _importing(moved, project, part, helper)
            moved[f"src/{project}/{helper}.py"] = texts.pop()
    return moved


def _text(files: Mapping[str, str], project: str, part: str, helper: str) -> str:
    """What a helper says, with the project's logger in place of the part's."""
    return files[f"src/{project}/{part}/{helper}.py"].replace(
        f'getLogger("{project}.{part}")', f'getLogger("{project}")'
    )


def _importing(files: Mapping[str, str], project: str, part: str, helper: str) -> dict[str, str]:
    """The part's files that import the helper, which import it from one level up."""
    imports = re.compile(rf"^([ \t]*from {project})\.{part}(\.{helper} import )", re.MULTILINE)
    folders = (f"src/{project}/{part}/", f"tests/{part}/")
    return {
        path: imports.sub(r"\1\2", text)
        for path, text in files.items()
        if path.startswith(folders) and path.endswith(".py")
    }
