"""The notebook was last run with a version of Python that gets no fixes any more, not even for security.

Many operations teams do not run it, current releases of pandas or scikit-learn are not made for it, and an upgrade
changes results. Run the notebook again with a version that is maintained before it is handed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.finding import Hit, Severity, whole_notebook
from nb2pkg.rules.reproducibility.language_versions import END_OF_LIFE, recorded_version
from nb2pkg.rules.rule import Rule, Subject


def _whole(subject: Subject) -> Iterator[Hit]:
    recorded = recorded_version(subject.notebook)
    ended = END_OF_LIFE.get(recorded) if recorded else None
    if ended:
        message = (
            f"the notebook was run with Python {subject.notebook.python_version}, which gets no fixes since {ended}"
        )
        yield Hit(message=message, at=whole_notebook())


def _metadata(version: str) -> str:
    return f'# metadata: {{"language_info": {{"name": "python", "version": "{version}"}}}}\n'


RULE = Rule(
    code="NB511",
    name="end-of-life-python",
    severity=Severity.INFO,
    is_default=False,  # true of most notebooks that are a few years old
    whole=_whole,
    bad=(
        _metadata("3.6.9") + "# %%\nx = 1",
        _metadata("3.8.18") + "# %%\nx = 1",
        _metadata("3.5.2") + "# %%\nx = 1",
    ),
    good=(
        _metadata("3.12.1") + "# %%\nx = 1",
        _metadata("3.10.0") + "# %%\nx = 1",
        "x = 1",
        _metadata("unknown") + "# %%\nx = 1",
    ),
)
