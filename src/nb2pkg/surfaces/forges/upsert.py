"""One comment for a request, made once and then changed, so that a discussion is not flooded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import Struct

from nb2pkg.errors import Nb2pkgError
from nb2pkg.reporter.review_markdown import SIGN
from nb2pkg.surfaces.forges.http import Answer, Api

PAGE, MOST_PAGES = 100, 50


class Place(Struct, frozen=True, kw_only=True):
    """Where comments of a request are: paths of the list, and of one of them; how to change one."""

    api: Api
    comments: str
    comment: str  # with `{id}`
    change: str  # the method


def post_comment(forge: str, text: str, environment: Mapping[str, str]) -> str:
    """Writes the comment, or changes the one that is there; what happened in one sentence.

    Raises Nb2pkgError where the environment does not say what is needed, or the server refuses for good. That a token
    may not comment is no error: those of pull requests from forks may not.
    """
    place = FORGES[forge](environment)
    known = _known(place)
    if known is not None:
        answer = place.api.call(place.change, place.comment.format(id=known), {"body": text})
        if answer.status not in {403, 404}:
            return _done(answer, "changed")
    answer = place.api.call("POST", place.comments, {"body": text})
    if answer.status in {401, 403, 404}:
        return f"no comment: the token may not write one (status {answer.status})"
    return _done(answer, "written")


def _done(answer: Answer, what: str) -> str:
    if answer.status in {200, 201}:
        return f"comment {what}"
    said = answer.data.get("message") if isinstance(answer.data, dict) else ""
    raise Nb2pkgError(
        f"The comment could not be {what}: status {answer.status}{f', {said}' if said else ''}.",
        hint="The report is complete without it; `--format markdown` prints it.",
    )


def _known(place: Place) -> int | None:
    """The id of the comment that an earlier run wrote: the newest that ends in our sign."""
    found = [
        comment["id"]
        for comment in _comments(place)
        if isinstance(comment.get("id"), int) and str(comment.get("body", "")).rstrip().endswith(SIGN)
    ]
    return found[-1] if found else None


def _comments(place: Place) -> Iterator[dict[str, Any]]:
    for page in range(1, MOST_PAGES + 1):
        answer = place.api.call("GET", f"{place.comments}?per_page={PAGE}&page={page}")
        some = answer.data if answer.status == 200 and isinstance(answer.data, list) else []
        yield from (comment for comment in some if isinstance(comment, dict))
        if len(some) < PAGE:
            return


def _github(environment: Mapping[str, str]) -> Place:
    token = _needed(environment, "GITHUB_TOKEN")
    repository = _needed(environment, "GITHUB_REPOSITORY")
    number = _pull_request(Path(_needed(environment, "GITHUB_EVENT_PATH")))
    api = Api(
        base=environment.get("GITHUB_API_URL") or "https://api.github.com",
        headers={
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": "nb2pkg",
        },
    )
    issues = f"/repos/{quote(repository)}/issues"
    return Place(api=api, comments=f"{issues}/{number}/comments", comment=f"{issues}/comments/{{id}}", change="PATCH")


def _pull_request(event: Path) -> int:
    try:
        number = json.loads(event.read_bytes())["pull_request"]["number"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Nb2pkgError("This run is not about a pull request.", hint="Run it on `pull_request`.") from error
    if not isinstance(number, int):
        raise Nb2pkgError("The event has no number of a pull request.", hint="Run it on `pull_request`.")
    return number


def _gitlab(environment: Mapping[str, str]) -> Place:
    token = _needed(environment, "GITLAB_TOKEN")
    project, number = _needed(environment, "CI_PROJECT_ID"), _needed(environment, "CI_MERGE_REQUEST_IID")
    api = Api(
        base=environment.get("CI_API_V4_URL") or "https://gitlab.com/api/v4",
        headers={"PRIVATE-TOKEN": token, "Accept": "application/json", "User-Agent": "nb2pkg"},
    )
    notes = f"/projects/{quote(project, safe='')}/merge_requests/{quote(number, safe='')}/notes"
    return Place(api=api, comments=notes, comment=f"{notes}/{{id}}", change="PUT")


def _needed(environment: Mapping[str, str], name: str) -> str:
    if not environment.get(name):
        hint = "`--comment` runs in CI; see docs/ci.md."
        raise Nb2pkgError(f"The environment variable {name} is not set.", hint=hint)
    return environment[name]


FORGES: Mapping[str, Callable[[Mapping[str, str]], Place]] = {"github": _github, "gitlab": _gitlab}
