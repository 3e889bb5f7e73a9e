"""`*.case`: a notebook and what must become of it, in one text file of named sections.

    A line or two that say what the case is about.
    -- notebook --
    # %%
    x = 1
    -- src/x/pipeline.py --
    ...

A section begins at a line `-- name --` and ends at the next such line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_SECTION = re.compile(r"^-- (\S.*\S|\S) --$", re.M)
GIVEN = ("notebook", "options")
INPUT = "input/"
OPTIONS = frozenset(
    {"broken", "cut", "script", "unclean", "undefined", "run", "newline", "bom", "name", "stdin", "seeds"}
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case. `sections` by name, as in the file."""

    path: Path
    about: str
    sections: Mapping[str, str]

    @property
    def name(self) -> str:
        """The package's name, that of the file unless an option says otherwise."""
        return self.options.get("name", self.path.stem.replace("-", "_"))

    @cached_property
    def options(self) -> dict[str, str]:
        """`key: value` lines.

        broken: why the package does not yet do what the notebook does (the test must fail until it is mended);
        cut: the same, where the package is cut wherever possible;
        unclean: what ruff still finds;
        undefined: why a name is, and is marked; run: no (with the reason);
        newline: crlf; bom: yes; name; stdin; seeds: yes (the package is built under other hash seeds too).
        """
        lines = self.sections.get("options", "").strip().splitlines()
        found = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
        if unknown := found.keys() - OPTIONS:
            raise ValueError(f"{self.path.name}: no such option: {sorted(unknown)}")
        return found

    @property
    def inputs(self) -> dict[str, str]:
        """Files that lie beside the notebook."""
        return {key.removeprefix(INPUT): text for key, text in self.sections.items() if key.startswith(INPUT)}

    @property
    def expected(self) -> dict[str, str]:
        """The sections that `--update-cases` writes."""
        return {key: text for key, text in self.sections.items() if key not in GIVEN and not key.startswith(INPUT)}

    def updated(self, expected: Mapping[str, str]) -> str:
        """The file's text with these sections in place of the old ones."""
        given = {key: text for key, text in self.sections.items() if key not in self.expected}
        parts = [self.about, *(f"-- {key} --\n{text}" for key, text in {**given, **expected}.items())]
        return "".join(part if part.endswith("\n") else part + "\n" for part in parts if part)


def read_case(path: Path) -> Case:
    """Read a case file."""
    about, *rest = _SECTION.split(path.read_text(encoding="utf-8"))
    names, bodies = rest[::2], rest[1::2]
    if len(set(names)) != len(names):
        raise ValueError(f"{path.name}: a section appears twice")
    return Case(path=path, about=about, sections=dict(zip(names, (b.removeprefix("\n") for b in bodies), strict=True)))
