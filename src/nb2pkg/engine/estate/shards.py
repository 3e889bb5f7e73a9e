"""What a run has done so far: one file a batch and table, written beside and renamed.

A batch counts once its file of notebooks is there, which comes last. So a kill loses the batches that were on their way
and nothing else, and the next run goes on with the others. Shards of another configuration are thrown away.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nb2pkg.engine.estate.scan import values
from nb2pkg.engine.estate.tables import NOTEBOOKS, TABLES, arrow, table_of
from nb2pkg.model.estate import FileStamp, Survey

STAMP_COLUMNS = ("path", "size", "mtime_ns", "digest", "configuration")


class Shards:
    """The shards below a folder."""

    def __init__(self, home: Path, configuration: str) -> None:
        self.home = home
        mark = home / "configuration"
        if home.exists() and not (mark.is_file() and mark.read_text(encoding="utf-8") == configuration):
            shutil.rmtree(home)
        for table in TABLES:
            (home / table).mkdir(parents=True, exist_ok=True)
        mark.write_text(configuration, encoding="utf-8")

    def numbers(self) -> list[int]:
        """The batches that are there, in the order in which they were given out."""
        return sorted(int(file.stem) for file in (self.home / NOTEBOOKS).glob("*.parquet"))

    def stamps(self) -> Iterator[tuple[int, FileStamp]]:
        """The notebooks in each."""
        for number in self.numbers():
            for stamp in read_stamps(self.file(NOTEBOOKS, number)):
                yield number, stamp

    def write(self, number: int, surveys: Sequence[Survey]) -> None:
        """Keeps a batch."""
        for table in TABLES:
            write_whole(table_of(table, surveys), self.file(table, number))

    def file(self, table: str, number: int) -> Path:
        """Where a batch's rows of a table are."""
        return self.home / table / f"{number:07d}.parquet"

    def remove(self) -> None:
        """Throws all away, what makes them count first: they are in the data set by now."""
        shutil.rmtree(self.home / NOTEBOOKS, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)


def read_stamps(file: Path) -> Iterator[FileStamp]:
    """The files that a table of notebooks is about, as they were when they were read."""
    for path, size, mtime_ns, digest, configuration in values(file, STAMP_COLUMNS):
        yield FileStamp(path=path, size=size, mtime_ns=mtime_ns, digest=digest, configuration=configuration)


def write_whole(table: Any, file: Path) -> None:
    """Writes a table so that the file is there as a whole or not at all."""
    new = file.with_name(f".{file.name}.new")
    arrow("pyarrow.parquet").write_table(table, new, compression="zstd")
    os.replace(new, file)
