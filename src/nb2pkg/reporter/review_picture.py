"""What changed in the data flow as a small Mermaid picture. Labels hold letters, digits and a few signs: no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.model.review import Fate, NotebookReview

MOST_LINKS = 14
NAMELESS = "no name"  # Mermaid takes no empty label
_NOT_PLAIN = re.compile(r"[^\w .,/=+-]|_{2,}")  # letters of all scripts are plain
_LONGEST = 40
_CLASSES = (
    "classDef added fill:#dafbe1,stroke:#1a7f37,color:#1b1f24",
    "classDef changed fill:#fff8c5,stroke:#9a6700,color:#1b1f24",
    "classDef removed fill:#ffebe9,stroke:#cf222e,color:#1b1f24,stroke-dasharray:4",
    "classDef same fill:#f6f8fa,stroke:#8c959f,color:#1b1f24",
)


def picture(notebook: NotebookReview) -> str:
    """The picture, without its fence; empty where no link between cells and no file changed."""
    links = notebook.flow.links[:MOST_LINKS]
    files = [*_files(notebook)]
    if not links and not files:
        return ""
    nodes = sorted({end for link in links for end in (link.writer, link.reader)})
    fates = {c.after if c.after is not None else -1 - (c.before or 0): c for c in notebook.cells}
    lines = ["flowchart LR"]
    for node in nodes:
        change = fates.get(node)
        number = f"cell {node + 1}" if node >= 0 else f"old cell {-node}"
        title = f": {label(change.title)}" if change and label(change.title) else ""
        lines.append(f'  {_name(node)}["{number}{title}"]:::{_class(change.fate if change else None)}')
    for link in links:
        arrow = "==>" if link.is_added else "-.->"
        names = ", ".join(link.names[:4]) + (", ..." if len(link.names) > 4 else "")
        lines.append(
            f'  {_name(link.writer)} {arrow}|"{"+" if link.is_added else "-"} {label(names)}"| {_name(link.reader)}'
        )
    lines += files
    return "\n".join([*lines, *(f"  {one}" for one in _CLASSES)])


def _files(notebook: NotebookReview) -> Iterator[str]:
    """Files that are read or written now, or no longer, beside the cells."""
    number = 0
    for delta, before, after in ((notebook.flow.reads, "", " --> nb"), (notebook.flow.writes, "nb --> ", "")):
        for names, fate in ((delta.added, "added"), (delta.removed, "removed")):
            for name in names[:5]:
                number += 1
                yield f'  {before}f{number}[("{label(name) or NAMELESS}")]{after}'
                yield f"  class f{number} {fate}"
    if number:
        yield '  nb(["notebook"])'


def label(text: str) -> str:
    """Text that means nothing to Mermaid, to Markdown or to a browser."""
    return _NOT_PLAIN.sub(" ", text[: 2 * _LONGEST])[:_LONGEST].strip()


def _name(node: int) -> str:
    return f"c{node}" if node >= 0 else f"old{-node}"


def _class(fate: Fate | None) -> str:
    match fate:
        case Fate.ADDED:
            return "added"
        case Fate.REMOVED:
            return "removed"
        case Fate.CHANGED:
            return "changed"
    return "same"
