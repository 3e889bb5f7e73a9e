"""One comment on a request, against a server that checks what it is asked."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reporter.review_markdown import SIGN
from nb2pkg.surfaces.forges import http as forge_http
from nb2pkg.surfaces.forges import post_comment
from tests.support.fake_forge import FakeForge, fake_forge, odd_server

TEXT = f"## verdict\n\n{SIGN}\n"


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    monkeypatch.setattr(forge_http.time, "sleep", WAITED.append)
    WAITED.clear()
    with fake_forge() as one:
        yield one


WAITED: list[float] = []


@pytest.fixture(params=["github", "gitlab"])
def place(request: pytest.FixtureRequest, forge: FakeForge, tmp_path: Path) -> tuple[str, dict[str, str]]:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}))
    if request.param == "github":
        names = {"GITHUB_TOKEN": "t0k", "GITHUB_REPOSITORY": "ann/shop", "GITHUB_EVENT_PATH": str(event)}
        return "github", names | {"GITHUB_API_URL": forge.url + "/api/v3"}
    names = {"GITLAB_TOKEN": "t0k", "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "7"}
    return "gitlab", names | {"CI_API_V4_URL": forge.url + "/api/v4/"}


def test_the_first_comment_is_written(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    name, environment = place
    assert post_comment(name, TEXT, environment) == "comment written"
    listed, posted = forge.asked
    path = (
        "/api/v3/repos/ann/shop/issues/7/comments" if name == "github" else "/api/v4/projects/12/merge_requests/7/notes"
    )
    assert (listed.method, listed.path) == ("GET", f"{path}?per_page=100&page=1")
    assert (posted.method, posted.path, posted.body) == ("POST", path, {"body": TEXT})
    token = ("authorization", "Bearer t0k") if name == "github" else ("private-token", "t0k")
    for asked in forge.asked:
        assert asked.headers[token[0]] == token[1]
    assert posted.headers["content-type"] == "application/json"


def test_a_comment_of_ours_is_changed_wherever_it_is(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    name, environment = place
    forge.comments += [{"id": n, "body": f"see {SIGN} there" if n == 5 else "x"} for n in range(1, 251)]
    forge.comments[199]["body"] = f"old\n{SIGN}"
    assert post_comment(name, TEXT, environment) == "comment changed"
    assert [a.method for a in forge.asked] == ["GET", "GET", "GET", "PATCH" if name == "github" else "PUT"]
    assert forge.asked[-1].path.endswith("/comments/200" if name == "github" else "/notes/200")
    assert forge.comments[199]["body"] == TEXT
    assert len(forge.comments) == 250


def test_twice_is_one_comment(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    name, environment = place
    post_comment(name, TEXT, environment)
    post_comment(name, TEXT.replace("verdict", "new"), environment)
    assert [comment["body"] for comment in forge.comments] == [TEXT.replace("verdict", "new")]


def test_somebody_elses_comment_with_our_sign_is_left(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    name, environment = place
    forge.comments.append({"id": 1, "body": SIGN})
    forge.answers.append(("PATCH" if name == "github" else "PUT", 403, {}))
    assert post_comment(name, TEXT, environment) == "comment written"
    assert len(forge.comments) == 2


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_token_that_may_only_read_is_no_error(
    forge: FakeForge, place: tuple[str, dict[str, str]], status: int
) -> None:
    forge.answers.append(("POST", status, {}))
    assert f"status {status}" in post_comment(*_arguments(place))


def _arguments(place: tuple[str, dict[str, str]]) -> tuple[str, str, dict[str, str]]:
    return place[0], TEXT, place[1]


def test_what_is_refused_is_said(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    forge.answers.append(("POST", 422, {}))
    with pytest.raises(Nb2pkgError, match="status 422, no"):
        post_comment(*_arguments(place))


def test_patience(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    forge.answers += [("GET", 429, {"Retry-After": "7"}), ("GET", 502, {})]
    assert post_comment(*_arguments(place)) == "comment written"
    assert [seconds for seconds in WAITED if seconds] == [7.0, 1.0]


def test_patience_ends(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    forge.answers += [("POST", 429, {"Retry-After": "9000"})] * 3
    with pytest.raises(Nb2pkgError, match="status 429"):
        post_comment(*_arguments(place))
    assert max(WAITED) <= 60


def test_a_redirect_does_not_carry_the_token_away(forge: FakeForge, place: tuple[str, dict[str, str]]) -> None:
    with fake_forge() as other:
        forge.answers.append(("POST", 307, {"Location": other.url + "/x"}))
        with pytest.raises(Nb2pkgError, match="status 307"):
            post_comment(*_arguments(place))
        assert other.asked == []


def test_a_server_that_does_not_answer(forge: FakeForge, monkeypatch: pytest.MonkeyPatch) -> None:
    api = forge_http.Api(base="http://127.0.0.1:9", headers={}, timeout=0.5)
    with pytest.raises(Nb2pkgError, match="cannot be reached"):
        api.call("GET", "/x")


HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "closes"),
    [
        (b"", False),
        (HEAD % b"200 OK" + b'{"id"', False),
        (HEAD % b"500 Oh" + b'{"mes', False),
        (HEAD % b"200 OK" + b'{"id"', True),
        (HEAD % b"500 Oh" + b'{"mes', True),
        (b"", True),
        (b"nonsense\r\n\r\n", True),
    ],
    ids=["silent", "stalls", "stalls in an error", "breaks off", "breaks off in an error", "hangs up", "nonsense"],
)
def test_a_server_that_stops_in_the_middle(monkeypatch: pytest.MonkeyPatch, said: bytes, closes: bool) -> None:
    """One sentence after the time that we give it, not a wait without end and no stack of calls."""
    monkeypatch.setattr(forge_http.time, "sleep", lambda _: None)
    with odd_server(said, closes=closes) as url:
        api = forge_http.Api(base=url, headers={}, timeout=0.3)
        started = time.monotonic()
        with pytest.raises(Nb2pkgError, match=r"cannot be reached|did not answer"):
            api.call("GET", "/x")
        assert time.monotonic() - started < 5


def test_tokens_go_over_https_only() -> None:
    with pytest.raises(Nb2pkgError, match="not an HTTPS address"):
        forge_http.Api(base="http://git.example.org/api", headers={})


@pytest.mark.parametrize("missing", ["GITHUB_TOKEN", "GITHUB_REPOSITORY", "GITHUB_EVENT_PATH"])
def test_what_is_missing_is_said(tmp_path: Path, missing: str) -> None:
    (tmp_path / "event.json").write_text("{}")
    names = {"GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "a/b", "GITHUB_EVENT_PATH": str(tmp_path / "event.json")}
    with pytest.raises(Nb2pkgError, match=missing):
        post_comment("github", TEXT, names | {missing: ""})
    with pytest.raises(Nb2pkgError, match="not about a pull request"):
        post_comment("github", TEXT, names)
