"""Bodies of requests, checked: whatever a browser sends becomes an order to a worker, or a problem."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from nb2pkg.model.choices import Displays, Figures
from nb2pkg.server.places import place_of
from nb2pkg.server.problem import ProblemError
from nb2pkg.server.templates import answers_from, source_of

Json = Mapping[str, Any]
LONGEST_NAME = 100
_Choice = TypeVar("_Choice", bound=Enum)


class Order(Struct, frozen=True, kw_only=True):
    """What a worker shall do: the name of a task, and what it needs for it."""

    task: str
    payload: Json


def body_of(raw: bytes, *, most: int) -> Json:
    """The JSON object in the body of a request."""
    if len(raw) > most:
        size = f"{len(raw) / 1e6:.0f} MB, more than {most / 1e6:.0f}"
        raise ProblemError(413, f"The notebook is too large: {size}.", hint="Clear large outputs.")
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, "The request is not JSON.") from error
    if not isinstance(body, dict):
        raise ProblemError(400, "The request is not a JSON object.")
    return body


def live_order(task: str, body: Json, root: Path) -> Order:
    """To check or plan the notebook in a request."""
    return Order(task=task, payload=_notebook(body, root))


def convert_order(body: Json, root: Path, templates: Sequence[str]) -> Order:
    """To convert the notebook in a request, and to verify the package if that is asked for."""
    name, out = _text(body, "name", default=""), place_of(_text(body, "folder"), root, what="folder")
    template = _text(body, "template", default="").strip()
    payload = {
        **_notebook(body, root),
        "name": name or None,
        "out": str(out),
        "shown": out.relative_to(root.resolve()).as_posix(),
        "displays": _member(Displays, body, "displays", "log").value,
        "figures": _member(Figures, body, "figures", "save").value,
        "force": _flag(body, "force"),
        "handover": _flag(body, "handover"),
        "verify": _flag(body, "verify"),
        "template": source_of(template, root, templates) if template else "",
        "is_folder": template not in templates,
        "answers": answers_from(body.get("answers", [])),
    }
    if template and payload["verify"]:
        raise ProblemError(400, "Verifying does not go with a template.", hint="Convert, then verify the package.")
    return Order(task="convert", payload=payload)


def verify_order(body: Json, root: Path) -> Order:
    """To verify a package against the notebook in a request, which must be what is saved."""
    return Order(
        task="verify",
        payload={**_notebook(body, root), "package": str(place_of(_text(body, "folder"), root, what="folder"))},
    )


def runs_code(order: Order) -> bool:
    """Whether the order makes a worker execute the notebook's code."""
    return order.task == "verify" or bool(order.payload.get("verify"))


def _notebook(body: Json, root: Path) -> dict[str, Any]:
    place = place_of(_text(body, "path"), root, what="notebook's path", may_be_hidden=True)
    return {"text": _notebook_text(body), "path": str(place), "root": str(root.resolve())}


def _notebook_text(body: Json) -> str:
    notebook = body.get("notebook")
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ProblemError(400, "`notebook` must be a notebook: an object with a list of `cells`.")
    return json.dumps(_with_known_language(notebook))


def _with_known_language(notebook: Json) -> Json:
    """Until the kernel has answered, JupyterLab says that the language is called nothing: ruff would look away."""
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict) or metadata.get("language_info") != {"name": ""}:
        return notebook
    return {**notebook, "metadata": {key: value for key, value in metadata.items() if key != "language_info"}}


def _text(body: Json, key: str, *, default: str | None = None) -> str:
    value = body.get(key, default)
    if not isinstance(value, str):
        raise ProblemError(400, f"`{key}` must be a text.")
    if key == "name" and len(value) > LONGEST_NAME:
        raise ProblemError(400, f"The name is longer than {LONGEST_NAME} characters.", hint="Give a shorter one.")
    return value


def _flag(body: Json, key: str) -> bool:
    value = body.get(key, False)
    if not isinstance(value, bool):
        raise ProblemError(400, f"`{key}` must be true or false.")
    return value


def _member(kind: type[_Choice], body: Json, key: str, default: str) -> _Choice:
    try:
        return kind(body.get(key, default))
    except ValueError as error:
        wanted = ", ".join(member.value for member in kind)
        raise ProblemError(400, f"`{key}` must be one of {wanted}.") from error
