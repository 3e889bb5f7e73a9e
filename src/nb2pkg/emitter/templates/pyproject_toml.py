"""`pyproject.toml`: PEP 621 metadata, PEP 735 groups, hatchling, ruff and pytest in one file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import Template as Text

from nb2pkg.emitter.template import Subject, Template, has_checked_assets, has_contracts, is_for_dagster
from nb2pkg.emitter.templates.escape import toml_string
from nb2pkg.emitter.templates.outline import is_script, minimum_python, own_modules
from nb2pkg.knowledge.distributions import distribution_of, is_well_known
from nb2pkg.model.plan import PackagePlan, Requirement

# PEP 440 as far as anyone writes it by hand; what else stood after a name in `%pip install` is no version.
_SPECIFIER = re.compile(r"^(===?|~=|!=|<=?|>=?)[\w.*+!-]+(,(===?|~=|!=|<=?|>=?)[\w.*+!-]+)*$")
_DISTRIBUTION = re.compile(r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(\[[A-Za-z0-9._,-]+\])?$")

_TEXT = Text('''\
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = $distribution
$version
description = $description
readme = "README.md"
requires-python = ">=$python"
dependencies = $dependencies
$optional
[project.scripts]
$script = "$name.__main__:main"

[dependency-groups]
dev = [$dev]
$source
[tool.hatch.build.targets.wheel]
packages = $packages
$tool
[tool.ruff]
line-length = 88
$target
[tool.ruff.lint]
select = ["E4", "E7", "E9", "F", "I", "B", "UP"]
$ignores$types
[tool.pytest.ini_options]
minversion = "8.0"
testpaths = ["tests"]
pythonpath = ["src"]
xfail_strict = true
addopts = ["-ra", "--strict-markers", "--strict-config"]
$warnings''')  # fmt: skip
# The script is the notebook as it stood: its imports stay where they are; undefined names are still found.
_SCRIPT_IGNORES = "\n[tool.ruff.lint.per-file-ignores]\n"
_SCRIPT_IGNORE = """\
"src/{folder}/script.py" = ["B", "E4", "E7", "F401", "F403", "F405", "F811", "F841", "I", "UP"]
"""

# What the notebook can do without, and what was not there when it was converted.
_OPTIONAL = """
[project.optional-dependencies]
{}
"""
_DAGSTER_TOOL = """
[tool.dagster]
module_name = "{name}.definitions"
"""
DAGSTER = ("dagster>=1.9", "dagster-webserver>=1.9")
CONTRACTS = ("pandera[pandas]>=0.24",)  # the first with `pandera.pandas`

# Notebooks bind one name to values of several types; not all libraries have types.
_TYPES = """
[tool.mypy]
files = ["src/{name}", "tests"]
mypy_path = ["src", "tests"]
explicit_package_bases = true
ignore_missing_imports = true
allow_redefinition = true
"""
_STRICTER = """\
strict = false
warn_unreachable = false
enable_error_code = ["ignore-without-code", "redundant-expr", "truthy-bool"]
"""
_UNTYPED = """
# The notebook's own code: without `nb2pkg convert --verify`, which records its types, there is little to check.
[[tool.mypy.overrides]]
module = {modules}
ignore_errors = true
"""
# Warnings are those of the notebook's libraries: shown, not turned into failures.
_WARNINGS = """\
log_level = "INFO"
filterwarnings = ["default"]
"""


def render(subject: Subject) -> str:
    """The whole file."""
    plan = subject.plan
    return pyproject_text(
        name=plan.name,
        title=plan.title,
        python=minimum_python(plan),
        dependencies=dependencies_of(subject, is_optional=False),
        optional=dependencies_of(subject, is_optional=True),
        contracts=CONTRACTS if has_contracts(subject) else (),
        packages=[f"src/{plan.name}", *local_packages(subject)],
        scripts=[plan.name] if is_script(plan) else [],
        types=_types(subject) if _is_checked(plan) else "",
        typed=_typed(plan),
        handover=plan.handover,
        dagster=(*DAGSTER, *(CONTRACTS if has_checked_assets(subject) else ())) if is_for_dagster(subject) else (),
    )


def pyproject_text(
    *,
    name: str,
    title: str,
    python: tuple[int, int],
    dependencies: Sequence[str],
    optional: Sequence[str],
    packages: Sequence[str],
    scripts: Sequence[str],
    types: str = "",
    typed: Sequence[str] = (),
    handover: bool = False,
    dagster: Sequence[str] = (),
    contracts: Sequence[str] = (),
) -> str:
    """The file for a package or a project; `scripts` are the folders below `src` in which flat scripts stand."""
    major, minor = python
    return _TEXT.substitute(
        distribution=toml_string(distribution_name(name)),
        description=toml_string(title),
        python=f"{major}.{minor}",
        target="" if handover else f'target-version = "py{major}{minor}"\n',
        version='dynamic = ["version"]' if handover else 'version = "0.1.0"',
        source=f'\n[tool.hatch.version]\npath = "src/{name}/__init__.py"\n' if handover else "",
        script=distribution_name(name),
        name=name,
        dev=", ".join(map(toml_string, sorted([*typed, *(["mypy>=1.18"] if types else []), "pytest>=8", "ruff>=0.8"]))),
        types=types,
        warnings=_WARNINGS if handover else "",
        dependencies=_array(dependencies),
        optional=_extras(
            optional=optional,
            contracts=contracts,
            dagster=dagster,
        ),
        tool=_DAGSTER_TOOL.format(name=name) if dagster else "",
        packages=_array(list(dict.fromkeys(packages))),
        ignores=_SCRIPT_IGNORES + "".join(_SCRIPT_IGNORE.format(folder=folder) for folder in scripts)
        if scripts
        else "",
    )


def _extras(**groups: Sequence[str]) -> str:
    lines = [f"{name} = {_array(group)}" for name, group in groups.items() if group]
    return _OPTIONAL.format("\n".join(lines)) if lines else ""


def _types(subject: Subject) -> str:
    plan = subject.plan
    return types_text(plan.name, () if plan.has_types else untyped_modules(subject), handover=plan.handover)


def types_text(name: str, untyped: Sequence[str], *, handover: bool) -> str:
    """The settings of mypy; `untyped` are modules whose types nobody knows."""
    text = _TYPES.format(name=name) + (_STRICTER if handover else "")
    return text + (_UNTYPED.format(modules=_array(sorted(set(untyped)))) if untyped else "")


def untyped_modules(subject: Subject) -> list[str]:
    """Those that hold the notebook's own code."""
    plan = subject.plan
    modules = [f"{plan.name}.{module.name}" for module in plan.modules]
    return modules + [path.replace("/", ".") for path, _ in subject.notebook.local_modules]


def _typed(plan: PackagePlan) -> list[str]:
    """Distributions that annotations alone name: whoever checks the types needs them."""
    bindings = [b for module in plan.modules for b in module.type_imports] + list(plan.pipeline_type_imports)
    needed = {r.distribution.partition("[")[0].lower() for r in plan.requirements}
    found = {distribution_of(b.module) for b in bindings if is_well_known(b.module.partition(".")[0])}
    return sorted(name for name in found if name and name.lower() not in needed)


def _is_checked(plan: PackagePlan) -> bool:
    return plan.has_types or plan.handover


def distribution_name(name: str) -> str:
    """The name under which the package is installed; the module keeps its underscores."""
    return name.strip("_").replace("_", "-").lower() or name


def dependencies_of(subject: Subject, *, is_optional: bool) -> list[str]:
    """What the package needs, or can do without, as requirements; the author's own modules left out."""
    # A file that the notebook writes and then imports must not be fetched from an index where somebody took its name.
    own = {f"import {name}" for name in own_modules(subject.notebook)}
    asked = [r for r in subject.plan.requirements if r.is_optional is is_optional]
    sound = [r for r in asked if _DISTRIBUTION.match(r.distribution)]
    return [_requirement(r) for r in sound if r.evidence.split(".")[0] not in own]


def _requirement(requirement: Requirement) -> str:
    specifier = requirement.specifier.replace(" ", "")
    return requirement.distribution + (specifier if _SPECIFIER.match(specifier) else "")


def local_packages(subject: Subject) -> list[str]:
    """Modules of the author's that the notebook imports, which lie beside the package."""
    tops = {name.split("/")[0]: "/" in name for name, _ in subject.notebook.local_modules}
    local = [f"src/{top}" if is_package else f"src/{top}.py" for top, is_package in sorted(tops.items())]
    return local + [f"src/{path}" for path in subject.plan.module_files]


def _array(items: Sequence[str]) -> str:
    if len(items) < 2:
        return f"[{', '.join(map(toml_string, items))}]"
    return "[\n" + "".join(f"    {toml_string(item)},\n" for item in items) + "]"


TEMPLATE = Template(path="pyproject.toml", render=render)
