"""Calls of a REST API with a token: HTTPS only, no redirects (they would carry it away), few patient tries."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError

TIMEOUT = 20.0  # seconds for one try
TRIES, LONGEST_WAIT = 3, 60.0
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


class Answer(Struct, frozen=True, kw_only=True):
    """What came back. `data` is None where it was no JSON."""

    status: int
    data: Any


class Api(Struct, frozen=True, kw_only=True):
    """Where it is, and the headers that say who we are."""

    base: str
    headers: Mapping[str, str]
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        """Refuses to send a token in the clear."""
        parts = urlsplit(self.base)
        if parts.scheme != "https" and parts.hostname not in _LOCAL:
            raise Nb2pkgError(f"{self.base} is not an HTTPS address.", hint="A token is sent over HTTPS only.")

    def call(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Answer:
        """One call, tried again where the server asks for patience. Raises Nb2pkgError if it cannot be reached."""
        for left in reversed(range(TRIES)):
            answer, wait = self._tried(method, path, body)
            if wait is None or not left:
                return answer
            time.sleep(min(wait, LONGEST_WAIT))
        raise AssertionError("the last try returns")

    def _tried(self, method: str, path: str, body: Mapping[str, str] | None) -> tuple[Answer, float | None]:
        """The answer, and how long to wait before the next try if one makes sense."""
        data = None if body is None else json.dumps(body).encode()
        headers = {**self.headers, **({"Content-Type": "application/json"} if data else {})}
        request = urllib.request.Request(self.base.rstrip("/") + path, data=data, headers=headers, method=method)
        try:
            return self._answered(request)
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", "") or str(error) or type(error).__name__
            raise Nb2pkgError(
                f"{urlsplit(self.base).netloc} cannot be reached: {reason}.", hint="Is the address of the API right?"
            ) from error

    def _answered(self, request: urllib.request.Request) -> tuple[Answer, float | None]:
        """The answer, also where it is that of an error. Either may break off while it is read."""
        try:
            with _OPENER.open(request, timeout=self.timeout) as response:
                return Answer(status=response.status, data=_parsed(response.read())), None
        except urllib.error.HTTPError as error:
            with error:
                return Answer(status=error.code, data=_parsed(error.read())), _wait(error)


def _wait(error: urllib.error.HTTPError) -> float | None:
    """Seconds, where trying again makes sense: too many calls, or a server in trouble."""
    asked = error.headers.get("Retry-After", "")
    if error.code == 429 or (error.code == 403 and asked) or error.code >= 500:
        return float(asked) if asked.isdigit() else 1.0
    return None


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object, **_more: object) -> None:
        """None: the redirect itself becomes the answer."""


_OPENER = urllib.request.build_opener(_NoRedirects)
