"""What other people's programs say about packages made with --handover: `python -m bench.handover`, by default of ten.

Packages are built in their own environments: needs a package index, and about a minute for each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nb2pkg.auditor.dockerfile import problems
from nb2pkg.auditor.subject import ToolReport
from nb2pkg.auditor.tools import builder, deptry, repo_review, ruff, schemas
from nb2pkg.engine.audit import AuditRequest, audit_package
from nb2pkg.model.audit import State

FIXTURES = Path(__file__).parents[1] / "fixtures" / "notebooks"
TEN = (
    "churn", "house_prices", "energy_forecast", "ticket_routing", "bike_eda", "orders_etl", "store_segments",
    "pump_classes", "model_lab", "magics_zoo",
)  # fmt: skip
CI = (".github/workflows/ci.yml", ".github/dependabot.yml", ".gitlab-ci.yml")
HEAD = ("package", "sp-repo-review", "deptry", "schemas", "Dockerfile", "ruff", "build", "twine", "audit: failed")


def main() -> int:
    """Prints a row for each notebook; exit code 1 if a program had something to say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="notebooks  [default: ten fixtures]")
    given = parser.parse_args().notebooks or [FIXTURES / name / f"{name}.ipynb" for name in TEN]
    print("| " + " | ".join(HEAD) + " |\n" + "| --- " * len(HEAD) + "|", flush=True)
    is_clean = True
    for notebook in given:
        cells = list(_row(notebook))
        is_clean = is_clean and not any(cell.startswith("!") for cell in cells)
        print(f"| {notebook.stem} | " + " | ".join(cells) + " |", flush=True)
    return 0 if is_clean else 1


def _row(notebook: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as home:
        folder = Path(home, notebook.stem)
        command = [sys.executable, "-m", "nb2pkg", "convert", str(notebook), "--handover", "--out", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        yield _told(repo_review.ask(folder))
        own = [place.name for place in folder.joinpath("src").iterdir()]
        yield _told(deptry.ask(folder, own=own, modules={}, unseen=[], source="src"))
        yield _told(schemas.ask(folder, paths=CI))
        found = problems((folder / "Dockerfile").read_text())
        yield f"! {found[0]}" if found else "no complaint"
        style = ruff.ask(folder)
        yield _told(ToolReport(version=style.version, verdicts={k: style.verdicts[k] for k in ("check", "format")}))
        built = builder.ask(folder)
        for name in ("build", "twine"):
            verdicts = {name: built.verdicts[name]} if name in built.verdicts else {}
            yield _told(ToolReport(version=built.version, trouble=built.trouble, verdicts=verdicts))
        items = audit_package(AuditRequest(package=folder)).items
        yield ", ".join(str(item.number) for item in items if item.answer.state is State.FAILED) or "none"


def _told(report: ToolReport) -> str:
    """How many of its checks passed; the first that did not."""
    if report.trouble:
        return f"! {report.trouble}"
    bad = [f"{code} {said}" for code, (is_good, said) in report.verdicts.items() if is_good is False]
    skipped = sum(is_good is None for is_good, _ in report.verdicts.values())
    if bad:
        return f"! {len(bad)}: {bad[0][:80]}"
    good = len(report.verdicts) - skipped
    return (f"{good} passed" if good else "no complaint") + (f", {skipped} do not apply" if skipped else "")


if __name__ == "__main__":
    sys.exit(main())
