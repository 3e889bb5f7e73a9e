"""Tables with filters. Without script all rows are there, and the filters are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nb2pkg.reporter.markup import text


def table(name: str, heads: Sequence[str], rows: Iterable[str]) -> Iterator[str]:
    """A table of rows that are HTML already. A head that begins with # is over numbers."""
    cells = "".join(
        f'<th scope="col" class="n">{text(head[1:])}</th>'
        if head.startswith("#")
        else f'<th scope="col">{text(head)}</th>'
        for head in heads
    )
    yield f'<div class="scroll"><table id="{name}"><thead><tr>{cells}</tr></thead><tbody>'
    yield from rows
    yield "</tbody></table></div>"


def row(cells: Iterable[str], *, words: str, data: Mapping[str, str]) -> str:
    """A row: what it is found by, what it is chosen by, and its cells."""
    chosen = "".join(f' data-{key}="{text(value)}"' for key, value in data.items())
    return f'<tr data-text="{text(words.lower())}"{chosen}>{"".join(cells)}</tr>'


def number(value: int, *, is_hot: bool = False) -> str:
    """A cell with a number."""
    return f'<td class="n{" hot" if is_hot and value else ""}">{value:,}</td>'


def grade(letter: str) -> str:
    """A grade as a pill."""
    return f'<span class="pill {letter}">{letter or "?"}</span>'


def filters(
    name: str, label: str, *, selects: Mapping[str, Sequence[str]], flags: Mapping[str, str] | None = None
) -> str:
    """The filters of the table with this id."""
    parts = [f'<input type="search" aria-label="{text(label)}" placeholder="{text(label)}">']
    for key, values in selects.items():
        options = "".join(f'<option value="{text(value)}">{text(value)}</option>' for value in values)
        select = f'<select name="{key}"><option value="">all</option>{options}</select>'
        parts.append(f'<label class="small">{text(key)} {select}</label>')
    for key, said in (flags or {}).items():
        parts.append(f'<label class="small"><input type="checkbox" name="{key}"> {text(said)}</label>')
    return (
        f'<div class="filters" data-filters="{name}" hidden>{"".join(parts)}<output class="small soft"></output></div>'
    )
