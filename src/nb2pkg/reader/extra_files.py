"""What `%%writefile -a` leaves: the text of earlier cells and its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from nb2pkg.model.notebook import ExtraFile
from nb2pkg.reader.magics import Translation


def extra_files(translations: Iterable[Translation]) -> Iterator[ExtraFile]:
    """The files that cells write, each with the whole text that it has then."""
    text_by_path: dict[str, str] = {}
    for translation in translations:
        for item in translation.extra_files:
            before = text_by_path.get(item.path, "") if translation.appends else ""
            text_by_path[item.path] = before + item.text
            yield replace(item, text=before + item.text)


def unfounded_appends(translations: Iterable[Translation]) -> Iterator[ExtraFile]:
    """Files that are added to before the notebook has written them."""
    written: set[str] = set()
    for translation in translations:
        yield from (item for item in translation.extra_files if translation.appends and item.path not in written)
        written.update(item.path for item in translation.extra_files)
