"""Mending notebooks in place: the file's text is changed where it must be and nowhere else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from nb2pkg.errors import Nb2pkgError
from nb2pkg.locator.file_edits import with_fixes
from nb2pkg.model.report import CheckedNotebook
from nb2pkg.reader import decoded, read_bytes

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def fix_notebooks(checked: Sequence[CheckedNotebook]) -> tuple[str, ...]:
    """Applies the fixes of all findings; the notebooks that were changed. Only .ipynb files are."""
    return tuple(notebook.path for notebook in checked if fix_notebook(notebook))


def fix_notebook(checked: CheckedNotebook) -> bool:
    """Applies the fixes of a notebook's findings to its file; whether that changed it."""
    fixes = [placed.finding.fix for placed in checked.findings if placed.finding.fix is not None]
    path = Path(checked.path)
    if not fixes or path.suffix != ".ipynb":
        return False
    content = read_bytes(path)
    text = decoded(content, path.name)
    mended = with_fixes(text, fixes)
    if mended == text:
        return False
    mark = BYTE_ORDER_MARK if content.startswith(BYTE_ORDER_MARK) else b""
    _replace(path, mark + mended.encode())
    return True


def _replace(path: Path, content: bytes) -> None:
    """Writes the whole file or nothing; its permissions stay, and a link goes on pointing to it."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".nb2pkg-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, target.stat().st_mode)
        os.replace(name, target)
    except OSError as error:
        raise Nb2pkgError(
            f"{path} cannot be written: {error.strerror}.", hint="Check the permissions of the file and its folder."
        ) from error
