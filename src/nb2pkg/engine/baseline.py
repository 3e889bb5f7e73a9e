"""Findings that a team has decided to live with: only new ones count.

The file names findings by notebook and fingerprint, with the code and message for people who read it. Fingerprints do
not change when cells move or outputs change. Paths are relative to the file's own folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.report import CheckedNotebook

SCHEMA = 1


def without_known(notebooks: Sequence[CheckedNotebook], file: Path) -> tuple[tuple[CheckedNotebook, ...], int]:
    """The notebooks less the findings in a baseline, and how many these were. Raises Nb2pkgError if it is none."""
    known = _read(file)
    kept = tuple(
        replace(
            notebook,
            findings=tuple(p for p in notebook.findings if p.fingerprint not in known.get(_key(notebook, file), ())),
        )
        for notebook in notebooks
    )
    before, after = (sum(len(n.findings) for n in some) for some in (notebooks, kept))
    return kept, before - after


def baseline_text(notebooks: Sequence[CheckedNotebook], file: Path) -> str:
    """The baseline, to be written to `file`, that knows all these findings."""
    document = {
        "schema": SCHEMA,
        "notebooks": {
            _key(notebook, file): {p.fingerprint: f"{p.finding.code} {p.finding.message}" for p in notebook.findings}
            for notebook in sorted(notebooks, key=lambda notebook: notebook.path)
            if notebook.findings
        },
    }
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def _key(notebook: CheckedNotebook, file: Path) -> str:
    return Path(os.path.relpath(notebook.path, file.parent)).as_posix()


def _read(file: Path) -> dict[str, frozenset[str]]:
    try:
        document = json.loads(file.read_bytes())
        if document["schema"] != SCHEMA:
            raise ValueError(f"schema {document['schema']}")
        return {path: frozenset(found) for path, found in document["notebooks"].items()}
    except FileNotFoundError as error:
        hint = f"Make it with `nb2pkg check --write-baseline {file}`, or check the path."
        raise Nb2pkgError(f"The baseline {file} does not exist.", hint=hint) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "Make it again with `nb2pkg check --write-baseline`."
        raise Nb2pkgError(f"{file} is not a baseline that this version can read.", hint=hint) from error
