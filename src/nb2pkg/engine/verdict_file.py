"""A verdict that `nb2pkg verify --format json` wrote."""

from __future__ import annotations

import json
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.page import PageVerdict

SCHEMA = 1
_EQUAL = frozenset({"same", "close"})


def read_verdict(file: Path) -> PageVerdict:
    """What is in the file. Raises Nb2pkgError if it is no such verdict."""
    try:
        document = json.loads(file.read_bytes())
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema {document['schema']}")
        return PageVerdict(
            result=str(document["result"]),
            date=str(document["date"]),
            counts=tuple((str(outcome), int(n)) for outcome, n in document["counts"].items() if n),
            differences=tuple(
                (str(one["key"]), str(one["outcome"]), masked(str(one["detail"])))
                for one in document["comparisons"]
                if one["outcome"] not in _EQUAL
            ),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "Write one with `nb2pkg verify --format json`."
        raise Nb2pkgError(f"{file} is no verdict that this version can read.", hint=hint) from error
