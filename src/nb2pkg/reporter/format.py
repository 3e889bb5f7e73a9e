"""A format is one module with a constant `FORMAT`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nb2pkg.model.notebook import Notebook
from nb2pkg.model.plan import PackagePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`render` gives the whole report, ending in a newline; `suffix` is that of a file which holds it."""

    name: str
    suffix: str
    render: Callable[[Notebook, PackagePlan], str]
