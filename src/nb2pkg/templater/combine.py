"""Generated files and the template's become one package; where both have something to say, the contract decides."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.package import File
from nb2pkg.provenance import provenance_path
from nb2pkg.templater.contract import CONTRACT, Contract, contract_of, relocated

_REFERS = (".md", ".toml", ".yml", ".yaml", ".dockerignore", "noxfile.py")  # files that name folders
RECORDS = ".nb2pkg"  # where the base of updates lies
PROJECT, POLICY = "pyproject.toml", "[tool.nb2pkg.audit]"


def combined(generated: Sequence[File], template: Sequence[File]) -> tuple[tuple[File, ...], Contract]:
    """All files of the package, and what was agreed. Raises Nb2pkgError for files that both claim."""
    by_path = {file.path: file.text for file in template}
    contract = contract_of(by_path.pop(CONTRACT, ""))
    ours = moved(generated, contract.folders)
    if kept := sorted(path for path in (*by_path, *contract.take) if _is_our_record(path, ours)):
        raise Nb2pkgError(f"{kept[0]} is nb2pkg's alone.", hint="`nb2pkg update` lives on it: leave it out.")
    same = {path for path in ours.keys() & by_path.keys() if ours[path] == by_path[path]}
    clashes = sorted((ours.keys() & by_path.keys() - contract.take - same) | _files_as_folders(ours, by_path))
    if clashes:
        more = f" and {len(clashes) - 3} more" if len(clashes) > 3 else ""
        hint = f"Name in [files] take of {CONTRACT} what shall be the template's, or let the template leave it out."
        raise Nb2pkgError(f"Both nb2pkg and the template write {', '.join(clashes[:3])}{more}.", hint=hint)
    lost = sorted(contract.take - by_path.keys())
    if lost:
        raise Nb2pkgError(f"The template takes {lost[0]} and does not write it.", hint=f"Correct its {CONTRACT}.")
    files = {**ours, **by_path}
    if contract.require:
        files[PROJECT] = _with_policy(files.get(PROJECT, ""), contract)
    return tuple(File(path=path, text=text) for path, text in sorted(files.items())), contract


def _is_our_record(path: str, ours: Mapping[str, str]) -> bool:
    return path.startswith(f"{RECORDS}/") or path == provenance_path(frozenset(ours))


def _files_as_folders(ours: Mapping[str, str], theirs: Mapping[str, str]) -> set[str]:
    """Files of one side that the other has as folders."""
    folders = {str(parent) for path in (*ours, *theirs) for parent in PurePosixPath(path).parents}
    return folders & (ours.keys() | theirs.keys())


def moved(files: Sequence[File], folders: Mapping[str, str]) -> dict[str, str]:
    """Generated files in the organisation's folders, with what names these folders."""
    return {relocated(file.path, folders): _renamed(file, folders) for file in files}


def _renamed(file: File, folders: Mapping[str, str]) -> str:
    text = file.text
    if not file.path.endswith(_REFERS):
        return text
    for old, new in folders.items():
        text = re.sub(rf"(?<![\w/.-]){old}(?=/|\"|$)|(?<=\.\./){old}(?=/)", new, text, flags=re.MULTILINE)
    return text


def _with_policy(project: str, contract: Contract) -> str:
    if POLICY in project:
        return project  # the template's own word counts
    return f"{project.rstrip()}\n\n{POLICY}\nrequire = {json.dumps(list(contract.require))}\n"
