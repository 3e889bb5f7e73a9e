"""Formatting and linting what was emitted: black in process, ruff as one call over all files."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

RULES = "E4,E7,E9,F,I,B,UP"
# Unsafe in general, safe for what the notebook did: `f = lambda` -> `def f`, `zip(a, b)` -> `zip(a, b, strict=False)`.
SAFE_HERE = 'lint.extend-safe-fixes=["E731", "B905"]'
# Rules whose mending would change behaviour or the author's text beyond recognition: marked, and listed for the reader.
NEVER_MENDED = 'lint.unfixable=["F841", "B007", "E711", "E712", "UP031"]'


def formatted(files: Mapping[str, str], *, package: str) -> dict[str, str]:
    """Python files by path, mended, import-sorted, formatted; what cannot be mended is marked with `noqa`."""
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        root = Path(folder)
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        left = _ruff(root, package, "--fix", "--output-format", "json")
        texts = {path: _black((root / path).read_text(encoding="utf-8")) for path in files}
        if left:
            for path, text in texts.items():
                (root / path).write_text(text, encoding="utf-8")
            _ruff(root, package, "--add-noqa")
            texts = {path: (root / path).read_text(encoding="utf-8") for path in files}
    return texts


def _black(text: str) -> str:
    import black

    return black.format_str(text, mode=black.Mode())


def _ruff(root: Path, package: str, *arguments: str) -> bool:
    """Run ruff over the folder; whether anything is left to complain about."""
    import ruff

    first_party = f'lint.isort.known-first-party=["{package}"]'
    command = [
        ruff.find_ruff_bin(), "check", "--isolated", "--no-cache", "--quiet", "--select", RULES, "--exit-zero",
        "--config", SAFE_HERE, "--config", NEVER_MENDED, "--config", first_party, *arguments, ".",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"ruff failed: {done.stderr.strip()[:500]}")
    return bool(json.loads(done.stdout or "[]")) if "json" in arguments else False
