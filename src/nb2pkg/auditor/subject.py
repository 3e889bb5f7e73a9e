"""What the checks look at: the package's files, read once. Nothing is imported or executed."""

from __future__ import annotations

import ast
import os
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from nb2pkg.auditor.records import record_of
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.finding import Finding
from nb2pkg.provenance import provenance_path

MOST_BYTES = 2_000_000  # of a file that is read as text
MOST_FILES = 20_000
_SKIPPED = frozenset(
    ".git .hg .svn .venv venv env node_modules __pycache__ .mypy_cache .pytest_cache .ruff_cache .tox .nox .eggs build "
    "dist .ipynb_checkpoints .nb2pkg".split()
)


class Module(Struct, frozen=True, kw_only=True):
    """A Python file; `tree` is None where it does not parse, `trouble` says why."""

    path: str
    text: str
    tree: ast.Module | None
    trouble: str = ""


class ToolReport(Struct, frozen=True, kw_only=True):
    """What another program said: by what it calls its own checks, whether that is good (None: skipped), and why.

    `trouble` is why it said nothing.
    """

    version: str = ""
    trouble: str = ""
    verdicts: Mapping[str, tuple[bool | None, str]]


class Subject(Struct, frozen=True, kw_only=True):
    """The package. `paths` are all files below its root, `texts` those that are text."""

    root: Path
    paths: frozenset[str]
    texts: Mapping[str, str]
    pyproject: Mapping[str, Any]
    library: tuple[Module, ...]  # what is installed
    tests: tuple[Module, ...]
    provenance: Mapping[str, Any] | None  # where nb2pkg wrote that file
    tools: Mapping[str, ToolReport]
    findings: tuple[Finding, ...] | None = None  # of the notebook, where it was given
    folders: Mapping[str, str] = field(default_factory=dict)  # what a golden path calls `docs` and `tests`

    @property
    def script(self) -> str:
        """The module that is the notebook as it stood, where nb2pkg could not take it apart; empty for none."""
        functions = (self.provenance or {}).get("functions") or []
        is_flat = [one.get("module") for one in functions if isinstance(one, dict)] == ["script"]
        return f"src/{(self.provenance or {}).get('package')}/script.py" if is_flat else ""

    def is_authors_file(self, path: str) -> bool:
        """Whether a module is the author's own text: the flat script, or a file that nb2pkg has carried as it was.

        Those stand beside the package: the notebook writes them with `%%writefile`, or found them in its folder.
        """
        package = str((self.provenance or {}).get("package") or "").partition(".")[0]
        return bool(package) and (path == self.script or not path.startswith(f"src/{package}/"))

    @property
    def project(self) -> Mapping[str, Any]:
        """The table `[project]`."""
        found = self.pyproject.get("project", {})
        return found if isinstance(found, dict) else {}

    def has(self, *names: str) -> bool:
        """Whether one of these files is there."""
        return any(name in self.paths for name in names)

    def folder(self, name: str) -> str:
        """What the package calls the folder `docs` or `tests`."""
        return self.folders.get(name, name)

    def below(self, folder: str) -> tuple[str, ...]:
        """The files in a folder, sorted."""
        return tuple(sorted(path for path in self.paths if path.startswith(f"{folder}/")))


def read_subject(
    root: Path, *, tools: Mapping[str, ToolReport], findings: tuple[Finding, ...] | None = None
) -> Subject:
    """The package in a folder. Raises Nb2pkgError where there is none."""
    if not root.is_dir():
        raise Nb2pkgError(f"{root} is not a folder.", hint="Name the folder of a package: the one with pyproject.toml.")
    paths = frozenset(_files(root))
    if not any(path.endswith(".py") for path in paths):
        raise Nb2pkgError(f"{root} holds no Python file.", hint="Name the folder of a package.")
    texts = dict(_texts(root, paths))
    modules = [_module(path, text) for path, text in sorted(texts.items()) if path.endswith(".py")]
    facts = record_of(texts, provenance_path(paths))
    folders = _folders(facts or {})
    tests = frozenset({folders.get("tests", "tests"), "tests", "test"})
    return Subject(
        root=root,
        paths=paths,
        texts=texts,
        pyproject=_toml(texts.get("pyproject.toml", "")),
        library=tuple(m for m in modules if _is_library(m.path, paths) and not _is_test(m.path, tests)),
        tests=tuple(module for module in modules if _is_test(module.path, tests)),
        provenance=facts,
        tools=tools,
        findings=findings,
        folders=folders,
    )


def _files(root: Path) -> Iterator[str]:
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.endswith(".egg-info"))
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise Nb2pkgError(f"{root} holds over {MOST_FILES:,} files.", hint="Name the folder of one package.")
            yield Path(folder, name).relative_to(root).as_posix()


def _texts(root: Path, paths: frozenset[str]) -> Iterator[tuple[str, str]]:
    for path in sorted(paths):
        place = root / path
        try:
            if place.is_symlink() or place.stat().st_size > MOST_BYTES:
                continue
            data = place.read_bytes()
            if b"\0" not in data[:1000]:
                yield path, data.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # not a text


def _module(path: str, text: str) -> Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Module(path=path, text=text, tree=ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Module(path=path, text=text, tree=None, trouble=str(error))


def _is_test(path: str, folders: frozenset[str]) -> bool:
    """In a folder of tests, wherever that is, or called as pytest's are."""
    *above, name = path.split("/")
    return bool(folders & set(above)) or name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py")


def _is_library(path: str, paths: frozenset[str]) -> bool:
    """Below src/; where there is no such folder, in a package or a module at the top that is no tool's."""
    if any(other.startswith("src/") for other in paths):
        return path.startswith("src/")
    top, *below = path.split("/")
    return f"{top}/__init__.py" in paths if below else top not in {"setup.py", "noxfile.py", "tasks.py", "fabfile.py"}


def _folders(facts: Mapping[str, Any]) -> dict[str, str]:
    options = facts.get("options")
    found = options.get("folders") if isinstance(options, dict) else None
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: to for name, to in pairs if name in {"docs", "tests"} and isinstance(to, str) and to.isidentifier()}


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}
