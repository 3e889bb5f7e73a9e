"""Files that runs have written, and smaller data."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.verdict import Outcome
from nb2pkg.verifier import workspace
from nb2pkg.verifier.compare_files import WrittenFiles, compare_files
from nb2pkg.verifier.compare_records import compare_records
from nb2pkg.verifier.file_records import file_record
from nb2pkg.verifier.sampling import sample_tables
from nb2pkg.verifier.workspace import copy_folder, fingerprints, written


def png(pixels: bytes, comment: bytes = b"") -> bytes:
    """A picture of one row of grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", len(pixels), 1, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" + pixels)
    said = chunk(b"tEXt", b"Software\0" + comment) if comment else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + said + chunk(b"IDAT", data) + chunk(b"IEND", b"")


CASES = [
    ("a.csv", b"x,y\n1,0.5\n", b"x,y\n1,0.50000000000001\n", Outcome.CLOSE),
    ("a.csv", b"x,y\n1,0.5\n", b"x,y\n1,0.6\n", Outcome.DIFFERENT),
    ("a.csv", b"x,y\n1,0.5\n", b"x,y\n1.0,0.5\n", Outcome.DIFFERENT),
    ("a.csv", b"x,y\n1,0.5\n", b"x,y\n", Outcome.DIFFERENT),
    ("a.csv", b'x\n"a,b"\n', b"x\na,b\n", Outcome.DIFFERENT),
    ("a.csv", b"x\n1e5\n", b"x\n1e6\n", Outcome.DIFFERENT),
    ("a.csv", b"\xff\xfe", b"\xff\xfe", Outcome.SAME),
    ("a.tsv", b"x\ty\n1\t2.0\n", b"x\ty\n1\t2.5\n", Outcome.DIFFERENT),
    ("a.json", b'{"a": [1.0, 2]}', b'{"a": [1.00000000000001, 2]}', Outcome.CLOSE),
    ("a.json", b'{"a": [1.0, 2]}', b'{"a":[1.0,2]}', Outcome.SAME),
    ("a.json", b'{"a": 1, "b": 2}', b'{"b": 2, "a": 1}', Outcome.DIFFERENT),
    ("a.json", b'{"a": 1}', b'{"a": true}', Outcome.DIFFERENT),
    ("a.json", b"not json", b"not JSON", Outcome.DIFFERENT),
    ("a.png", png(b"abc", b"one"), png(b"abc", b"two"), Outcome.SAME),
    ("a.png", png(b"abc"), png(b"abd"), Outcome.DIFFERENT),
    ("a.png", b"no picture", b"no picture at all", Outcome.DIFFERENT),
    ("a.txt", b"a", b"a", Outcome.SAME),
    ("a.txt", b"a", b"b", Outcome.DIFFERENT),
    ("a.pkl", b"a", b"a", Outcome.SAME),
    ("a.pkl", b"a", b"b", Outcome.DIFFERENT),
]


@pytest.mark.parametrize(("name", "one", "other", "outcome"), CASES)
def test_contents(name: str, one: bytes, other: bytes, outcome: Outcome, tmp_path: Path) -> None:
    records = []
    for folder, content in (("1", one), ("2", other)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(content)
        records.append(file_record(tmp_path / folder / name))
    assert compare_records(*records).outcome is outcome


def text(value: str) -> dict[str, Any]:
    return {"kind": "text", "type": "file", "value": value}


def outcome_of(
    notebook: dict[str, Any], again: dict[str, Any] | None, package: dict[str, Any], events: tuple[Any, ...] = ()
) -> dict[str, Outcome]:
    files = WrittenFiles(notebook=notebook, again=again, package=package)
    return {one.key: one.outcome for one in compare_files(files, events)}


def test_a_file_on_one_side_only() -> None:
    assert outcome_of({"a": text("1")}, {"a": text("1")}, {}) == {"a": Outcome.MISSING}
    assert outcome_of({}, {}, {"a": text("1")}) == {"a": Outcome.MISSING}
    assert outcome_of({"a": text("1")}, {}, {}) == {"a": Outcome.UNSTABLE}


def test_a_file_that_varies() -> None:
    assert outcome_of({"a": text("1")}, {"a": text("2")}, {"a": text("3")}) == {"a": Outcome.UNSTABLE}
    assert outcome_of({"a": text("1")}, {"a": text("2")}, {"a": text("1")}) == {"a": Outcome.SAME}
    assert outcome_of({"a": text("1")}, None, {"a": text("3")}) == {"a": Outcome.DIFFERENT}


def test_figures_that_only_the_package_saves() -> None:
    own = ({"event": "own figures", "folder": "output", "name": "plot_x"},)
    package = {"output/plot_x-1.png": text("1"), "output/plot_y-1.png": text("1")}
    assert outcome_of({}, {}, package, own) == {"output/plot_y-1.png": Outcome.MISSING}


def test_what_was_written(tmp_path: Path) -> None:
    home, copy = tmp_path / "home", tmp_path / "copy"
    (home / ".git").mkdir(parents=True)
    (home / "a.txt").write_text("a")
    (home / "b.txt").write_text("b")
    copy_folder(home, copy)
    assert not (copy / ".git").exists()
    before = fingerprints(copy)
    (copy / "b.txt").write_text("B")
    (copy / "new").mkdir()
    (copy / "new" / "c.txt").write_text("c")
    assert written(copy, before) == ("b.txt", "new/c.txt")
    assert (home / "b.txt").read_text() == "b"


def test_data_lies_over_the_folder(tmp_path: Path) -> None:
    for folder, name in (("home", "a.txt"), ("data", "a.txt"), ("data", "b.txt")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(folder)
    copy_folder(tmp_path / "home", tmp_path / "copy", data=tmp_path / "data")
    assert (tmp_path / "copy" / "a.txt").read_text() == (tmp_path / "copy" / "b.txt").read_text() == "data"


def test_a_folder_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "MOST_BYTES", 10)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "a.txt").write_text("a" * 11)
    with pytest.raises(Nb2pkgError, match="copied three times"):
        copy_folder(tmp_path / "home", tmp_path / "copy")


def test_samples_keep_header_and_order(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('n,s\n1,"a\nb"\n2,b\n3,c\n4,d\n')
    (tmp_path / "b.jsonl").write_text('{"n": 1}\n{"n": 2}\n')
    (tmp_path / "c.csv").write_text("n\n1\n")
    sample_tables(tmp_path, rows=2)
    assert (tmp_path / "a.csv").read_text() == 'n,s\n1,"a\nb"\n3,c\n'
    assert (tmp_path / "b.jsonl").read_text() == '{"n": 1}\n{"n": 2}\n'
    sample_tables(tmp_path, rows=1)
    assert (tmp_path / "b.jsonl").read_text() == '{"n": 1}\n'
    assert (tmp_path / "c.csv").read_text() == "n\n1\n"
