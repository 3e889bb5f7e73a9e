"""A stored output runs JavaScript.

A browser runs it for whoever opens the notebook where it is trusted, with that person's rights in Jupyter; elsewhere
(GitHub, previews, diffs) it is blocked, and the output is empty. Prefer static output in notebooks that are shared
(`fig.show("png")`, `hv.extension` without inline resources), and clear outputs of unknown origin before trusting them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nb2pkg.model.finding import Fix, Hit, Severity, whole_cell
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.rule import Rule, Subject

_SCRIPT = pattern_of(r"<script\b(?![^>]*type=[\"']?(?:application/(?:ld\+)?json|math/tex))|\son(?:load|error)=", re.I)
_FAR = 1_000_000  # characters; whoever runs scripts does so earlier
_MIMES = frozenset({"application/javascript", "text/javascript"})


def _whole(subject: Subject) -> Iterator[Hit]:
    for cell in subject.notebook.cells:
        for index, output in enumerate(cell.outputs):
            if _MIMES & set(output.mimes) or _is_script(output.html):
                yield Hit(
                    message="an output of this cell runs JavaScript in the browser of whoever opens the notebook",
                    at=whole_cell(cell.index),
                    output=index,
                    fix=Fix(description="clear the outputs of this cell", cleared=(cell.index,)),
                )


def _is_script(html: str) -> bool:
    lower = html[:_FAR].lower()
    return any(hint in lower for hint in ("<script", "onload=", "onerror=")) and _SCRIPT.search(html) is not None


RULE = Rule(
    code="NB331",
    name="javascript-output",
    severity=Severity.INFO,
    is_default=False,
    whole=_whole,
    bad=(
        "fig\n#= Figure\n#html= «<div id='p'></div><script type='text/javascript'>Plotly.newPlot('p', [])</script>",
        'm\n#html= «<iframe srcdoc="x" onload="go()"></iframe>',
        "m\n#html= «<SCRIPT src='https://cdn.example.org/x.js'></SCRIPT>",
    ),
    good=(
        "df\n#= text\n#html= <table><tr><td>script</td></tr></table>",
        "print('<script>')\n#> <script>alert(1)</script>",
        "f\n#= x\n#html= <script type='math/tex'>x^2</script><img src='a.png'>",
        "# %% [markdown]\n# <script>alert(1)</script>",
    ),
)
