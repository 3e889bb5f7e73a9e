"""Formatting and linting what was emitted: ruff, as one process per pass over all files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.syntax.parse import parsed

SECONDS = 120  # for a call
RULES = "E4,E7,E9,F,I,B,UP"
# Unsafe in general, safe for what the notebook did: `f = lambda` -> `def f`, `zip(a, b)` -> `zip(a, b, strict=False)`.
SAFE_HERE = 'lint.extend-safe-fixes=["E731", "B905"]'
# Rules whose mending would change behaviour or the author's text beyond recognition: marked, and listed for the reader.
NEVER_MENDED = '"F841", "B007", "E711", "E712", "UP031"'
# What a script imports may be used where nobody can see it, in a text that it executes: it stays, and is marked.
SCRIPTS_IMPORTS = f'lint={{unfixable=[{NEVER_MENDED}], per-file-ignores={{"src/**/script.py"=["F401"]}}}}'
NO_IMPORTS = f'lint.unfixable=[{NEVER_MENDED}, "F401"]'
_MARK = re.compile(r"# noqa: ([A-Z0-9, ]*[A-Z0-9])")


def formatted(files: Mapping[str, str], *, package: str) -> dict[str, str]:
    """Python files by path, mended, import-sorted and in black's style; what cannot be mended is marked with `noqa`."""
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        root = Path(folder)
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        is_left = _check(root, package, SCRIPTS_IMPORTS, "--fix", "--quiet")
        _ruff(root, "format")
        if is_left or any(path.endswith("/script.py") for path in files):
            _mark(root, package)
        return {path: (root / path).read_text(encoding="utf-8") for path in files}


def _mark(root: Path, package: str) -> None:
    """Marks what is left. A mark may make formatting divide its line, and then stand in the wrong one."""
    _add_noqa(root, package)
    _ruff(root, "format")
    if _check(root, package, NO_IMPORTS, "--quiet"):
        _check(root, package, NO_IMPORTS, "--extend-select", "RUF100", "--fix", "--quiet")
        _add_noqa(root, package)


def _add_noqa(root: Path, package: str) -> None:
    """Ruff's own marks. Where one would stand within a text that goes over lines by backslashes, one for the file."""
    before = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    _check(root, package, NO_IMPORTS, "--add-noqa", "--quiet")
    for path, text in before.items():
        marked = path.read_text(encoding="utf-8")
        if marked != text and parsed(marked) is None:
            codes = sorted({code for line in _MARK.findall(marked) for code in line.split(", ")})
            path.write_text(f"# ruff: noqa: {', '.join(codes)}\n{text}", encoding="utf-8")


def _check(root: Path, package: str, setting: str, *arguments: str) -> bool:
    """Lint the folder under one more setting; whether ruff has something to say."""
    first_party = f'lint.isort.known-first-party=["{package}"]'
    settings = [part for one in (SAFE_HERE, first_party, setting) for part in ("--config", one)]
    return _ruff(root, "check", "--select", RULES, *settings, *arguments)


def _ruff(root: Path, command: str, *arguments: str) -> bool:
    whole = [_ruff_binary(), command, "--isolated", "--no-cache", *arguments, "."]
    one_thread = {**os.environ, "RAYON_NUM_THREADS": "1"}  # a package is small: more threads only cost start-up
    try:
        done = subprocess.run(
            whole, cwd=root, env=one_thread, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Nb2pkgError(
            f"ruff takes more than {SECONDS} seconds to format the package.",
            hint="Divide the notebook into several, and move the data that stands in its cells into files.",
        ) from error
    if done.returncode > 1:
        raise RuntimeError(f"ruff failed: {done.stderr.strip()[:500]}")
    return done.returncode == 1


def _ruff_binary() -> str:
    beside = Path(sys.executable).with_name("ruff")
    if beside.exists():  # where pip puts it; asking the ruff package imports sysconfig for the same answer
        return str(beside)
    import ruff

    return str(ruff.find_ruff_bin())
