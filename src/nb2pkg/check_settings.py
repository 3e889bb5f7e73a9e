"""What a team wants to hear about: the table `[tool.nb2pkg]` of pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.choices import Profile, Severity

TABLE = "tool.nb2pkg"
_Choice = TypeVar("_Choice", bound=Enum)


LEAST_SEVERITY = {
    Profile.EXPLORATION: Severity.ERROR,
    Profile.REVIEW: Severity.WARNING,
    Profile.PRODUCTION: Severity.INFO,
}


class CheckSettings(Struct, frozen=True, kw_only=True):
    """`select`, `extend_select` and `ignore` hold codes, prefixes of codes, names of rules, or ALL.

    `severity` is the least severity that is reported, `fail_on` the least that makes the command fail; None leaves both
    to the profile.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()
    profile: Profile = Profile.REVIEW
    severity: Severity = Severity.INFO
    fail_on: Severity | None = None
    ruff: bool = True
    baseline: str = ""
    root: Path = field(default_factory=Path)  # the folder that paths in the settings are relative to

    @property
    def threshold(self) -> Severity:
        """Findings of this severity or worse make the command fail."""
        return self.fail_on or LEAST_SEVERITY[self.profile]


def settings_for(folder: Path) -> CheckSettings:
    """The settings in the nearest pyproject.toml that has a table of ours, in `folder` or above, or the defaults."""
    start = folder.resolve()
    for parent in (start, *start.parents):
        file = parent / "pyproject.toml"
        if file.is_file() and (table := _table(file)) is not None:
            return replace(settings_from(table, str(file)), root=parent)
    return CheckSettings(root=start)


def _table(file: Path) -> Mapping[str, Any] | None:
    text = file.read_text(encoding="utf-8", errors="replace")
    if "nb2pkg" not in text:
        return None
    import tomllib

    try:
        found = tomllib.loads(text).get("tool", {}).get("nb2pkg")
    except tomllib.TOMLDecodeError as error:
        raise Nb2pkgError(f"{file} is not TOML: {error}.", hint="Repair the file there.") from error
    return found if isinstance(found, dict) else None


def settings_from(table: Mapping[str, Any], source: str) -> CheckSettings:
    """The settings in a table of the file `source`. Raises Nb2pkgError for keys and values that mean nothing."""
    known = sorted(name.replace("_", "-") for name in CheckSettings.__struct_fields__ if name != "root")
    for key in table:
        if key not in known:
            raise Nb2pkgError(f"`{key}` in [{TABLE}] of {source} is not a setting.", hint=_suggestion(key, known))
    values = {key.replace("-", "_"): _value(key, value, source) for key, value in table.items()}
    return CheckSettings(**values)


def _suggestion(wrong: str, known: Sequence[str]) -> str:
    import difflib

    near = difflib.get_close_matches(wrong, known, n=1)
    return f"Did you mean `{near[0]}`?" if near else "The settings are " + ", ".join(known) + "."


def _value(key: str, value: object, source: str) -> Any:
    match key:
        case "select" | "extend-select" | "ignore" | "exclude":
            return _words(key, value, source)
        case "per-path-ignores":
            if not isinstance(value, dict):
                raise _wrong(key, "a table of path patterns with lists of codes", source)
            return {pattern: _words(key, codes, source) for pattern, codes in value.items()}
        case "profile":
            return _member(Profile, key, value, source)
        case "severity" | "fail-on":
            return _member(Severity, key, value, source)
        case "ruff":
            if not isinstance(value, bool):
                raise _wrong(key, "true or false", source)
            return value
    if not isinstance(value, str):
        raise _wrong(key, "a text", source)
    return value


def _words(key: str, value: object, source: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(key, "a list of texts", source)
    return tuple(value)


def _member(kind: type[_Choice], key: str, value: object, source: str) -> _Choice:
    try:
        return kind(value)
    except ValueError as error:
        raise _wrong(key, "one of " + ", ".join(member.value for member in kind), source) from error


def _wrong(key: str, wanted: str, source: str) -> Nb2pkgError:
    return Nb2pkgError(f"`{key}` in [{TABLE}] of {source} must be {wanted}.", hint=f"Its value is not {wanted}.")
