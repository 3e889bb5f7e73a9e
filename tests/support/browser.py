"""A page in a real browser, without a driver: what becomes of its document, what it complains about, how it looks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
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


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a reader with a narrow window, a keyboard or weak eyes meets.

    `overflow`: pixels by which the page is wider than the window; `unreachable`: boxes that scroll but take no focus;
    `nameless`: what takes focus and has no name; `faint`: text with less contrast than 4.5 to 1, and its contrast.
    """

    overflow: int
    unreachable: list[str]
    nameless: list[str]
    faint: list[str]
    is_dark: bool


_MEASURE = """
const frame = document.querySelector('iframe');
frame.onload = () => {
  const doc = frame.contentDocument, win = frame.contentWindow, root = doc.documentElement;
  for (const box of doc.querySelectorAll('details')) box.open = true;
  const all = [...doc.body.querySelectorAll('*')];
  const called = e => `${e.tagName}.${e.getAttribute('class') || ''} ${e.textContent.slice(0, 40)}`;
  const flows = e => ['auto', 'scroll'].includes(win.getComputedStyle(e).overflowX);
  const scrolls = e => flows(e) && e.scrollWidth > e.clientWidth + 1;
  const named = e => e.textContent.trim() || e.getAttribute('aria-label') || e.closest('label');
  const channels = c => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const solid = e => {
    for (let at = e; at; at = at.parentElement) {
      const c = channels(win.getComputedStyle(at).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const light = c => {
    const [r, g, b] = c.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const speaks = e => !(e instanceof win.SVGElement) && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  const faint = all.filter(speaks).map(e => [contrast(channels(win.getComputedStyle(e).color), solid(e)), e])
    .filter(([ratio]) => ratio < 4.5).map(([ratio, e]) => ratio.toFixed(2) + ' ' + called(e));
  const result = {
    overflow: Math.max(0, root.scrollWidth - root.clientWidth),
    unreachable: all.filter(e => scrolls(e) && e.tabIndex !== 0).map(called),
    nameless: all.filter(e => e.tabIndex === 0 && !named(e)).map(called),
    faint: [...new Set(faint)],
    is_dark: win.matchMedia('(prefers-color-scheme: dark)').matches,
  };
  document.getElementById('result').textContent = JSON.stringify(result);
};
frame.srcdoc = PAGE;
"""


def measured(page: Path, folder: Path, *, width: int, dark: bool = False) -> Measured:
    """Measures the page from outside, in a frame: its policy lets no script into it."""
    harness = folder / f"measure-{width}-{dark}.html"
    text = json.dumps(page.read_text(encoding="utf-8")).replace("<", "\\u003c")
    harness.write_text(
        '<!doctype html><meta charset="utf-8"><pre id="result"></pre>'
        f'<iframe style="width:{width}px;height:800px"></iframe>'
        f"<script>const PAGE = {text};{_MEASURE}</script>",
        encoding="utf-8",
    )
    more = ("--force-dark-mode",) if dark else ()
    dom = shown(harness, folder / f"profile-{width}-{dark}", patience_ms=5_000, more=more).dom
    found = re.search(r'<pre id="result">(\{.*?\})</pre>', dom, re.DOTALL)
    assert found is not None, dom[:500]
    return Measured(**json.loads(unescape(found[1])))
