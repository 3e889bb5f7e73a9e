"""Problems of the engine as they are read beside a notebook: the dialog instead of the command line's options."""

from __future__ import annotations

import re

# The first that fits a piece of a hint takes its place.
_IN_THE_DIALOG = [
    (r"replace the earlier package with --force", "let the dialog replace the earlier package"),
    (r"nb2pkg convert .* --force$", "the dialog can replace the package."),
    (r"nb2pkg check .*$", "Findings lists what it forbids, and more."),
    (r"`nb2pkg plan` shows the rest", "the plan shows the rest"),
    (r"pip install 'nb2pkg\[template\]'", "Install nb2pkg[template] where the Jupyter server runs."),
    (r" Or name another interpreter with --python\.", ""),
    (r"(?<=, or )use --out", "choose another folder"),
    (r"`--name (\w+)`", r"`\1`"),
    (r" with --(out|data|python)\b", ""),
    (r" \(--answer\)", ""),
]
_TEMPLATE = ("`--template` needs", "Templates need")


def told(text: str, root: str) -> str:
    """What is told of a problem: places as Jupyter shows them, below its root."""
    return text.replace(root.rstrip("/") + "/", "").replace(*_TEMPLATE)


def hinted(hint: str, root: str) -> str:
    """How to mend it, without options that only the command line has."""
    for written, said in _IN_THE_DIALOG:
        hint = re.sub(written, said, hint)
    return told(hint, root)
