"""Converting onto an organisation's golden path: its template around the generated code, its policy with it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg import __version__
from nb2pkg.base_file import BASE_PATH, Landing, with_base
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.live import check_live
from nb2pkg.engine.report import check_report
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Choices
from nb2pkg.model.package import File, Package, Project
from nb2pkg.model.verdict import Verdict
from nb2pkg.package_folder import replace_package, write_package
from nb2pkg.pipeline import build_package
from nb2pkg.project_pipeline import build_project
from nb2pkg.provenance import provenance_path
from nb2pkg.templater import Contract, answers_of, combined, project_answers, rendered


class Template(Struct, frozen=True, kw_only=True):
    """Where the template is, and what only the organisation knows."""

    source: str
    ref: str = ""
    answers: Mapping[str, str]
    trusted: bool = False


def build_on_path(
    notebook: Path, template: Template, choices: Choices, *, text: str | None = None
) -> tuple[Package, Contract]:
    """The package with the template's files and, last, its base; and what was agreed. Raises Nb2pkgError for conflicts
    and for findings of rules that the template forbids. `text` stands for what the file holds.
    """
    package = build_package(notebook, choices, text=text)
    files, contract = _landed(package, template)
    _check_forbidden(notebook, contract, text)
    return replace(package, files=files), contract


def build_project_on_path(
    notebooks: Sequence[Path], template: Template, choices: Choices, *, verdicts: Sequence[Verdict] = ()
) -> Project:
    """The same for several notebooks as one package; what the template forbids is forbidden in each."""
    project = build_project(notebooks, choices, verdicts=verdicts)
    answers = project_answers(project, version=__version__)
    files, contract = _surrounded(project.files, answers, template)
    for notebook in notebooks:
        _check_forbidden(notebook, contract, None)
    return replace(project, files=files)


def landing_on(template: Template) -> Landing:
    """How a package that was generated once more, with a verdict or with tests, lands on the same path."""
    return lambda package: _landed(package, template)[0]


def _landed(package: Package, template: Template) -> tuple[tuple[File, ...], Contract]:
    return _surrounded(package.files, answers_of(package.plan, version=__version__), template)


def _surrounded(
    ours: tuple[File, ...], facts: Mapping[str, Any], template: Template
) -> tuple[tuple[File, ...], Contract]:
    """Our files and the template's, to which the facts are answers; the base comes last."""
    answers = {**facts, **template.answers}
    found = rendered(template.source, answers, ref=template.ref, trusted=template.trusted)
    files, contract = combined(ours, found)
    generated = path_files(ours, contract.folders, contract.take)
    own = {file.path for file in found}
    written = {file.path: file for file in generated if file.path not in own}
    base = next(file for file in with_base(generated) if file.path == BASE_PATH)
    mark = provenance_path(frozenset(written))
    chosen = tuple(written[mark] if file.path == mark else file for file in files)
    return (*chosen, base), contract


def path_files(files: Sequence[File], folders: Mapping[str, str], take: frozenset[str]) -> tuple[File, ...]:
    """What nb2pkg itself contributes to a package on a golden path; its provenance says so, for later updates."""
    from nb2pkg.templater.combine import moved

    texts = {path: text for path, text in moved(files, folders).items() if path not in take}
    mark = provenance_path(frozenset(texts))
    facts = json.loads(texts[mark])
    facts["options"] = facts.get("options", {}) | {"folders": dict(folders), "taken": sorted(take)}
    texts[mark] = json.dumps(facts, indent=2, sort_keys=True) + "\n"
    return tuple(File(path=path, text=text) for path, text in sorted(texts.items()))


def write_on_path(files: tuple[File, ...], target: Path, *, notebooks: Sequence[Path], force: bool) -> None:
    """Writes a package as any package is written."""
    if force:
        replace_package(files, target, notebooks=notebooks)
    else:
        write_package(files, target)


def _check_forbidden(notebook: Path, contract: Contract, text: str | None) -> None:
    if not contract.forbid:
        return
    settings = CheckSettings(root=notebook.parent, select=contract.forbid, ruff=False)
    if text is None:
        report = check_report([notebook], settings, uses_cache=False, jobs=1)
    else:
        report = check_live(text, notebook, settings)
    found = [placed.finding for one in report.notebooks for placed in one.findings]
    if found:
        first = found[0]
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise Nb2pkgError(
            f"The template forbids {first.code} {first.name}: {first.message} (cell {first.at.cell + 1}){more}.",
            hint=f"nb2pkg check {notebook} --select {','.join(contract.forbid)}",
        )
