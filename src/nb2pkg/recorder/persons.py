"""Data of persons in the texts of files: where it stands, and whether it is anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.knowledge.personal import is_personal
from nb2pkg.knowledge.secrets import masked

ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
SEPARATOR = re.compile(r"[,;\t|]")
# Domains that nobody can have (RFC 2606).
_RESERVED = re.compile(r"[@.](?:example\.(?:com|net|org)|example|test|invalid)$", re.I)
_NOBODY = re.compile(r"[\W\d]*(?:person\d+[\W\d]*)+", re.I)
_KEYED = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*:\s*("(?:[^"\\\n]|\\.)*"|-?\d+)')


def fields_of_persons(text: str) -> list[tuple[int, int]]:
    """Where values of persons stand, with their quotes: in such columns of a table, or under such keys of JSON."""
    fields: list[tuple[int, int]] = []
    for start, end in sorted({*_in_columns(text), *_under_keys(text)}):
        if not fields or start >= fields[-1][1]:  # a column may hold JSON
            fields.append((start, end))
    return fields


def _in_columns(text: str) -> Iterator[tuple[int, int]]:
    separator = SEPARATOR.search(text.split("\n", 1)[0])
    if separator is None:
        return
    between = re.escape(separator[0])
    tells: list[bool] = []
    column, is_head = 0, True
    for cell in re.finditer(rf'[ ]*("(?:[^"]|"")*"|[^{between}\n]*)\r?({between}|\n|\Z)', text):
        if is_head:
            tells.append(is_personal(cell[1].strip().strip('"')))
        elif column < len(tells) and tells[column] and cell[1].strip('" '):
            yield cell.span(1)
        is_row_over = cell[2] in {"\n", ""}
        is_head = is_head and not is_row_over
        column = 0 if is_row_over else column + 1


def _under_keys(text: str) -> Iterator[tuple[int, int]]:
    for pair in _KEYED.finditer(text):
        if is_personal(pair[1]) and pair[2] != '""':
            yield pair.span(2)


def is_nobodys(text: str) -> bool:
    """Whether a value is a made-up person's, or an address that nobody can have."""
    addresses = ADDRESS.findall(text)
    return all(map(_is_reserved, addresses)) and (
        text in addresses or bool(_NOBODY.fullmatch(ADDRESS.sub("person0", text)))
    )


def _is_reserved(address: str) -> bool:
    return bool(_RESERVED.search(address))


def is_secret(text: str) -> bool:
    """Whether a text holds a secret or somebody's address."""
    return not all(map(_is_reserved, ADDRESS.findall(text))) or masked(text) != text


def is_private_file(text: str) -> bool:
    """Whether a file must stay out of the package as it is: it tells of persons, or holds what is secret."""
    return is_secret(text) or any(not is_nobodys(text[start:end].strip('"')) for start, end in fields_of_persons(text))
