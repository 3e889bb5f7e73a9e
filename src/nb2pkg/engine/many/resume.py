"""Work on many notebooks that goes on where it stopped: what is done stands in a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from nb2pkg.engine.many.ledger import Ledger, Row


class ManyOutcome(Struct, frozen=True, kw_only=True):
    """A row for each notebook, in order, and how many of them this run has made."""

    rows: Sequence[Row]
    number_new: int


def resumed(
    ledger: Ledger,
    stamps: Mapping[str, Row],
    *,
    is_done: Callable[[Row], bool],
    results: Callable[[Sequence[str]], Iterator[tuple[str, Row]]],
) -> ManyOutcome:
    """Rows for all notebooks: kept where they are done under the same stamp, else of `results`, noted as they come."""
    known = ledger.rows()
    kept = {
        name: row for name, stamp in stamps.items() if (row := known.get(name)) and _bears(row, stamp) and is_done(row)
    }
    ledger.replace(kept.values())
    new: dict[str, Row] = {}
    for name, row in results([name for name in stamps if name not in kept]):
        new[name] = {**stamps[name], **row}
        ledger.append([new[name]])
    rows = sorted((kept | new).values(), key=lambda row: str(row["notebook"]))
    ledger.replace(rows)
    return ManyOutcome(rows=rows, number_new=len(new))


def _bears(row: Row, stamp: Row) -> bool:
    return all(value and row.get(key) == value for key, value in stamp.items())
