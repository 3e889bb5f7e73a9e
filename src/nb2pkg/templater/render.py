"""Rendering with Copier, into a folder of its own. Code of the template runs only where that was allowed."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.package import File

_OF_EXPRESSIONS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # what a template computes


def rendered(source: str, answers: Mapping[str, Any], *, ref: str = "", trusted: bool = False) -> tuple[File, ...]:
    """The template's files, by path. Raises Nb2pkgError where Copier cannot, or will not, render it."""
    try:
        from copier import run_copy
        from copier.errors import CopierError, DirtyLocalWarning, UnsafeTemplateError
        from jinja2 import TemplateError
        from plumbum import ProcessExecutionError
        from yaml import YAMLError
    except ImportError as error:
        hint = "pip install 'nb2pkg[template]'"
        raise Nb2pkgError("`--template` needs Copier, which is not installed.", hint=hint) from error
    with tempfile.TemporaryDirectory(prefix="nb2pkg-") as folder:
        target = Path(folder, "rendered")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DirtyLocalWarning)  # a template is tried before it is committed
                run_copy(
                    source, target, data=dict(answers), vcs_ref=ref or None, defaults=True, quiet=True, unsafe=trusted
                )
        except UnsafeTemplateError as error:
            hint = "Read its tasks and extensions; then allow them with `nb2pkg convert --trust`."
            raise Nb2pkgError(f"{source} wants to run code of its own.", hint=hint) from error
        except ProcessExecutionError as error:  # git
            raise _cannot(source, str(error.stderr)) from error
        except (CopierError, YAMLError, OSError, TemplateError, *_OF_EXPRESSIONS) as error:
            raise _cannot(source, str(error)) from error
        return tuple(_files(target, source))


def _files(root: Path, source: str) -> list[File]:
    found = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            raise _cannot(source, f"{name} is a link")
        if path.is_file():
            try:
                found.append(File(path=name, text=path.read_bytes().decode("utf-8")))
            except UnicodeDecodeError as error:
                raise _cannot(source, f"{name} is no text") from error
    return found


def _cannot(source: str, why: str) -> Nb2pkgError:
    first = next(iter(why.strip().splitlines()), "no reason given")
    return Nb2pkgError(
        f"{source} cannot be rendered: {first[:300]}", hint="Correct the template, or the answers to it (--answer)."
    )
