"""Where a text gives values to names that hold secrets: assignments, arguments, items, headers, options, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from string import ascii_letters, digits

from msgspec import Struct

from nb2pkg.patterns import pattern_of

_NAME_END = pattern_of(
    "passw(?:or)?d|passphrase|passcode|pass|pwd|pw|secret|token|key|authorization|auth|credentials?|creds|bearer|cookie|jwt|appid"
)
_LONGEST_NAME = 60  # before the word that counts
_NAME_CHARACTERS = frozenset(ascii_letters + digits + "_.-")

_AFTER_NAME = r"(?:[_-]?(?:\d{1,2}|default|dev|live|local|new|old|prod|production|staging|str|value))?(?!\w)"
_QUOTED = r"""[rbuRBUfF]{0,2}(?P<quote>\\?["'`])(?P<value>(?:(?!(?P=quote))[^\n]){0,2000})(?P=quote)"""
_ASSIGNED = pattern_of(
    _AFTER_NAME
    + r"""(?P<close>\\?["'`]?[\])]?|\(\))\s*(?P<sign>:\s*[A-Za-z][\w.\[\]| ]*=(?!=)|:=|[=!]=|=>|[=:,(])\s*(?:\(\s*)?"""
    + _QUOTED
)
_LITERAL = pattern_of(_QUOTED + r"\s*,?\s*")
_SCHEME = pattern_of(r"(?:bearer|token|basic|apikey|api-key|key)\s+", re.I)
# In a string: a header, or one of several settings (`...;PWD=x;...`, `?api_key=x`).
_VALUE = r"(?P<value>[^\s'\"`,;&|<>(){}\[\]\\]{4,2000})"
_HEADER = pattern_of(_AFTER_NAME + r"\s*:\s*(?:[A-Za-z]+\s+)?" + _VALUE + r"(?=\\?[\"'])")
_YAML = pattern_of(_AFTER_NAME + r":\s+" + _VALUE + r"(?=\\n|[\"'])")
_SETTING_BEFORE = pattern_of(r"\w=[^\s,;()'\"{}\[\]]+ \Z")  # `dbname=shop user=ann `: no Python
_SETTING = pattern_of(_AFTER_NAME + r"=" + _VALUE + r"(?=[;&\"']|\s|$)")
_PLAIN = pattern_of(
    _AFTER_NAME
    + r"(?:\\?[\"'`])?(?P<sign>\s*[=:]\s*|\s+is:?\s+|\s*</t[dh]>\s*<t[dh][^>]*>\s*|[ \t]+)(?:\\?[\"'])?"
    + r"(?:(?:[Bb]earer|[Tt]oken|[Bb]asic)\s+)?"
    + _VALUE
)
_PAIR = pattern_of(
    r"(?:auth\s*=\s*\(|Auth\(|jwt\.encode\(|jwt\.decode\("
    r"|(?:pymysql|MySQLdb)\.connect\([^\n,()=]{1,80},"
    r"|\.login\(|\.log_in\(|\.logon\(|\.authenticate\(|\.sign_in\(|\.basic_auth\()"
    r"\s*[^\n,()=]{1,80},\s*" + _QUOTED
)
_SHELL = pattern_of(
    r"(?:curl\b[^\n|]*?\s(?:-u|--user)[ =]?[\"']?[^\s:\"']+:"
    r"|sshpass\s+-p\s*[\"']?|mysql(?:dump|admin)?\b[^\n|]*?\s-p[\"']?"
    r"|docker\s+login\b[^\n|]*?\s-p[ =]?[\"']?|echo\s+[\"']?(?=\S+\s*\|\s*sudo\s+-S)"
    r"|wandb\s+login\s+(?:--\w+\s+)*|\bmachine\s+\S+\s+login\s+\S+\s+password\s+)"
    r"(?P<value>[^\s\"'|@]{4,})"
)
_SETTERS = pattern_of(
    r"\.(?:get|setdefault|set|option|config|put|add_header|set_option|set_env|pop)\(\s*\Z"
    r"|\b(?:set|put)env\(\s*\Z|\.(?:add|append|update)\(\s*\Z"
)
_FALLBACKS = pattern_of(r"\b(?:getenv|environ\.get|environ\.setdefault|environ\.pop|env\.\w+|env|config)\(\s*\Z")
_REST_OF_TUPLE = pattern_of(_AFTER_NAME + r"(?:\s*,\s*[A-Za-z_][\w.]*)+\s*=(?!=)\s*\(?\s*" + _QUOTED)
_CODE = pattern_of(r"\s*[+,)].*[+,(]\s*", re.DOTALL)  # what stands between two strings, taken for a string
# `getenv("X", default="...")`, `getenv("X") or "..."`, `add_argument("--x", type=str, default="...")`
_FALLBACK_AFTER = pattern_of(_AFTER_NAME + r"""\\?["']\s*(?:,[^\n()]{0,80}?\bdefault\s*=\s*|\)\s*or\s+)""" + _QUOTED)
_GIVING = pattern_of(r"(?:\A|[._])(?:set|use|with|login)_?\w*\Z|KeyCredential\Z", re.I)
_OPTION = pattern_of(r"(?:\s|\A)--?\Z|%(?:set_)?env[ \t]+\Z|\bconfig(?:ure)?[ \t]+set[ \t]+\Z")
_FOLDERS = frozenset({"PWD", "OLDPWD"})  # which every environment has
_TUPLE = pattern_of(r"(?:\A|[\n;])[ \t]*(?:[\w.]+\s*,\s*)*\Z")
_OWNER_OF_KEY = pattern_of(r"username|kaggle|login\(|wandb|comet|[?&]\Z", re.I)
_KIND_OF_KEY = pattern_of(r"\b(?:api|access|secret|private) \Z", re.I)


class Assigned(Struct, frozen=True, kw_only=True):
    """A value and the name it is given to; none where the place alone says what it is (`auth=("me", ...)`)."""

    name: str
    value: str
    start: int
    is_fallback: bool = False


def assigned_in(text: str) -> Iterator[Assigned]:
    """Values in quotes, and those inside of strings that are settings or headers."""
    for name, start, end in _names_in(text):
        found = _ASSIGNED.match(text, end)
        if found is not None:
            yield from _assigned(text, name, start, found)
        elif fallback := _FALLBACK_AFTER.match(text, end):
            yield _of(name, fallback, is_fallback=True)
        elif rest := _REST_OF_TUPLE.match(text, end):
            yield from _from_tuple(text, name, start, rest)
        elif _begins_setting(text, start) and (setting := _SETTING.match(text, end)):
            yield _of(name, setting)
        elif text[start - 1 : start] in {'"', "'"} and (item := _YAML.match(text, end)) and _is_typed(item["value"]):
            yield _of(name, item)
        elif ("-" in name or name.lower() == "authorization") and (header := _HEADER.match(text, end)):
            yield _of(name, header)
    for pair in _PAIR.finditer(text):
        yield _of("", pair)


def assigned_plainly_in(text: str) -> Iterator[Assigned]:
    """Values without quotes: `API_KEY=x`, `api_key: x`, `--password x`, `curl -u me:x`, cells of an HTML table."""
    for name, start, end in _names_in(text):
        found = _PLAIN.match(text, end)
        is_option = name.startswith("--") or _OPTION.search(text, max(start - 20, 0), start) is not None
        if name in _FOLDERS:
            continue
        if found is not None and (found["sign"].strip() or is_option):
            is_surely_value = is_option or (name.isupper() and found["sign"] == "=")
            if is_surely_value or _is_mixed(found["value"]):
                yield _of(name.lstrip("-"), found)
    for found in _SHELL.finditer(text):
        yield _of("", found)


def _names_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Names that may hold a secret: name, where it starts, where the word ends that says so."""
    lower = text.lower()
    if len(lower) != len(text):  # some capital letters have small ones of two characters
        lower = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    for found in _NAME_END.finditer(lower):
        start = found.start()
        least = max(start - _LONGEST_NAME, 0)
        while start > least and text[start - 1] in _NAME_CHARACTERS:
            start -= 1
        name = text[start : found.end()]
        if name.lower() == "key":
            if kind := _KIND_OF_KEY.search(text, max(start - 8, 0), start):
                start, name = kind.start(), text[kind.start() : found.end()]
            elif not _OWNER_OF_KEY.search(text, max(start - 100, 0), start):
                continue
        yield name, start, found.end()


def _assigned(text: str, name: str, start: int, found: re.Match[str]) -> Iterator[Assigned]:
    sign, close = found["sign"], found["close"]
    before = text[max(start - 80, 0) : start]
    if _CODE.fullmatch(found["value"]):
        return
    match sign:
        case ",":
            opening = before[:-1] if before.endswith(("'", '"')) and close else ""
            is_fallback = bool(_FALLBACKS.search(opening))
            is_option = name.startswith("--") and text[found.end() : found.end() + 1] in {",", "]"}
            if is_fallback or _SETTERS.search(opening) or (is_option and not found["value"].startswith("-")):
                yield _of(name.lstrip("-"), found, is_fallback=is_fallback)
        case "(":
            if _GIVING.search(name) and not close:
                yield _of(name, found)
        case "==" | "!=":
            if not close.endswith("]"):
                yield _of(name, found)
        case "=" if "," in before and _TUPLE.search(before):
            yield from _from_tuple(text, name, start, found)
        case _:
            yield _of(name, found)


def _from_tuple(text: str, name: str, start: int, found: re.Match[str]) -> Iterator[Assigned]:
    """`user, password = "ann", "x"`: the value at the name's place."""
    before = text[max(start - 80, 0) : start]
    if not _TUPLE.search(before):
        return
    place = before.rpartition("\n")[2].count(",")
    at = found.start("value") - len(found["quote"])
    for _ in range(place):
        literal = _LITERAL.match(text, at)
        if literal is None:
            return
        at = literal.end()
    literal = _LITERAL.match(text, at)
    if literal is not None:
        yield _of(name, literal)


def _of(name: str, found: re.Match[str], *, is_fallback: bool = False) -> Assigned:
    value, start = found["value"], found.start("value")
    scheme = _SCHEME.match(value)
    if scheme is not None:
        value, start = value[scheme.end() :], start + scheme.end()
    return Assigned(name=name, value=value, start=start, is_fallback=is_fallback)


def _begins_setting(text: str, start: int) -> bool:
    """Whether a setting may begin here: at the start of a string, behind `;` or `&`, behind another setting."""
    before = text[start - 1 : start]
    return before in {";", "?", "&", '"', "'"} or (
        before == " " and _SETTING_BEFORE.search(text, max(start - 80, 0), start) is not None
    )


def _is_typed(value: str) -> bool:
    return sum(a.isdigit() != b.isdigit() for a, b in pairwise(value)) >= 3


def _is_mixed(value: str) -> bool:
    is_mixed = len(value) >= 6 and any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    return is_mixed and not _CODE.fullmatch(value)
