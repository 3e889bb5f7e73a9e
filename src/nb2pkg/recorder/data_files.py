"""The files that a run has read: whether tests can be given them, and with which persons."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from nb2pkg.recorder.made_up import with_made_up_persons
from nb2pkg.recorder.persons import is_private_file

MOST_DATA = 600_000  # characters of all files that were read


class DataFiles(Struct, frozen=True, kw_only=True):
    """Texts by path. `why_not` says why they cannot be in the package: all of them, as some would be of no use.

    `made_up` are the files whose persons are.
    """

    texts: Mapping[str, str]
    why_not: str = ""
    made_up: tuple[str, ...] = ()


def data_files(texts: Mapping[str, str] | None) -> DataFiles:
    """The files as they are; None if some are no text."""
    if texts is None:
        return DataFiles(texts={}, why_not="some of it is no text")
    private = _private(texts)
    why = f"{', '.join(private)} may tell of persons, or holds secrets" if private else ""
    return DataFiles(texts=texts, why_not=f"it is larger than {MOST_DATA // 1000} kB" if _is_large(texts) else why)


def among_others(data: DataFiles) -> DataFiles | None:
    """The same files with made-up persons, where nothing else keeps them out of the package; else None."""
    private = _private(data.texts)
    if not private or _is_large(data.texts):
        return None
    texts = with_made_up_persons(data.texts)
    return DataFiles(texts=texts, made_up=private) if texts is not None else None


def _is_large(texts: Mapping[str, str]) -> bool:
    return sum(map(len, texts.values())) > MOST_DATA


def _private(texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name, text in sorted(texts.items()) if is_private_file(text))
