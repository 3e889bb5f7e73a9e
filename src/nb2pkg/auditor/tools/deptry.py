"""deptry: dependencies that are missing or not used. It reads files only."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools.programs import absent, failed, output_of, program, version_of


def ask(
    root: Path, *, own: Sequence[str], modules: Mapping[str, Sequence[str]], unseen: Sequence[str], source: str
) -> ToolReport:
    """Its findings. `own` are the package's modules, `modules` those of each distribution, `unseen` the distributions
    that are needed though nothing imports them; `source` is the folder in which the package's code lies.
    """
    path = program("deptry")
    if not path:
        return absent()
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        report = Path(folder, "deptry.json")
        options = [option for name in own for option in ("--known-first-party", name)]
        if modules:
            names = [f"{name}={'|'.join(found)}" for name, found in sorted(modules.items())]
            options += ["--package-module-name-map", ",".join(names)]
        if unseen:
            options += ["--per-rule-ignores", f"DEP002={'|'.join(unseen)}"]
        _, out, err = output_of([path, source, "--json-output", str(report), *options], folder=root)
        try:
            found = json.loads(report.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return failed(err or out)
    verdicts = {str(n): (False, str(one["error"]["message"])) for n, one in enumerate(found)}
    return ToolReport(version=version_of(path), verdicts=verdicts)
