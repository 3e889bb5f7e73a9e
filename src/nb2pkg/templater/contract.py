"""What a template and nb2pkg agree on: the file `nb2pkg.toml` that the template renders."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from nb2pkg.errors import Nb2pkgError

CONTRACT = "nb2pkg.toml"
FOLDERS = frozenset({"docs", "tests"})
_KEYS = {"folders": None, "files": {"take"}, "policy": {"forbid", "require"}}


class Contract(Struct, frozen=True, kw_only=True):
    """`folders`: our name -> the organisation's; `take`: files that are the template's though we have them too;
    `forbid`: rules that must find nothing in the notebook; `require`: items of the checklist that must pass.
    """

    folders: Mapping[str, str] = field(default_factory=dict)
    take: frozenset[str] = frozenset()
    forbid: tuple[str, ...] = ()
    require: tuple[str, ...] = ()


def contract_of(text: str) -> Contract:
    """The contract in a text of TOML. Raises Nb2pkgError for what it does not know."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"it is no TOML: {error}") from error
    for key, value in table.items():
        if key not in _KEYS or not isinstance(value, dict):
            raise _wrong(f"`{key}` means nothing")
        unknown = sorted(value.keys() - (_KEYS[key] or FOLDERS))
        if unknown:
            raise _wrong(f"`{key}.{unknown[0]}` means nothing")
    folders = {str(name): _folder(to) for name, to in table.get("folders", {}).items()}
    policy = table.get("policy", {})
    return Contract(
        folders=folders,
        take=frozenset(_texts(table.get("files", {}).get("take", []))),
        forbid=_texts(policy.get("forbid", [])),
        require=_texts(policy.get("require", [])),
    )


def relocated(path: str, folders: Mapping[str, str]) -> str:
    """Where a generated file goes.

    >>> relocated("docs/CONVERSION.md", {"docs": "documentation"}), relocated("README.md", {"docs": "x"})
    ('documentation/CONVERSION.md', 'README.md')
    """
    top, slash, rest = path.partition("/")
    return f"{folders[top]}/{rest}" if slash and top in folders else path


def _folder(value: Any) -> str:
    if not isinstance(value, str) or not value.isidentifier() or value in {"src", *FOLDERS}:
        raise _wrong(f"`{value}` is no name for a folder: one word of letters, digits and `_`")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(f"{value!r} is no list of texts")
    return tuple(value)


def _wrong(what: str) -> Nb2pkgError:
    return Nb2pkgError(
        f"The template's {CONTRACT} is wrong: {what}.", hint="docs/golden-path.md tells what it may say."
    )
