"""Findings and plans of notebooks that are being edited."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nb2pkg.server.requests import Order
from nb2pkg.server.service import Service
from nb2pkg.server.worker import Worker

from .conftest import Ask, notebook, saved

SALES = notebook(
    "import pandas as pd\ndf = pd.read_csv('/home/ann/sales.csv')",
    "def add(one, more=[]):\n    return one + more\ndf['net'] = df.gross / 1.19",
    "print(df.net.sum(), total)",
)


async def test_status(ask: Ask) -> None:
    from nb2pkg import __version__

    code, answer = await ask("status")
    assert (code, answer["version"], answer["can_verify"]) == (200, __version__, True)


async def test_findings_are_those_of_the_command_line(ask: Ask, jp_root_dir: Path) -> None:
    path = saved(jp_root_dir, SALES)
    command = [sys.executable, "-m", "nb2pkg", "check", "--format", "json", "--no-cache", path.name]
    said = subprocess.run(command, cwd=jp_root_dir, capture_output=True, text=True, check=False).stdout
    code, answer = await ask("check", body={"path": "sales.ipynb", "notebook": SALES})
    wanted = json.loads(said)["notebooks"][0]["findings"]
    places = {"file_line", "file_column"}  # of the file, which is written otherwise than the request
    assert code == 200
    assert [{k: v for k, v in one.items() if k not in places} for one in answer["findings"]] == [
        {k: v for k, v in one.items() if k not in places} for one in wanted
    ]
    assert {"NB101", "NB201", "B006"} <= {one["code"] for one in answer["findings"]}
    assert answer["grade"] == "D"
    assert answer["rules"]["NB201"]["explanation"]


async def test_what_counts_is_the_request_and_not_the_file(ask: Ask, jp_root_dir: Path) -> None:
    saved(jp_root_dir, SALES)
    code, answer = await ask("check", body={"path": "sales.ipynb", "notebook": notebook("print(1)")})
    assert (code, [one["code"] for one in answer["findings"] if one["code"] == "NB101"]) == (200, [])
    code, answer = await ask("check", body={"path": "not/there.ipynb", "notebook": notebook("print(x)")})
    assert "NB101" in [one["code"] for one in answer["findings"]]


async def test_a_notebook_whose_kernel_has_not_answered_yet_is_python(ask: Ask) -> None:
    model = SALES | {"metadata": {**SALES["metadata"], "language_info": {"name": ""}}}
    _, answer = await ask("check", body={"path": "sales.ipynb", "notebook": model})
    assert "B006" in {one["code"] for one in answer["findings"]}


async def test_settings_of_the_project_hold(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text('[tool.nb2pkg]\nselect = ["NB201"]\n', encoding="utf-8")
    _, answer = await ask("check", body={"path": "sales.ipynb", "notebook": SALES})
    assert {one["code"] for one in answer["findings"]} == {"NB201"}


async def test_settings_that_mean_nothing_are_a_problem(ask: Ask, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text("[tool.nb2pkg]\nfoo = 1\n", encoding="utf-8")
    code, answer = await ask("check", body={"path": "sales.ipynb", "notebook": SALES})
    assert (code, answer["status"]) == (422, 422)
    assert "`foo`" in answer["detail"]


async def test_another_language_is_told(ask: Ask) -> None:
    model = notebook("x <- 1") | {"metadata": {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}}
    code, answer = await ask("check", body={"path": "r.ipynb", "notebook": model})
    assert (code, answer["status"], answer["findings"]) == (200, "skipped", [])


async def test_secrets_do_not_come_back(ask: Ask) -> None:
    secret = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    model = notebook(f'token = "{secret}"\nprint(len(token))')
    for task in ("check", "plan"):
        code, answer = await ask(task, body={"path": "s.ipynb", "notebook": model})
        assert code == 200
        assert secret not in json.dumps(answer)


async def test_plan_tells_what_cells_become(ask: Ask) -> None:
    code, answer = await ask("plan", body={"path": "sales.ipynb", "notebook": SALES})
    assert (code, answer["name"], answer["trouble"]) == (200, "sales", "")
    steps = [one for one in answer["functions"] if one["is_step"]]
    assert {cell for one in steps for cell in one["cells"]} == {0, 1, 2}
    assert "def " in steps[0]["text"]
    assert answer["cells"][0]["owner"] == steps[0]["name"]
    assert [one["name"] for one in answer["settings"]] == ["sales_path"]


async def test_plan_honours_names_and_marks_of_cells(ask: Ask) -> None:
    marks = {0: {"nb2pkg": {"function": "read_sales"}}, 2: {"tags": ["skip-execution"]}}
    model = SALES | {"cells": notebook(*(c["source"] for c in SALES["cells"]), metadata=marks)["cells"]}
    _, answer = await ask("plan", body={"path": "sales.ipynb", "notebook": model})
    assert "read_sales" in [one["name"] for one in answer["functions"]]
    assert answer["cells"][2]["owner"] == ""


async def test_plan_of_a_broken_cell_says_so(ask: Ask) -> None:
    code, answer = await ask("plan", body={"path": "sales.ipynb", "notebook": notebook("x = (")})
    assert (code, answer["functions"]) == (200, [])
    assert "does not parse" in answer["trouble"]


async def test_what_nobody_waits_for_any_more_is_not_begun() -> None:
    """Who types on gives an earlier check up: its turn is the next one's."""
    worker, begun = Worker(), []

    async def answer(order: Order, tell: object) -> dict[str, Any]:
        begun.append(order.task)
        await asyncio.sleep(0.05)
        return {"result": {}}

    worker._answer = answer  # type: ignore[method-assign]
    wanted = {"first": True, "second": False, "third": True}
    orders = [
        worker.ask(Order(task=name, payload={}), seconds=9, is_wanted=lambda n=name: wanted[n]) for name in wanted
    ]
    answers = await asyncio.gather(*orders, return_exceptions=True)
    assert begun == ["first", "third"]
    assert [type(one).__name__ for one in answers] == ["dict", "ProblemError", "dict"]


async def test_a_closed_connection_gives_its_check_up(
    ask: Ask, jp_serverapp: Any, jp_auth_header: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[Callable[[], bool]] = []
    held = asyncio.Event()

    async def look(self: Service, task: str, raw: bytes, is_wanted: Callable[[], bool]) -> dict[str, Any]:
        wanted.append(is_wanted)
        await held.wait()
        return {}

    monkeypatch.setattr(Service, "look", look)
    _, writer = await asyncio.open_connection("127.0.0.1", jp_serverapp.port)
    headers = "".join(f"{name}: {value}\r\n" for name, value in jp_auth_header.items())
    address = f"{jp_serverapp.base_url}nb2pkg/check"
    writer.write(f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: 2\r\n\r\n{{}}".encode())
    await writer.drain()
    await _until(lambda: len(wanted) == 1)
    assert wanted[0]()
    writer.close()
    await _until(lambda: not wanted[0]())
    held.set()


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.02)
