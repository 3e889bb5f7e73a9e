"""Data of persons in the texts of files: where it stands, and whether it is anybody's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from nb2pkg.knowledge.personal import is_personal, may_be_personal
from nb2pkg.knowledge.secrets import masked

ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")
SEPARATOR = re.compile(r"[,;\t|]")
WORDS_OF_PROSE = 5
Span = tuple[int, int]
# Domains that nobody can have (RFC 2606).
_RESERVED = re.compile(r"[@.](?:example\.(?:com|net|org)|example|test|invalid)$", re.I)
_NOBODY = re.compile(r"[\W\d]*(?:person\d+[\W\d]*)+", re.I)
_KEYED = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*:\s*("(?:[^"\\\n]|\\.)*"|-?\d+)')
_PROPER = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){1,3}")  # noqa: RUF001 (as names have it)
_PROSE = re.compile(rf"(?:[^\W\d_]+[^\w\n\",;|]+){{{WORDS_OF_PROSE - 1}}}[^\W\d_]")


def fields_of_persons(text: str) -> list[Span]:
    """Where values of persons stand, with their quotes: in such columns of a table, or under such keys of JSON."""
    columns = (span for name, spans in _columns(text) if is_personal(name) for span in spans)
    return _apart([*columns, *_under_keys(text, is_personal)])


def fields_that_may_tell(text: str) -> list[Span]:
    """Among data of persons: their own fields, those of a `name`, `city` or the like, and what looks like names."""
    columns = (span for name, spans in _columns(text) if _may_tell(text, name, spans) for span in spans)
    return _apart([*fields_of_persons(text), *columns, *_under_keys(text, may_be_personal)])


def has_prose(text: str) -> bool:
    """Whether there is more than single values beside the fields of persons: what people write tells who they are."""
    ends = [0, *(end for _, end in fields_of_persons(text))]
    starts = [*(start for start, _ in fields_of_persons(text)), len(text)]
    rest = " ; ".join(text[end:start] for end, start in zip(ends, starts, strict=True))
    return bool(ADDRESS.search(rest) or _PROSE.search(rest))


def _may_tell(text: str, name: str, spans: list[Span]) -> bool:
    """By its name, unless these are numbers of things; or since most values are different proper names."""
    values = {text[start:end].strip('" ') for start, end in spans}
    numbers = sum(" " not in value and any(map(str.isdigit, value)) for value in values)
    proper = sum(bool(_PROPER.fullmatch(value)) for value in values)
    return (may_be_personal(name) and 2 * numbers < len(values)) or 2 * proper > len(spans) > 2


def _apart(spans: list[Span]) -> list[Span]:
    fields: list[Span] = []
    for start, end in sorted({*spans}):
        if not fields or start >= fields[-1][1]:  # a column may hold JSON
            fields.append((start, end))
    return fields


def _columns(text: str) -> list[tuple[str, list[Span]]]:
    """The columns of a table with a header: name, and where its values stand, but for empty ones."""
    separator = SEPARATOR.search(text.split("\n", 1)[0])
    if separator is None:
        return []
    between = re.escape(separator[0])
    names: list[str] = []
    spans: dict[int, list[Span]] = defaultdict(list)
    column, is_head = 0, True
    for cell in re.finditer(rf'[ ]*("(?:[^"]|"")*"|[^{between}\n]*)\r?({between}|\n|\Z)', text):
        if is_head:
            names.append(cell[1].strip().strip('"'))
        elif cell[1].strip('" \r'):
            spans[column].append(cell.span(1))
        is_row_over = cell[2] in {"\n", ""}
        is_head = is_head and not is_row_over
        column = 0 if is_row_over else column + 1
    return [(name, spans[place]) for place, name in enumerate(names)]


def _under_keys(text: str, tells: Callable[[str], bool]) -> Iterator[Span]:
    for pair in _KEYED.finditer(text):
        if tells(pair[1]) and pair[2] != '""':
            yield pair.span(2)


def is_nobodys(text: str) -> bool:
    """Whether a value is a made-up person's, or an address that nobody can have."""
    addresses = ADDRESS.findall(text)
    if not all(map(_is_reserved, addresses)):
        return False
    return text in addresses or bool(_NOBODY.fullmatch(ADDRESS.sub("person0", text)))


def _is_reserved(address: str) -> bool:
    return bool(_RESERVED.search(address))


def is_secret(text: str) -> bool:
    """Whether a text holds a secret or somebody's address."""
    return not all(map(_is_reserved, ADDRESS.findall(text))) or masked(text) != text


def is_private_file(text: str) -> bool:
    """Whether a file must stay out of the package as it is: it tells of persons, or holds what is secret."""
    return is_secret(text) or any(not is_nobodys(text[start:end].strip('"')) for start, end in fields_of_persons(text))
