"""build and twine: a wheel and an sdist made of a copy of the package. This runs the package's build backend."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, output_of, program, version_of

_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "venv", "node_modules", "__pycache__", "dist", ".nb2pkg")


def ask(root: Path) -> ToolReport:
    """Whether it is built, and whether an index would take what was built."""
    build, twine = program("pyproject-build"), program("twine")
    if not build or not twine:
        return absent()
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        copy, target = Path(folder, "package"), Path(folder, "dist")
        shutil.copytree(root, copy, ignore=_LEFT_OUT, symlinks=True)
        code, out, err = output_of([build, "--outdir", str(target), str(copy)], folder=Path(folder))
        verdicts = {"build": (code == 0, f"build: {_last(out + err)}")}
        if code == 0:
            built = sorted(str(path) for path in target.iterdir())
            code, out, err = output_of([twine, "check", "--strict", *built], folder=Path(folder))
            verdicts["twine"] = (code == 0, f"twine: {_last(out + err)}")
    return ToolReport(version=version_of(build), verdicts=dict(verdicts))


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""
