"""What the JupyterLab extension is built from: nothing that names a host, and no markup made of text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from nb2pkg import __version__

FOLDER = Path(__file__).parents[2] / "labextension"
SOURCES = sorted((FOLDER / "src").glob("*.ts*"))
LONGEST = 500
DOCS = FOLDER.parent / "docs"
MOST_BYTES = 100_000


def test_the_lock_file_names_no_host() -> None:
    lock = (FOLDER / "yarn.lock").read_text(encoding="utf-8")
    assert "@jupyterlab/notebook@npm:" in lock
    assert re.findall(r"https?:\S+|__archiveUrl\S*", lock) == []
    assert "npmRegistryServer" not in (FOLDER / ".yarnrc.yml").read_text(encoding="utf-8")
    assert not (FOLDER / ".npmrc").exists()
    assert not (FOLDER / "package-lock.json").exists()


def test_versions_agree() -> None:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == __version__


def test_every_package_of_jupyterlab_is_pinned_to_one_release() -> None:
    package = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    wanted = {name for name in package["dependencies"] if name.startswith("@jupyterlab/")}
    pinned = package["resolutions"]
    assert wanted <= pinned.keys()
    assert [version for version in pinned.values() if not version[0].isdigit()] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_texts_never_become_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(r"(?:inner|outer)HTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\bhref=", text)
        == []
    )
    assert len(text.splitlines()) <= LONGEST


def test_pictures_of_the_documentation_are_there_and_small() -> None:
    named = set(re.findall(r"\]\((jupyterlab/\S+\.png)\)", (DOCS / "jupyterlab.md").read_text(encoding="utf-8")))
    found = {f"jupyterlab/{path.name}" for path in (DOCS / "jupyterlab").iterdir()}
    assert len(named) >= 5
    assert named <= found
    assert [name for name in sorted(found) if (DOCS / name).stat().st_size > MOST_BYTES] == []
