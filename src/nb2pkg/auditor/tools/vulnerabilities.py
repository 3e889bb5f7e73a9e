"""pip-audit: what is known of pinned versions. It asks a service on the network; nothing is installed."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, failed, output_of, program, version_of


def ask(root: Path) -> ToolReport:
    """Vulnerable versions, of those that the lock pins."""
    path = program("pip-audit")
    if not path:
        return absent()
    pins = sorted(set(_pins(root)))
    if not pins:
        return ToolReport(trouble="has nothing to look at: there is no lock file", verdicts={})
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        listed = Path(folder, "requirements.txt")
        listed.write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")
        options = ["--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"]
        _, out, err = output_of([path, *options, "-r", str(listed)], folder=Path(folder))
    try:
        found = json.loads(out)["dependencies"]
        bad = [f"{one['name']} {one['version']}: {v['id']}" for one in found for v in one.get("vulns", ())]
    except (ValueError, KeyError, TypeError):
        return failed(err or out)
    return ToolReport(version=version_of(path), verdicts={said: (False, said) for said in bad})


def _pins(root: Path) -> Iterator[str]:
    for name in ("pylock.toml", "uv.lock", "poetry.lock"):
        try:
            table = tomllib.loads((root / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        for one in table.get("packages", table.get("package", ())):
            is_own = bool({"directory", "editable", "virtual"} & {*one, *one.get("source", {})})
            if "version" in one and not is_own:
                yield f"{one['name']}=={one['version']}"
