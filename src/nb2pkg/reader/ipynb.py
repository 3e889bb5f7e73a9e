"""`.ipynb` files, with the standard library alone."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.notebook import FormatDefect
from nb2pkg.reader.defects import format_defects
from nb2pkg.reader.old_formats import OLD_FORMATS, NotUpgradable, upgraded
from nb2pkg.reader.raw import Json, RawNotebook, raw_notebook, unsoundness


def read_ipynb(text: str, *, name: str, encoded: bytes = b"") -> RawNotebook:
    """The notebook in the text of a file called `name`. `encoded` is the same in UTF-8, which is faster to parse."""
    document = _parsed(text, name, encoded)
    if not isinstance(document, dict) or not ({"cells", "worksheets"} & document.keys() or "nbformat" in document):
        raise Nb2pkgError(
            f"{name} is JSON, but not a notebook.", hint="A notebook is an object with a list of `cells`."
        )
    version = document.get("nbformat", 4)
    if version in OLD_FORMATS:
        return _old_notebook(document, name)
    if version != 4:
        raise _invalid(name, f"format {version!r:.20} is none that nb2pkg knows")
    if problem := unsoundness(document):
        raise _invalid(name, problem)
    return raw_notebook(document, defects=format_defects(document))


def _parsed(text: str, name: str, encoded: bytes) -> Any:
    if not text or text.isspace():
        raise Nb2pkgError(
            f"{name} is empty.", hint="Open and save the notebook once, or take it from version control again."
        )
    try:
        return _document(text, encoded)
    except RecursionError as error:
        raise Nb2pkgError(
            f"{name} is nested too deeply to be a notebook.", hint="Check where the file comes from."
        ) from error
    except json.JSONDecodeError as error:
        raise _not_json(error, text, name) from error
    except ValueError as error:  # Python reads whole numbers of 4,300 digits at most
        raise Nb2pkgError(
            f"{name} holds a number of thousands of digits, which no notebook does.",
            hint="Check where the file comes from.",
        ) from error


def _document(text: str, encoded: bytes) -> Any:
    """What the text says. What only Python takes for JSON (`NaN`), and what is wrong with it, is for its own parser."""
    with suppress(msgspec.DecodeError, RecursionError):
        if encoded:
            return msgspec.json.decode(encoded)
    document = json.loads(text)
    has_halves = "\\u" in text and ("\\ud" in text or "\\uD" in text)
    return _without_lone_surrogates(document) if has_halves else document


def _not_json(error: json.JSONDecodeError, text: str, name: str) -> Nb2pkgError:
    start = text.lstrip()
    if "\n<<<<<<< " in text or "\n>>>>>>> " in text:
        return Nb2pkgError(
            f"{name} holds the marks of a merge conflict.", hint="Resolve it first, e.g. with `nbdime mergetool`."
        )
    if start[:1] not in "{[":
        return Nb2pkgError(
            f"{name} is not JSON, so it is not a notebook.", hint="Is it a script or an HTML page saved as .ipynb?"
        )
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return Nb2pkgError(
            f"{name} is truncated: its JSON ends in the middle (line {error.lineno}).",
            hint="Download or copy the file again; if it is your own, look for it in `.ipynb_checkpoints`.",
        )
    return Nb2pkgError(
        f"{name} is not JSON: {error.msg[0].lower()}{error.msg[1:]} at line {error.lineno}, column {error.colno}.",
        hint="Repair the file there, or save it again from Jupyter.",
    )


def _without_lone_surrogates(value: Any) -> Any:
    """Halves of a surrogate pair are no text: Python's parser and every encoder refuse them."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_lone_surrogates(item) for item in value]
    return {key: _without_lone_surrogates(item) for key, item in value.items()} if isinstance(value, dict) else value


def _old_notebook(document: Json, name: str) -> RawNotebook:
    version = document["nbformat"]
    try:
        found = FormatDefect(cell=None, message=f"it is of the old format {version}")
        return raw_notebook(upgraded(document), notes=(f"upgraded from notebook format {version}",), defects=(found,))
    except NotUpgradable as error:
        raise _invalid(name, "it cannot be upgraded to format 4") from error


def _invalid(name: str, problem: str) -> Nb2pkgError:
    return Nb2pkgError(
        f"{name} is not a valid notebook: {problem}.",
        hint="Open it in Jupyter and save it again, or look at what nbformat's `validate` says of it.",
    )
