"""A local server that stands in for the REST APIs of GitHub and GitLab, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any


@dataclass(kw_only=True)
class Asked:
    """A request."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass(kw_only=True)
class FakeForge:
    """`comments` are those that are there; `answers` are given first: (method, status, headers)."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], Any]:
        """What the server says: a list of comments, a new one, a changed one."""
        self.asked.append(asked)
        if self.answers and self.answers[0][0] == asked.method:
            _, status, headers = self.answers.pop(0)
            return status, headers, {"message": "no"}
        path, _, query = asked.path.partition("?")
        if asked.method == "GET":
            values = dict(pair.split("=") for pair in query.split("&"))
            size, page = int(values["per_page"]), int(values["page"])
            return 200, {}, self.comments[(page - 1) * size : page * size]
        if asked.method == "POST":
            self.comments.append({"id": len(self.comments) + 1, "body": asked.body["body"]})
            return 201, {}, self.comments[-1]
        comment = next(one for one in self.comments if one["id"] == int(path.rpartition("/")[2]))
        comment["body"] = asked.body["body"]
        return 200, {}, comment


@contextmanager
def fake_forge() -> Iterator[FakeForge]:
    """The server, on a free port, for as long as the block lasts."""
    forge = FakeForge()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(size)) if size else None
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(method=self.command, path=self.path, headers=headers, body=body)
            status, more, data = forge.answer(asked)
            content = json.dumps(data).encode()
            self.send_response(status)
            for name, value in {**more, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = _handle

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forge.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def odd_server(said: bytes, *, closes: bool) -> Iterator[str]:
    """A server that says so much to whoever calls, then hangs up, or says nothing more while the block lasts."""
    is_over = threading.Event()

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            """Says it."""
            self.request.recv(65_536)
            self.request.sendall(said)
            if not closes:
                is_over.wait()

    server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()
