"""Engines: the same results whatever they are, and one bad piece of work costs its own result alone."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.engine.batches.drive import batches_of, done_batches
from nb2pkg.engine.batches.executors import EngineChoice, EngineKind, engine_of
from nb2pkg.engine.batches.watched import WatchedProcess
from nb2pkg.engine.batches.work import ItemLimits, results_of
from nb2pkg.errors import Nb2pkgError
from tests.support.works import Odd

LIMITS = ItemLimits(seconds=3, memory_mb=1000)


@pytest.fixture(autouse=True)
def support_is_importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))


def watched(items: Sequence[object], limits: ItemLimits = LIMITS) -> list[Any]:
    process = WatchedProcess(limits)
    try:
        return list(process.results(Odd(), items))
    finally:
        process.close()


def test_results_come_in_order_and_an_exception_is_one_of_them() -> None:
    found = list(results_of(Odd(), [1, "raise", 2, "nest", 3]))
    assert found[::2] == [2, 4, 6]
    assert found[1] == ("raise", "nb2pkg has a defect: ValueError: no such column.")
    assert found[3] == ("nest", "It is nested too deeply.")


def test_a_batch_that_cannot_be_prepared_is_a_result_for_each_item() -> None:
    assert watched([1, "unprepared"])[0][1].startswith("The process that worked on it ended")
    assert list(results_of(Odd(), [1, "impossible"])) == [
        (item, "nb2pkg has a defect: ValueError: impossible.") for item in (1, "impossible")
    ]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("hang", "takes more than 3 seconds"),
        ("die", "ended with code -9"),
        ("eat", "more memory"),
        ("raise", "no such"),
    ],
)
def test_a_watched_process_loses_one_item(item: str, reason: str) -> None:
    if item == "eat" and sys.platform != "linux":
        pytest.skip("this platform does not limit the memory of a process")
    found = watched([1, item, 2])
    assert (found[0], found[2]) == (2, 4)
    assert found[1][0] == item
    assert reason in found[1][1]


def test_what_work_prints_is_no_result() -> None:
    assert watched(["print", 4]) == ["printprint", 8]


def test_items_of_a_batch_are_begun_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = WatchedProcess(LIMITS)
    list(process.results(Odd(str(log)), [1, "die", 2, 3]))
    list(process.results(Odd(str(log)), [4]))
    process.close()
    assert log.read_text().split() == ["1", "die", "2", "3", "4"]


def test_modules_in_the_current_folder_are_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "mark"
    for name in ("json", "pickle", "nb2pkg", "typing"):
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()")
    monkeypatch.chdir(tmp_path)
    assert watched([1]) == [2]
    assert not mark.exists()


@pytest.mark.parametrize("kind", [EngineKind.SERIAL, EngineKind.PROCESSES])
def test_engines_do_all_batches(kind: EngineKind) -> None:
    items = list(range(130))
    with engine_of(EngineChoice(kind=kind, jobs=2, limits=LIMITS)) as engine:
        batches = batches_of(items, width=engine.width)
        done = dict(done_batches(engine, Odd(), batches))
    assert [result for number in sorted(done) for result in done[number]] == [2 * item for item in items]


def test_a_pool_that_is_left_early_ends_its_processes() -> None:
    def leave() -> None:
        with engine_of(EngineChoice(jobs=1, limits=LIMITS)) as engine:
            engine.executor.submit(engine.call, Odd(), [1]).result()
            engine.executor.submit(engine.call, Odd(), ["hang"])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        leave()


def test_batches_have_a_sensible_size() -> None:
    assert [len(b) for b in batches_of(range(120), width=2)] == [50, 50, 20]
    assert batches_of([], width=2) == []
    sizes = [len(b) for b in batches_of(range(100_000), width=2)]
    assert sum(sizes) == 100_000
    assert sizes == sorted(sizes, reverse=True), "the last to be done are small, so that no worker waits for long"
    assert (sizes[0], sizes[-2]) == (200, 50)


def test_batches_hold_all_items_in_order() -> None:
    for number in range(1, 400, 7):
        batches = batches_of(range(number), width=3, sizes=(2, 9))
        assert [item for batch in batches for item in batch] == list(range(number))
        assert max(map(len, batches)) <= 9


def test_processes_that_were_warmed_up_do_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARM_LOG", str(tmp_path / "log"))
    with engine_of(EngineChoice(jobs=2, limits=LIMITS)) as engine:
        engine.warm_up("tests.support.works:warm_up")
        found = [engine.executor.submit(engine.call, Odd(), ["pid"]) for _ in range(2)]
        workers = {future.result()[0] for future in found}
    assert workers <= set((tmp_path / "log").read_text().split())
    assert len((tmp_path / "log").read_text().split()) == 2


def test_few_processes_are_warmed_up_where_many_may_work(monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[str] = []
    monkeypatch.setattr(WatchedProcess, "launch", lambda self, warm_up="": launched.append(warm_up))
    with engine_of(EngineChoice(jobs=64, limits=LIMITS)) as engine:
        engine.warm_up("m:f")
    assert launched == ["m:f"] * 4


def test_a_process_that_cannot_be_warmed_up_is_started_without() -> None:
    process = WatchedProcess(LIMITS)
    process.launch("tests.support.works:no_such_function")
    assert list(process.results(Odd(), [4])) == [8]
    process.close()


def test_what_is_left_behind_is_collected_in_one_process_too() -> None:
    gc.disable()
    try:
        with engine_of(EngineChoice(kind=EngineKind.SERIAL)):
            assert gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_dask_wants_a_scheduler() -> None:
    with pytest.raises(Nb2pkgError, match="Which scheduler"), engine_of(EngineChoice(kind=EngineKind.DASK)):
        pass
