"""What every page has: a policy that lets nothing in but its own style, a title, a way past the navigation."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator

from nb2pkg.reporter.markup import text
from nb2pkg.reporter.page.style import STYLE

POLICY = (
    "default-src 'none'; img-src data:; "
    f"style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)


def framed(title: str, before: Iterable[str], main: Iterable[str], *, version: str) -> Iterator[str]:
    """The lines of a page: `before` stands above its main part."""
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#main">To the content</a>'
    yield from before
    yield '<main id="main">'
    yield from main
    yield f'</main>\n<footer><div class="wide">nb2pkg {text(version)}. Nothing was executed.</div></footer>'
    yield "</body>\n</html>"
