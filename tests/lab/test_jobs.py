"""Conversions and verifications: jobs with an end, a result, and a way to stop them."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from nb2pkg.verifier.named_kernel import interpreter_of

from .conftest import Ask, Finish, notebook, saved

MODEL = notebook("import math\nradius = 2.0\narea = math.pi * radius ** 2", "print('area', round(area, 3))")
BODY: dict[str, Any] = {"path": "circle.ipynb", "notebook": MODEL, "folder": "made/circle"}


async def test_convert_writes_the_package_of_the_request(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    code, job = await ask("convert", body=BODY | {"name": "circle"})
    assert (code, job["kind"]) == (202, "convert")
    done = await finish(job["id"])
    assert (done["state"], done["problem"], done["result"]["folder"]) == ("done", None, "made/circle")
    files = done["result"]["files"]
    assert "made/circle/src/circle/pipeline.py" in files
    assert all((jp_root_dir / path).is_file() for path in files)


async def test_convert_does_not_replace_unless_told(ask: Ask, finish: Finish) -> None:
    states = []
    for force in (False, False, True):
        _, job = await ask("convert", body=BODY | {"force": force})
        done = await finish(job["id"])
        states.append((done["state"], (done["problem"] or {}).get("detail", "")))
    assert states[0] == ("done", "")
    assert states[1][0] == "failed"
    assert "not empty" in states[1][1]
    assert states[2] == ("done", "")


async def test_what_cannot_be_converted_is_told(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    _, job = await ask("convert", body=BODY | {"notebook": notebook("x = (")})
    done = await finish(job["id"])
    assert (done["state"], done["problem"]["status"]) == ("failed", 422)
    assert "does not parse" in done["problem"]["detail"]
    assert not (jp_root_dir / "made").exists()


async def test_convert_and_verify(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    saved(jp_root_dir, MODEL, "circle.ipynb")
    _, job = await ask("convert", body=BODY | {"verify": True})
    done = await finish(job["id"])
    assert (done["state"], done["problem"]) == ("done", None)
    verdict = done["result"]["verdict"]
    assert verdict["result"] == "same"
    assert {one["cell"] for one in verdict["comparisons"]} >= {1}
    assert done["result"]["recorded"].startswith("Recorded: ")


async def test_verify_an_earlier_package(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    saved(jp_root_dir, MODEL, "circle.ipynb")
    _, job = await ask("convert", body=BODY)
    await finish(job["id"])
    code, job = await ask("verify", body=BODY)
    assert code == 202
    assert (await finish(job["id"]))["result"]["verdict"]["result"] == "same"


async def test_a_file_that_is_about_to_be_written_is_waited_for(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    saved(jp_root_dir, MODEL, "circle.ipynb")
    _, job = await ask("convert", body=BODY)
    await finish(job["id"])
    saved(jp_root_dir, notebook("print(2)"), "circle.ipynb")
    _, job = await ask("verify", body=BODY)
    await asyncio.sleep(1)
    saved(jp_root_dir, MODEL, "circle.ipynb")
    assert (await finish(job["id"]))["result"]["verdict"]["result"] == "same"


@pytest.mark.parametrize("task", ["convert", "verify"])
async def test_unsaved_notebooks_are_not_verified(ask: Ask, finish: Finish, jp_root_dir: Path, task: str) -> None:
    for is_saved in (False, True):
        if is_saved:
            saved(jp_root_dir, notebook("print(2)"), "circle.ipynb")
        _, job = await ask(task, body=BODY | {"verify": True})
        done = await finish(job["id"])
        assert done["state"] == "failed"
        assert ("not saved" if is_saved else "not on this machine") in done["problem"]["detail"]
        assert not (jp_root_dir / "made").exists()


async def test_cancel_ends_the_run_and_all_that_it_started(ask: Ask, jp_root_dir: Path) -> None:
    model = notebook("import time\ntime.sleep(600)")
    saved(jp_root_dir, model, "circle.ipynb")
    _, job = await ask("convert", body=BODY | {"notebook": model, "verify": True})
    kernels: list[psutil.Process] = []
    for _ in range(300):
        _, now = await ask("jobs", job["id"])
        kernels = _kernels()
        if now["step"].startswith("executing") and kernels:
            break
        await asyncio.sleep(0.1)
    assert kernels
    code, over = await ask("jobs", job["id"], method="DELETE")
    assert (code, over["state"]) == (200, "cancelled")
    psutil.wait_procs(kernels, timeout=10)
    assert [one for one in kernels if one.is_running()] == []
    assert (await ask("jobs", job["id"]))[1]["state"] == "cancelled"


def _kernels() -> list[psutil.Process]:
    """Kernels that this process's workers have started."""
    return [one for one in psutil.Process().children(recursive=True) if "ipykernel" in _command(one)]


def _command(process: psutil.Process) -> str:
    """Its command; nothing if it has ended in the meantime."""
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # a zombie is one that does not exist
        return ""


async def test_only_so_many_at_once(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    model = notebook("import time\ntime.sleep(600)")
    saved(jp_root_dir, model, "circle.ipynb")
    started = [await ask("convert", body=BODY | {"notebook": model, "verify": True, "folder": f"p{n}"}) for n in (1, 2)]
    code, answer = await ask("convert", body=BODY | {"folder": "p3"})
    assert (code, answer["status"]) == (429, 429)
    for _, job in started:
        await ask("jobs", job["id"], method="DELETE")
    code, job = await ask("convert", body=BODY | {"folder": "p3"})
    assert code == 202
    assert (await finish(job["id"]))["state"] == "done"


async def test_a_defect_is_told_and_the_next_request_is_answered(
    ask: Ask, jp_serverapp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = jp_serverapp.web_app.settings["nb2pkg_service"]
    body = {"path": "circle.ipynb", "notebook": MODEL}
    assert (await ask("check", body=body))[0] == 200
    service.worker._process.kill()
    await service.worker._process.wait()
    assert (await ask("check", body=body))[0] == 200
    monkeypatch.setattr("nb2pkg.server.service.SECONDS", 0.0)
    code, answer = await ask("check", body=body)
    assert (code, "longer than" in answer["detail"]) == (504, True)
    monkeypatch.setattr("nb2pkg.server.service.SECONDS", 60.0)
    assert (await ask("check", body=body))[0] == 200


def _template(folder: Path, *, config: str = "owner:\n  type: str\n", **files: str) -> Path:
    (folder / "template").mkdir(parents=True)
    (folder / "copier.yml").write_text(f"_subdirectory: template\n{config}", encoding="utf-8")
    for name, text in {"OWNERS.jinja": "{{ owner }} has {{ package_name }}\n", **files}.items():
        (folder / "template" / name).write_text(text, encoding="utf-8")
    return folder


async def test_convert_on_a_template_of_the_server_s_folder(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    _template(jp_root_dir / "path")
    body = BODY | {"template": "path", "answers": ["owner=team a", "owner = team=b"]}
    _, job = await ask("convert", body=body | {"name": "circle"})
    done = await finish(job["id"])
    assert (done["state"], done["problem"]) == ("done", None)
    assert (jp_root_dir / "made/circle/OWNERS").read_text(encoding="utf-8") == "team=b has circle\n"
    assert "made/circle/OWNERS" in done["result"]["files"]


async def test_a_template_forbids_what_stands_in_the_request(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    saved(jp_root_dir, MODEL, "circle.ipynb")
    _template(jp_root_dir / "path", **{"nb2pkg.toml": '[policy]\nforbid = ["NB201"]\n'})
    model = notebook("print(open('/home/ann/a.csv').read())")
    _, job = await ask("convert", body=BODY | {"template": "path", "answers": ["owner=a"], "notebook": model})
    done = await finish(job["id"])
    assert "forbids NB201" in done["problem"]["detail"]
    _, job = await ask("convert", body=BODY | {"template": "path", "answers": ["owner=a"]})
    assert (await finish(job["id"]))["state"] == "done"


@pytest.mark.parametrize("task", ["convert", "verify"])
async def test_what_is_executed_is_executed_by_the_notebook_s_kernel(
    ask: Ask, finish: Finish, jp_root_dir: Path, jp_data_dir: Path, tmp_path: Path, task: str
) -> None:
    """Jupyter's server often has an environment of its own, without the libraries of those who work with it."""
    own, log = tmp_path / "python", tmp_path / "started"
    own.write_text(f'#!/bin/sh\necho x >> "{log}"\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    own.chmod(0o755)
    kernel = jp_data_dir / "kernels" / "ours"
    kernel.mkdir(parents=True)
    argv = [str(own), "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Ours", "language": "python"}))
    model = MODEL | {"metadata": {"kernelspec": {"name": "ours", "display_name": "Ours", "language": "python"}}}
    saved(jp_root_dir, model, "circle.ipynb")
    body = BODY | {"notebook": model, "verify": task == "convert"}
    _, job = await ask("convert", body=body)
    done = await finish(job["id"])
    if task == "verify":
        assert not log.exists()
        _, job = await ask("verify", body=body)
        done = await finish(job["id"])
    assert (done["problem"], done["result"]["verdict"]["result"]) == (None, "same")
    assert log.exists()


@pytest.mark.parametrize(
    ("kernelspec", "wanted"),
    [
        ({"name": "python3"}, sys.executable),
        ({"name": "no such kernel"}, ""),
        ({"name": "../../etc"}, ""),
        ({"name": 3}, ""),
        ("python3", ""),
        (None, ""),
    ],
)
def test_the_interpreter_of_a_kernel(kernelspec: object, wanted: str) -> None:
    assert interpreter_of(json.dumps({"metadata": {"kernelspec": kernelspec}, "cells": []})) == wanted


async def test_places_and_remedies_are_those_of_the_dialog(ask: Ask, finish: Finish, jp_root_dir: Path) -> None:
    told = []
    (jp_root_dir / "made" / "other").mkdir(parents=True)
    (jp_root_dir / "made" / "other" / "notes.txt").write_text("mine", encoding="utf-8")
    for change in ({}, {}, {"folder": "made/other"}, {"folder": "made/other", "force": True}, {"name": "1 a"}):
        _, job = await ask("convert", body=BODY | change)
        problem = (await finish(job["id"]))["problem"] or {}
        told.append((problem.get("detail"), problem.get("hint")))
    assert told[:3] == [
        (None, None),
        ("made/circle is not empty.", "Give another folder, or let the dialog replace the earlier package."),
        ("made/other is not empty.", "Give another folder."),
    ]
    assert not any(str(jp_root_dir) in str(one) or "--" in str(one) for one in told), told
