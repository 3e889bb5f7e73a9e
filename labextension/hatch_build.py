"""Puts the built front end into the wheel, if it has been built: without Node there is none, and that is fine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE, NAME = "src/nb2pkg/labextension", "nb2pkg-jupyterlab"


class LabExtensionHook(BuildHookInterface):
    """`make lab` builds the front end; this only packs what is there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the bundle to the wheel's shared data."""
        root = Path(self.root)
        if self.target_name == "wheel" and (root / BUNDLE / "package.json").is_file():
            place = f"share/jupyter/labextensions/{NAME}"
            build_data["shared_data"][str(root / BUNDLE)] = place
            build_data["shared_data"][str(root / "labextension/install.json")] = f"{place}/install.json"
