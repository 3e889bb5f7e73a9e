"""What a project has once, whatever the number of its notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from nb2pkg.emitter.docstrings import plain
from nb2pkg.emitter.project_handover import handover_files
from nb2pkg.emitter.template import Subject
from nb2pkg.emitter.templates.escape import code, markdown
from nb2pkg.emitter.templates.gitignore import TEMPLATE as GITIGNORE
from nb2pkg.emitter.templates.outline import is_script, minimum_python
from nb2pkg.emitter.templates.pyproject_toml import (
    dependencies_of,
    local_packages,
    pyproject_text,
    types_text,
    untyped_modules,
)
from nb2pkg.emitter.templates.readme_md import HANDED_OVER
from nb2pkg.emitter.templates.verdict_lines import verified_part
from nb2pkg.model.package import SharedName

SCHEMA = 1
SHARED = "shared"  # the module of what the parts have in common
_UPPER, _LOWER = re.compile(r"<\d+"), re.compile(r">=(\d+)(?:\.\d+)*")
_NAME = re.compile(r"[\w.\[\],-]+")  # of a distribution, with its extras

_MAIN = '''"""Command line: `python -m {name} PIPELINE --help`."""

import sys
from collections.abc import Sequence
from importlib import import_module

# What each pipeline was made from.
PIPELINES = {{
{pipelines}}}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the pipeline that the first argument names, with the options that follow it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    name = given[0] if given else "--help"
    if name not in PIPELINES:
        is_asked = name in {{"-h", "--help"}}
        print(usage(), file=sys.stdout if is_asked else sys.stderr)
        return 0 if is_asked else 2
    return int(import_module(f"{name}.{{name}}.__main__").main(given[1:]))


def usage() -> str:
    """How to call it, and the pipelines that there are."""
    rows = [f"  {{name}}: {{notebook}}" for name, notebook in PIPELINES.items()]
    return "\\n".join(["usage: python -m {name} PIPELINE [--help] [options]", "", *rows])


if __name__ == "__main__":
    sys.exit(main())
'''
_TEST = '''"""The pipelines of the project answer by their names."""

from importlib import import_module

import pytest

from {name}.__main__ import PIPELINES, main


def test_usage_names_every_pipeline(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert set(PIPELINES) <= set(capsys.readouterr().out.replace(":", " ").split())


def test_another_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no such pipeline"]) == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(PIPELINES))
def test_options_reach_the_pipeline(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_module(f"{name}.{{name}}.config").Config()
    with pytest.raises(SystemExit, match="0"):
        main([name, "--help"])
    assert f"{name}.{{name}}" in capsys.readouterr().out
'''


def project_files(name: str, subjects: Sequence[Subject], shared: Sequence[SharedName]) -> dict[str, str]:
    """The files by path, Python not yet formatted."""
    sources = {subject.plan.name.partition(".")[2]: subject.plan.source for subject in subjects}
    title = project_title(name, subjects)
    python = max(minimum_python(subject.plan) for subject in subjects)
    handover = subjects[0].plan.handover
    return {
        **(handover_files(name, subjects, title=title, python=python) if handover else {}),
        ".gitignore": GITIGNORE.render(subjects[0]),
        "CHANGELOG.md": _changelog(sources.values()),
        "README.md": "\n".join(_readme(name, subjects, shared)) + "\n",
        "docs/provenance.json": _provenance(name, sources, shared),
        "pyproject.toml": pyproject_text(
            name=name,
            title=title,
            python=python,
            dependencies=needed(subjects, is_optional=False),
            optional=needed(subjects, is_optional=True),
            packages=[f"src/{name}", *(path for subject in subjects for path in local_packages(subject))],
            scripts=[subject.plan.folder for subject in subjects if is_script(subject.plan)],
            types=types_text(name, _untyped(name, subjects, shared), handover=True) if handover else "",
            handover=handover,
        ),
        f"src/{name}/__init__.py": f'"""{title}."""\n\n__version__ = "0.1.0"\n',
        f"src/{name}/__main__.py": _MAIN.format(
            name=name, pipelines="".join(f"    {part!r}: {source!r},\n" for part, source in sources.items())
        ),
        f"src/{name}/py.typed": "",
        "tests/__init__.py": "",
        **{f"tests/{part}/__init__.py": "" for part in sources},
        "tests/test_project.py": _TEST.format(name=name),
    }


def project_title(name: str, subjects: Sequence[Subject]) -> str:
    """What the project is, in a line."""
    return f"{name}: pipelines made from {len(subjects)} notebooks"


def _untyped(name: str, subjects: Sequence[Subject], shared: Sequence[SharedName]) -> list[str]:
    """No types are recorded for a project."""
    return [f"{name}.{SHARED}"] * bool(shared) + [one for subject in subjects for one in untyped_modules(subject)]


def needed(subjects: Sequence[Subject], *, is_optional: bool) -> list[str]:
    """Each distribution once; where several ask for it, all that they ask of its version, as far as that can be."""
    asked: dict[str, list[str]] = {}
    for dependency in [one for subject in subjects for one in dependencies_of(subject, is_optional=is_optional)]:
        name = _NAME.match(dependency)
        assert name is not None
        asked.setdefault(name[0], []).append(dependency.removeprefix(name[0]))
    return [name + ",".join(_together(dict.fromkeys(filter(None, some)))) for name, some in sorted(asked.items())]


def _together(specifiers: Iterable[str]) -> list[str]:
    """Without lower bounds above the upper bound of another: they tell what is installed, not what is needed."""
    found = list(specifiers)
    upper = min((int(one[1:]) for one in found if _UPPER.fullmatch(one)), default=None)
    if upper is None:
        return found
    return [one for one in found if not (low := _LOWER.fullmatch(one)) or int(low[1]) < upper]


def _changelog(sources: Iterable[str]) -> str:
    made = ", ".join(code(source) for source in sources)
    return (
        f"# Changelog\n\n## 0.1.0\n\n- Converted from the notebooks {made} by nb2pkg; what became of each\n"
        "  statement is in the folders of `docs`.\n"
    )


def _readme(name: str, subjects: Sequence[Subject], shared: Sequence[SharedName]) -> Iterator[str]:
    parts = {subject.plan.name.partition(".")[2]: subject for subject in subjects}
    yield from (f"# {markdown(name)}", "", "Made from several notebooks by nb2pkg: a pipeline for each.")
    yield from (*([HANDED_OVER] if subjects[0].plan.handover else []), "")
    yield from ("| Pipeline | Made from | What became of each statement |", "| --- | --- | --- |")
    for part, subject in parts.items():
        steps = f"[{part}](src/{name}/{part}/pipeline.py)"
        yield f"| {steps} | {code(plain(subject.plan.source))} | [CONVERSION.md](docs/{part}/CONVERSION.md) |"
    first = next(iter(parts))
    yield from (
        "",
        "## Run",
        "",
        "```console",
        "pip install .",
        f"cd where/the/data/is && python -m {name} {first}",
        "```",
    )
    yield from ("", f"`python -m {name} {first} --help` lists the options of a pipeline.", "")
    yield from ("## What the pipelines share", "")
    if shared:
        yield f"In [shared.py](src/{name}/shared.py), since the notebooks had the same code for it, up to names:"
        yield ""
        yield from (f"- `{one.name}`, used by {', '.join(f'`{part}`' for part in one.parts)}" for one in shared)
    else:
        yield "Nothing: no two of the notebooks had the same function or constant."
    yield from ("", "## Tests", "", "```console", 'pip install -e . "pytest>=8"', "pytest", "```", "")
    yield "Tests that run a pipeline work on a copy of the folder that the head of its `conftest.py` tells how to name,"
    yield "and skip, saying why, where its data is not there."
    yield from ("", "## Before you rely on it", "")
    yield from (verified_part(part, subject.verdict) for part, subject in parts.items())
    yield "- `nb2pkg verify NOTEBOOK .` executes a notebook and its pipeline, and compares."
    yield "- **No licence** was chosen."


def _provenance(name: str, sources: dict[str, str], shared: Sequence[SharedName]) -> str:
    facts = {
        "schema": SCHEMA,
        "project": name,
        "parts": [
            {"name": part, "notebook": source, "provenance": f"{part}/provenance.json"}
            for part, source in sources.items()
        ],
        "shared": [{"name": one.name, "parts": list(one.parts)} for one in shared],
    }
    return json.dumps(facts, indent=2, sort_keys=True) + "\n"
