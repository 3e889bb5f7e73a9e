"""Requests that no front end of ours would send."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from .conftest import Ask, notebook

MODEL = notebook("print(1)")
POSTS = ("check", "plan", "convert", "verify")
BODY = {"path": "a.ipynb", "notebook": MODEL, "folder": "out"}
OUTSIDE = ("../x", "/etc/x", "a/../../x", "", ".", "..", "a/\0b", "a\\..\\b", "x\n", "." * 3 + "/../..", "a" * 2000)


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("task", POSTS)
async def test_paths_stay_below_the_root(ask: Ask, jp_root_dir: Path, task: str, path: str) -> None:
    key = "path" if task in {"check", "plan"} else "folder"
    before = sorted(jp_root_dir.parent.rglob("*"))
    code, answer = await ask(task, body=BODY | {key: path})
    assert (code, answer["status"]) in {(400, 400), (403, 403)}
    assert sorted(jp_root_dir.parent.rglob("*")) == before


@pytest.mark.parametrize("folder", [".ssh", ".jupyter/x", "a/.git/hooks"])
async def test_hidden_folders_are_not_written(ask: Ask, folder: str) -> None:
    assert (await ask("convert", body=BODY | {"folder": folder}))[0] == 403


async def test_links_out_of_the_root_are_not_followed(ask: Ask, jp_root_dir: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (jp_root_dir / "link").symlink_to(elsewhere)
    code, _ = await ask("convert", body=BODY | {"folder": "link/out"})
    assert (code, list(elsewhere.iterdir())) == (403, [])


async def test_a_sibling_of_the_root_with_its_name_at_the_start_is_outside(ask: Ask, jp_root_dir: Path) -> None:
    sibling = jp_root_dir.with_name(jp_root_dir.name + "-other")
    sibling.mkdir()
    (jp_root_dir / "way").symlink_to(sibling)
    assert (await ask("convert", body=BODY | {"folder": "way/out"}))[0] == 403


WRONG: dict[str, Any] = {
    "no notebook": {"path": "a.ipynb", "folder": "x"},
    "notebook is a text": BODY | {"notebook": "{}"},
    "cells are no list": BODY | {"notebook": {"cells": {}}},
    "path is a number": BODY | {"path": 1},
    "path is a list": BODY | {"path": ["a"]},
    "a list": [BODY],
    "null": None,
    "a number": 7,
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("task", POSTS)
async def test_wrong_types_are_a_bad_request(ask: Ask, task: str, body: Any) -> None:
    code, answer = await ask(task, body=json.dumps(body))
    assert (code, answer["status"]) == (400, 400)


@pytest.mark.parametrize("change", [{"name": 1}, {"displays": "x"}, {"force": "yes"}, {"verify": 1}, {"folder": None}])
async def test_wrong_options_of_convert(ask: Ask, change: dict[str, Any]) -> None:
    assert (await ask("convert", body=BODY | change))[0] == 400


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"[" * 200_000, b"nan"])
@pytest.mark.parametrize("task", POSTS)
async def test_what_is_no_json(ask: Ask, task: str, raw: bytes) -> None:
    code, answer = await ask(task, body=raw)
    assert (code, answer["status"], bool(answer["detail"])) == (400, 400, True)


@pytest.mark.parametrize("task", POSTS)
async def test_a_huge_body_is_refused(ask: Ask, task: str) -> None:
    huge = BODY | {"notebook": notebook("x = 1\n" * 300_000)}
    code, answer = await ask(task, body=huge)
    assert (code, answer["status"]) == (413, 413)
    assert "MB" in answer["detail"]


ODD_CELLS: tuple[Any, ...] = (None, 1, [], {}, {"cell_type": "code"}, {"cell_type": "code", "source": 7})


@pytest.mark.parametrize("cell", ODD_CELLS, ids=repr)
async def test_odd_cells_are_told_and_do_not_end_the_worker(ask: Ask, cell: Any) -> None:
    code, answer = await ask("check", body=BODY | {"notebook": MODEL | {"cells": [cell]}})
    assert code == 200
    assert answer["status"] in {"checked", "unreadable"}
    assert (await ask("check", body=BODY))[0] == 200


async def test_metadata_of_any_kind_is_read(ask: Ask) -> None:
    marks: list[Any] = [[], 1, {"function": 7}, {"function": "import"}, {"function": "a" * 10_000}, {"join": "yes"}]
    sources = [f"x{n} = {n}\nprint(x{n})" for n in range(len(marks))]
    model = notebook(*sources, metadata={n: {"nb2pkg": mark} for n, mark in enumerate(marks)})
    code, answer = await ask("plan", body=BODY | {"notebook": model})
    assert code == 200
    assert any("not called `import`" in one["message"] for one in answer["refusals"])


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_jobs_that_are_not_there(ask: Ask, method: str) -> None:
    code, answer = await ask("jobs", "0" * 32, method=method)
    assert (code, answer["status"]) == (404, 404)


JOB = f"jobs/{'0' * 32}"
ADDRESSES = [("GET", "status"), *(("POST", task) for task in POSTS), ("GET", JOB), ("DELETE", JOB)]


async def _raw(url: str, method: str, **headers: str) -> int:
    body = json.dumps(BODY) if method == "POST" else None
    request = HTTPRequest(url, method=method, body=body, headers=headers, follow_redirects=False)
    try:
        return (await AsyncHTTPClient().fetch(request)).code
    except HTTPClientError as error:
        return error.code


@pytest.mark.parametrize(("method", "address"), ADDRESSES)
async def test_nothing_without_a_token(
    jp_http_port: int, jp_base_url: str, http_server: Any, method: str, address: str
) -> None:
    url = f"http://localhost:{jp_http_port}{jp_base_url}nb2pkg/{address}"
    assert await _raw(url, method) == 403
    assert await _raw(url, method, Authorization="token wrong") == 403


async def _login(home: str, headers: dict[str, str]) -> str:
    """The cookie that a browser has after it has been let in."""
    login = await AsyncHTTPClient().fetch(HTTPRequest(f"{home}api/status", headers=headers))
    cookie = "; ".join(one.split(";")[0] for one in login.headers.get_list("Set-Cookie"))
    assert "username-" in cookie
    return cookie


@pytest.mark.parametrize("task", POSTS)
async def test_a_page_elsewhere_cannot_use_the_users_cookie(
    jp_http_port: int, jp_base_url: str, http_server: Any, jp_auth_header: dict[str, str], jp_root_dir: Path, task: str
) -> None:
    """With the login's cookie and no XSRF token: what a form on another site can send."""
    home = f"http://localhost:{jp_http_port}{jp_base_url}"
    cookie = await _login(home, jp_auth_header)
    there = f"{home}nb2pkg/{task}"
    assert await _raw(there, "POST", Cookie=cookie) == 403
    assert await _raw(there, "POST", Cookie=cookie, Origin="https://evil.example") in {403, 404}
    await asyncio.sleep(0)
    assert not (jp_root_dir / "out").exists()


async def test_a_page_elsewhere_cannot_read_with_the_users_cookie(
    jp_http_port: int, jp_base_url: str, http_server: Any, jp_auth_header: dict[str, str]
) -> None:
    home = f"http://localhost:{jp_http_port}{jp_base_url}"
    cookie = await _login(home, jp_auth_header)
    url = f"{home}nb2pkg/status"
    assert await _raw(url, "GET", Cookie=cookie) == 200
    request = HTTPRequest(url, headers={"Cookie": cookie, "Origin": "https://evil.example"})
    answer = await AsyncHTTPClient().fetch(request, raise_error=False)
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_the_authorizer_is_asked(
    jp_configurable_serverapp: Callable[..., Any], ask: Ask, monkeypatch: pytest.MonkeyPatch, jp_serverapp: Any
) -> None:
    asked: list[tuple[str, str]] = []

    def refuse(handler: Any, user: Any, action: str, resource: str) -> bool:
        asked.append((action, resource))
        return False

    monkeypatch.setattr(jp_serverapp.authorizer, "is_authorized", refuse)
    for method, address in ADDRESSES:
        code, _ = await ask(*address.split("/"), method=method, **({"body": BODY} if method == "POST" else {}))
        assert code == 403
    assert {resource for _, resource in asked} == {"nb2pkg"}


TEMPLATES = [
    *("https://example.org/t.git", "git+file:///etc", "git@example.org:t.git", "gh:a/b", "ext::sh -c touch% x", "~/t"),
    *(path for path in OUTSIDE if path),
]


@pytest.mark.parametrize("template", TEMPLATES)
async def test_templates_are_named_by_the_administrator_or_lie_below_the_root(ask: Ask, template: str) -> None:
    code, answer = await ask("convert", body=BODY | {"template": template})
    if code == 202:  # an odd name of a folder that is not there
        assert (await _ended(ask, answer["id"]))["problem"]["detail"].endswith("is no template.")
    else:
        assert (code, answer["status"]) in {(400, 400), (403, 403)}


@pytest.mark.parametrize("answers", ["owner=a", [1], ["owner"], ["=x"], ["a b=c"], ["a=1"] * 101, {"a": "b"}])
async def test_answers_to_a_template_are_texts(ask: Ask, answers: Any) -> None:
    assert (await ask("convert", body=BODY | {"template": "t", "answers": answers}))[0] == 400


async def test_nothing_is_verified_with_a_template(ask: Ask) -> None:
    assert (await ask("convert", body=BODY | {"template": "t", "verify": True}))[0] == 400


@pytest.mark.parametrize(
    "config",
    [
        "_tasks:\n  - touch {mark}\n",
        "_jinja_extensions:\n  - os.path\n",
        "_external_data:\n  secret: ../../../../../../etc/hostname\n",
        "x: !include ../../../../../../../../etc/hostname\n",
        "x:\n  type: str\n  default: \"{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}\"\n",
    ],
    ids=["tasks", "extensions", "data", "include", "expression"],
)
async def test_a_template_runs_no_code_and_reads_nothing_else(
    ask: Ask, jp_root_dir: Path, tmp_path: Path, config: str
) -> None:
    mark, folder = tmp_path / "mark", jp_root_dir / "t"
    (folder / "template").mkdir(parents=True)
    (folder / "copier.yml").write_text("_subdirectory: template\n" + config.format(mark=mark), encoding="utf-8")
    (folder / "template" / "OUT.jinja").write_text("{{ x }}{{ _external_data.secret }}", encoding="utf-8")
    _, job = await ask("convert", body=BODY | {"template": "t"})
    done = await _ended(ask, job["id"])
    assert (done["state"], done["problem"]["status"], mark.exists()) == ("failed", 422, False)
    assert str(tmp_path) not in done["problem"]["detail"]
    assert not (jp_root_dir / "out").exists()


@pytest.mark.parametrize("where", ["template/OUT", "more"])
async def test_links_in_a_template_are_not_followed(ask: Ask, jp_root_dir: Path, tmp_path: Path, where: str) -> None:
    folder = jp_root_dir / "t"
    (folder / "template").mkdir(parents=True)
    (folder / "copier.yml").write_text("_subdirectory: template\n", encoding="utf-8")
    (tmp_path / "secret").write_text("tiger-99", encoding="utf-8")
    (folder / where).symlink_to(tmp_path / ("secret" if "OUT" in where else "."))
    _, job = await ask("convert", body=BODY | {"template": "t"})
    done = await _ended(ask, job["id"])
    assert (done["state"], where in done["problem"]["detail"]) == ("failed", True)


async def test_git_never_looks_into_a_template_s_folder(ask: Ask, jp_root_dir: Path, tmp_path: Path) -> None:
    folder, mark = jp_root_dir / "t", tmp_path / "mark"
    (folder / "template").mkdir(parents=True)
    (folder / "copier.yml").write_text("_subdirectory: template\n", encoding="utf-8")
    (folder / "template" / "OUT").write_text("out", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    with (folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(f'[core]\n\tfsmonitor = "touch {mark}; false"\n')
    _, job = await ask("convert", body=BODY | {"template": "t"})
    assert (await _ended(ask, job["id"]))["state"] == "done"
    assert (mark.exists(), (jp_root_dir / "out" / "OUT").is_file()) == (False, True)


async def _ended(ask: Ask, id: str) -> Any:
    for _ in range(600):
        _, job = await ask("jobs", id)
        if job["state"] != "running":
            return job
        await asyncio.sleep(0.1)
    raise AssertionError("the job does not end")
