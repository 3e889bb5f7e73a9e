"""A page in a real browser, without a driver: what becomes of its document, what it complains about, how it looks."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --enable-logging=stderr"
).split()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The document after all has been done, and the lines of the console."""

    dom: str
    console: tuple[str, ...]


def shown(page: Path, profile: Path, *, width: int = 1200, patience_ms: int = 0, more: tuple[str, ...] = ()) -> Shown:
    """Opens the page. `patience_ms`: time for scripts, in the page's own clock."""
    options = [f"--user-data-dir={profile}", f"--window-size={width},900", "--dump-dom", *more]
    options += [f"--virtual-time-budget={patience_ms}"] if patience_ms else []
    command = [str(CHROMIUM), *_OPTIONS, *options, page.absolute().as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    said = tuple(line for line in done.stderr.splitlines() if "CONSOLE" in line or "Refused" in line)
    return Shown(dom=done.stdout, console=said)
