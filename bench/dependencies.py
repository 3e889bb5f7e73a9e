"""Requirements of the fixtures' packages: by hand, by deptry, and by running each where nothing else is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import nb2pkg
from bench import measure, peers
from nb2pkg.errors import Nb2pkgError

FIXTURES = peers.ROOT / "fixtures"
NAME = "required"
UNKNOWN = {"google": "google-colab"}  # modules of distributions that are not installed, where the names differ
SECONDS = 300
DEPTRY = peers.Tool("deptry", ("deptry==0.25.1", "uv==0.13.9"), lambda at, nb, out: [f"{at}deptry", f"{nb}"], "", "")
OWNERS = (
    "import importlib.metadata as m, json, sysconfig\n"
    "print(json.dumps([m.packages_distributions(), sysconfig.get_path('purelib')]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One package. `needed`: what the manifest says by hand; `issues`: deptry's; `verdict`: of the run, if it runs."""

    notebook: str
    declared: tuple[str, ...]
    needed: tuple[str, ...]
    issues: tuple[str, ...]
    verdict: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Needed, but not declared."""
        return tuple(sorted({*self.needed} - {*self.declared}))

    @property
    def superfluous(self) -> tuple[str, ...]:
        """Declared, but not needed."""
        return tuple(sorted({*self.declared} - {*self.needed}))


def judge(python: Path, limit: int | None, say: Callable[[str], None]) -> tuple[str, dict[str, object]]:
    """A Markdown table and the rows."""
    trouble = peers.install(DEPTRY)
    if trouble:
        return f"deptry is not here: {trouble}", {}
    done = subprocess.run([str(python), "-c", OWNERS], capture_output=True, text=True, check=True, cwd=peers.HOME)
    owners, site = json.loads(done.stdout)
    manifest = tomllib.loads((FIXTURES / "manifest.toml").read_text(encoding="utf-8"))["notebook"]
    rows = []
    for one in [one for one in manifest if one["expect"] == "converted"][:limit]:
        rows.append(_row(one, python, owners, site))
        say(f"{rows[-1].notebook}: {json.dumps(asdict(rows[-1]))}")
    return table(rows), {"packages": [asdict(row) for row in rows]}


def _row(fixture: Mapping[str, object], python: Path, owners: Mapping[str, Sequence[str]], site: str) -> Row:
    notebook = FIXTURES / str(fixture["path"])
    with tempfile.TemporaryDirectory(prefix="bench-") as home:
        package = Path(home) / "package"
        nb2pkg.convert(notebook, out=package, name=NAME, python=python)
        project = tomllib.loads((package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return Row(
            notebook=notebook.stem,
            declared=tuple(sorted(plain_name(one) for one in project["dependencies"])),
            needed=tuple(sorted({plain_name(one) for one in _needed(fixture, owners)})),
            issues=tuple(_issues(package, site)),
            verdict=_verdict(notebook, package, python) if fixture["runs"] else "",
        )


def plain_name(requirement: str) -> str:
    """The distribution that a requirement names, spelled as indexes do."""
    name = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name[0] if name else requirement).lower()


def _needed(fixture: Mapping[str, object], owners: Mapping[str, Sequence[str]]) -> list[str]:
    """Distributions of the modules that the manifest lists; modules that are not installed are called what they are."""
    modules = [str(one) for one in fixture["needs"]]  # type: ignore[attr-defined]
    unused = fixture.get("unused", ())
    return [
        owners.get(module, [UNKNOWN.get(module, module)])[0]
        for module in modules
        if module not in unused  # type: ignore[operator]
    ]


def _issues(package: Path, site: str) -> list[str]:
    """What deptry has against the package, with the modules of the environment that the notebook runs in."""
    report = package.parent / "deptry.json"
    environment = measure.clean_env(PYTHONPATH=site)
    command = [str(DEPTRY.venv / "bin" / "deptry"), "src", "--json-output", str(report), "--no-ansi"]
    command += ["--package-module-name-map", ",".join(f"{name}={module}" for module, name in UNKNOWN.items())]
    subprocess.run(command, cwd=package, env=environment, capture_output=True, check=False, timeout=SECONDS)
    found = json.loads(report.read_text(encoding="utf-8"))
    return sorted(f"{one['error']['code']} {one['module']}" for one in found)


def _verdict(notebook: Path, package: Path, python: Path) -> str:
    """That of a run in a new environment, which uv makes if it is not here anyway."""
    try:
        with uv_in_reach():
            verdict = nb2pkg.verify(notebook, package, python=python, timeout=SECONDS, isolated=True)
    except Nb2pkgError as error:
        return f"error: {error.message}"
    return verdict.result.value + (f": {verdict.package_error}" if verdict.package_error else "")


@contextmanager
def uv_in_reach() -> Iterator[None]:
    """While this lasts, the uv that was installed beside deptry is found, after the machine's own."""
    before = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([before, str(DEPTRY.venv / "bin")])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def table(rows: Sequence[Row]) -> str:
    """By package, then precision and recall over all."""
    lines = ["| package | requirements | missing | superfluous | deptry | run in a new environment |"]
    lines.append("| --- | ---: | --- | --- | --- | --- |")
    for row in rows:
        cells = (", ".join(row.missing), ", ".join(row.superfluous), ", ".join(row.issues) or "agrees", row.verdict)
        lines.append(f"| {row.notebook} | {len(row.declared)} | {' | '.join(cells)} |")
    declared, needed = (sum(len(getattr(row, key)) for row in rows) for key in ("declared", "needed"))
    right = sum(len({*row.declared} & {*row.needed}) for row in rows)
    lines.append("")
    lines.append(f"Precision {right / max(1, declared):.3f}, recall {right / max(1, needed):.3f}.")
    agreeing = sum(not row.issues for row in rows)
    ran = [row for row in rows if row.verdict]
    lines.append(f"deptry agrees on {agreeing} of {len(rows)}.")
    lines.append(f"Run and the same: {sum(row.verdict == 'same' for row in ran)} of {len(ran)}.")
    return "\n".join(lines)
