"""Work on many notebooks that goes on where it stopped: what is done stands in a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nb2pkg.engine.batches.drive import batches_of, done_batches
from nb2pkg.engine.batches.executors import EngineChoice, engine_of
from nb2pkg.engine.batches.work import Work
from nb2pkg.engine.many.ledger import Ledger, Row

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyOutcome:
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


def results_by_name(
    items: Mapping[str, Any], work: Work, choice: EngineChoice, tell: Tell, *, sizes: tuple[int, int]
) -> Iterator[tuple[str, Any]]:
    """The names of the items with their results, as they are done."""
    if not items:
        return
    done = 0
    tell(done, len(items))
    with engine_of(choice) as engine:
        names = batches_of(list(items), width=engine.width, sizes=sizes)
        for number, results in done_batches(engine, work, [[items[name] for name in some] for some in names]):
            yield from zip(names[number], results, strict=True)
            done += len(results)
            tell(done, len(items))
