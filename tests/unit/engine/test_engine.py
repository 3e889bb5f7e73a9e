"""Many notebooks: found, cached, in several processes, with what ruff says: always the same results."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine import check as checking
from nb2pkg.engine import ruff_check
from nb2pkg.engine.check import CheckJob, check_notebooks, job_of
from nb2pkg.engine.find_notebooks import find_notebooks
from nb2pkg.engine.ruff_check import ruff_findings
from nb2pkg.engine.serial import from_plain, to_plain
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.report import CheckedNotebook, Status
from nb2pkg.rules.example import example_notebook

BAD = "import os\nos.chdir('x')\n# %%\ndef f(a=[]):\n    return a\n"
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example_notebook(text)[0], encoding="utf-8")
        os.utime(path, (time.time() - 60, time.time() - 60))  # old enough for its time to be trusted
        return path

    return written


def job(root: Path, *, uses_cache: bool = False, jobs: int = 1, **settings: object) -> CheckJob:
    chosen = replace(CheckSettings(root=root, select=("working-directory", "B006")), **settings)  # type: ignore[arg-type]
    return job_of(chosen, uses_cache=uses_cache, jobs=jobs)


def codes(checked: CheckedNotebook) -> list[str]:
    return [placed.finding.name for placed in checked.findings]


def test_our_findings_and_those_of_ruff(write: Write, tmp_path: Path) -> None:
    (checked,) = check_notebooks([write("a.ipynb", BAD)], job(tmp_path))
    assert codes(checked) == ["working-directory", "mutable-argument-default"]
    mutable = checked.findings[1]
    assert (mutable.cell, mutable.line, mutable.column) == (1, 1, 8)
    assert mutable.source_line[mutable.column : mutable.end_column] == "[]"


def test_ruff_can_be_left_out(write: Write, tmp_path: Path) -> None:
    (checked,) = check_notebooks([write("a.ipynb", BAD)], job(tmp_path, ruff=False))
    assert codes(checked) == ["working-directory"]


def test_cells_may_await_in_comprehensions(write: Write) -> None:
    path = write("a.ipynb", "rates = [await fetch(name) for name in ('USD', 'CHF')]\nreturn")
    assert [finding.message for finding in ruff_findings([path])[path] if finding.code.startswith("F7")] == [
        "`return` statement outside of a function/method"
    ]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_ruff_is_not_waited_for_without_end(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow-ruff"
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *slow.ipynb*) exec sleep 60;; esac\nexec "{ruff_check.ruff_command()}" "$@"\n'
    )
    slow.chmod(0o755)
    good, bad = write("a.ipynb", BAD), write("slow.ipynb", BAD)
    monkeypatch.setattr(ruff_check, "ruff_command", lambda: str(slow))
    monkeypatch.setattr(ruff_check, "PATIENCE", 0.5)
    monkeypatch.setattr(ruff_check, "PATIENCE_WITH_ONE", 2.0)
    found = ruff_findings([good, bad])
    assert [finding.code for finding in found[good]] == ["B006"]
    assert ["did not get done" in finding.message for finding in found[bad]] == [True]


def test_cells_that_do_not_parse_are_told_once(write: Write, tmp_path: Path) -> None:
    """Ruff has findings for syntax errors since 0.14, a dozen for one cell at times."""
    assert ruff_findings([write("a.ipynb", "x = (1 2 3 4\ny = ) +* 3\n# %%\nprint(1)")]) == {}


def test_ruff_follows_the_project(write: Write, tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text('[lint]\nselect = ["E703"]\n')
    path = write("a.ipynb", "x = 1;\ny = 2")
    assert [finding.code for finding in ruff_findings([path])[path]] == ["E703"]


def test_ignored_in_a_path(write: Write, tmp_path: Path) -> None:
    paths = [write("drafts/a.ipynb", BAD), write("b.ipynb", BAD)]
    found = check_notebooks(paths, job(tmp_path, per_path_ignores={"drafts": ("working-directory", "B")}))
    assert [codes(checked) for checked in found] == [[], ["working-directory", "mutable-argument-default"]]


def test_several_processes_find_the_same(write: Write, tmp_path: Path) -> None:
    paths = [write(f"{number}.ipynb", BAD + f"x = {number}") for number in range(9)]
    alone = list(check_notebooks(paths, job(tmp_path, jobs=1)))
    assert list(check_notebooks(paths, job(tmp_path, jobs=2))) == alone
    assert [checked.path for checked in alone] == [str(path) for path in paths]


def test_what_is_no_notebook_is_a_result(tmp_path: Path, write: Write) -> None:
    broken, binary, other = tmp_path / "broken.ipynb", tmp_path / "binary.ipynb", tmp_path / "r.ipynb"
    broken.write_text('{"cells": [')
    binary.write_bytes(b"\xff\xfe\x00")
    kernel = {"kernelspec": {"name": "ir", "language": "R"}}
    other.write_text(json.dumps({"cells": [], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    paths = [broken, binary, other, write("good.ipynb", BAD), tmp_path / "gone.ipynb"]
    found = list(check_notebooks(paths, job(tmp_path, uses_cache=True)))
    unreadable, skipped, checked = Status.UNREADABLE, Status.SKIPPED, Status.CHECKED
    assert [one.status for one in found] == [unreadable, unreadable, skipped, checked, unreadable]
    assert all(one.reason and one.hint for one in found if one.status is not checked)


def test_results_survive_being_plain(write: Write, tmp_path: Path) -> None:
    (checked,) = check_notebooks([write("a.ipynb", BAD)], job(tmp_path))
    assert from_plain(json.loads(json.dumps(to_plain(checked)))) == checked


def test_a_cached_result_is_not_computed_again(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.ipynb", BAD)
    first = list(check_notebooks([path], job(tmp_path, uses_cache=True)))
    with monkeypatch.context() as context:
        context.setattr(checking, "check_file", None)
        context.setattr(checking, "ruff_findings", None)
        assert list(check_notebooks([path], job(tmp_path, uses_cache=True))) == first
    path.touch()  # another time, the same content
    with monkeypatch.context() as context:
        context.setattr(checking, "check_file", None)
        assert list(check_notebooks([path], job(tmp_path, uses_cache=True))) == first


def test_another_content_or_configuration_is_another_result(write: Write, tmp_path: Path) -> None:
    path = write("a.ipynb", BAD)
    (first,) = check_notebooks([path], job(tmp_path, uses_cache=True))
    (fewer,) = check_notebooks([path], job(tmp_path, uses_cache=True, select=("B006",)))
    assert codes(fewer) == ["mutable-argument-default"]
    write("a.ipynb", "x = 1")
    (changed,) = check_notebooks([path], job(tmp_path, uses_cache=True))
    assert codes(first)
    assert codes(changed) == []


def test_a_change_of_the_same_size_within_the_same_moment_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(example_notebook("import os\nos.chdir('x')")[0])
    stamp = path.stat().st_mtime_ns
    (first,) = check_notebooks([path], job(tmp_path, uses_cache=True))
    path.write_text(example_notebook("import os\nos.mkdir('xy')")[0])
    os.utime(path, ns=(stamp, stamp))
    (second,) = check_notebooks([path], job(tmp_path, uses_cache=True))
    assert (codes(first), codes(second)) == (["working-directory"], [])


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"a.ipynb": 3}', b'{"a.ipynb": [1, 2, 3, 4, [5]]}'])
def test_a_spoilt_cache_is_no_cache(write: Write, tmp_path: Path, spoilt: bytes) -> None:
    path = write("a.ipynb", BAD)
    first = list(check_notebooks([path], job(tmp_path, uses_cache=True)))
    (file,) = (tmp_path / ".nb2pkg_cache").glob("*.json")
    file.write_bytes(spoilt)
    assert list(check_notebooks([path], job(tmp_path, uses_cache=True))) == first


def test_the_cache_is_not_for_version_control(write: Write, tmp_path: Path) -> None:
    list(check_notebooks([write("a.ipynb", BAD)], job(tmp_path, uses_cache=True)))
    assert (tmp_path / ".nb2pkg_cache" / ".gitignore").read_text().endswith("*\n")


def test_folders_are_searched(write: Write, tmp_path: Path) -> None:
    wanted = [write(name, "x = 1") for name in ("a/b.ipynb", "c.ipynb")]
    for name in (".ipynb_checkpoints/c.ipynb", "node_modules/d.ipynb", "old/e.ipynb", "f_tmp.ipynb"):
        write(name, "x = 1")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert find_notebooks([tmp_path], exclude=["old/", "*_tmp.ipynb"], root=tmp_path) == tuple(wanted)


def test_what_is_named_is_taken(write: Write, tmp_path: Path) -> None:
    path = write("old/e.ipynb", "x = 1")
    assert find_notebooks([path, path], exclude=["old"], root=tmp_path) == (path,)
    with pytest.raises(Nb2pkgError, match="does not exist"):
        find_notebooks([tmp_path / "gone"], root=tmp_path)


def test_what_ruff_dies_of_costs_its_own_findings_alone(write: Write) -> None:
    good, deep = write("a.ipynb", BAD), write("deep.ipynb", "x = " + "+".join(["1"] * 20_000))
    found = ruff_findings([good, deep])
    assert [finding.code for finding in found[good]] == ["B006"]
    assert ["did not get done" in finding.message for finding in found.get(deep, ())] in ([True], [])


def test_a_configuration_that_ruff_refuses_is_said(write: Write, tmp_path: Path) -> None:
    (tmp_path / "ruff.toml").write_text("select = 3")
    with pytest.raises(Nb2pkgError, match="ruff refuses to check") as caught:
        ruff_findings([write("a.ipynb", BAD)])
    assert "--no-ruff" in caught.value.hint
