"""Several notebooks -> one package: a part for each notebook, one module for what they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nb2pkg.emitter.common_modules import with_common_helpers
from nb2pkg.emitter.docstrings import named
from nb2pkg.emitter.emit import emit_package
from nb2pkg.emitter.format import formatted
from nb2pkg.emitter.project_files import SHARED, needed, project_files, project_title
from nb2pkg.emitter.project_handover import ONCE
from nb2pkg.emitter.sharing import Shared, shared_of, shared_text, without_shared
from nb2pkg.emitter.template import Subject
from nb2pkg.emitter.units import imported_places
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import Notebook
from nb2pkg.model.package import File, Package, Project, SharedName
from nb2pkg.model.plan import PackagePlan
from nb2pkg.model.verdict import Verdict


def emit_project(
    name: str, parts: Sequence[tuple[Notebook, PackagePlan]], *, verdicts: Sequence[Verdict | None]
) -> Project:
    """All files of the project; the plans' names are `<name>.<part>`. `verdicts`: on each, None if it was not run."""
    told = [(notebook, plan, verdict) for (notebook, plan), verdict in zip(parts, verdicts, strict=True)]
    packages = [emit_package(notebook, plan, verdict=verdict) for notebook, plan, verdict in told]
    names = [_part(package.plan) for package in packages]
    files = with_common_helpers(_laid_out(packages), project=name, parts=names)
    modules = {
        (_part(package.plan), module.name): files[f"src/{package.plan.folder}/{module.name}.py"]
        for package in packages
        for module in package.plan.modules
        if not any(function.is_script for function in module.functions)
    }
    found = shared_of(modules, project=name)
    imported = {
        place
        for part in names
        for path, text in files.items()
        if path.endswith(".py") and path.startswith(f"src/{name}/{part}/")
        for place in imported_places(text, project=name, part=part)
    }
    kept = without_shared(modules, found, source=f"{name}.{SHARED}", imported=imported)
    changed = {f"src/{name}/{part}/{module}.py": text for (part, module), text in kept.items()}
    if found:
        changed[f"src/{name}/{SHARED}.py"] = shared_text(found, title=_title(packages))
    shared = _names(found)
    subjects = [Subject(notebook=notebook, plan=plan, verdict=verdict) for notebook, plan, verdict in told]
    changed |= project_files(name, subjects, shared)
    files |= changed
    files |= formatted({path: text for path, text in files.items() if path.endswith(".py")}, package=name)
    return Project(
        name=name,
        title=project_title(name, subjects),
        requirements=tuple(needed(subjects, is_optional=False)),
        parts=tuple(packages),
        shared=shared,
        files=tuple(File(path=path, text=text) for path, text in sorted(files.items())),
    )


def _part(plan: PackagePlan) -> str:
    return plan.name.partition(".")[2]


def _title(packages: Sequence[Package]) -> str:
    return f"What {' and '.join(named(package.plan.source) for package in packages)} have in common."


def _names(found: Sequence[Shared]) -> tuple[SharedName, ...]:
    return tuple(
        SharedName(name=one.name, parts=tuple(unit.place.part for unit in one.units))
        for one in sorted(found, key=lambda one: one.name)
    )


def _laid_out(packages: Sequence[Package]) -> dict[str, str]:
    """The parts' files at their places in the project. What each package has at its root, the project has itself."""
    files: dict[str, str] = {}
    for package in packages:
        for path, text in _of_part(package, _part(package.plan)):
            if files.setdefault(path, text) != text:
                raise Nb2pkgError(
                    f"Two of the notebooks bring different files `{path.removeprefix('src/')}`.",
                    hint="Convert them one by one, or give the modules that they import different names.",
                )
    return files


def _of_part(package: Package, part: str) -> Iterator[tuple[str, str]]:
    moved: Mapping[str, str] = {"docs/": f"docs/{part}/", "tests/": f"tests/{part}/", "src/": "src/"}
    for file in package.files:
        if file.path in ONCE:
            continue
        for before, after in moved.items():
            if file.path.startswith(before):
                # Tests of several parts are packages, since their files have the same names.
                text = file.text.replace("\nfrom conftest import", "\nfrom .conftest import")
                yield after + file.path.removeprefix(before), text if before == "tests/" else file.text
