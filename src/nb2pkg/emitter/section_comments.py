"""Headings between the cells of a function, as comments above the code that they stand over."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from nb2pkg.emitter.docstrings import plain
from nb2pkg.knowledge.verbs import STOPWORDS, is_uninformative
from nb2pkg.model.notebook import Notebook

WIDTH = 78
_NUMBER = re.compile(r"^[\d.]+[.):]?\s+")
# What programs would obey; ruff reads some of it in any case.
_DIRECTIVE = re.compile(
    r"(coding|flake8|fmt|isort|mypy|noqa|nosec|pragma|pylint|pyright|ruff|ty|type|yapf)\b\s*(:|=|$)|noqa|nosec", re.I
)


def section_comment(notebook: Notebook, prose: Iterable[int], *, after: int, before: int) -> list[str]:
    """The heading that stands between two cells of the notebook, as a comment; nothing if there are several.

    Of several, one stands over code that is somewhere else, or over none.
    """
    wanted = {index for index in prose if after < index < before}
    headings = [p.heading for p in notebook.prose if p.index in wanted and p.heading]
    text = _NUMBER.sub("", plain(headings[0])).strip(" #:") if len(headings) == 1 else ""
    words = [word.lower() for word in re.findall(r"\w+", text)]
    if _DIRECTIVE.match(text) or all(len(word) == 1 or word in STOPWORDS or is_uninformative(word) for word in words):
        return []
    return [f"# {textwrap.shorten(text, WIDTH, placeholder=' ...')}"]
