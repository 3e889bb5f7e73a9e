"""The rules as one Markdown document, `docs/rules.md`: a table for each family, then a section for each rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from nb2pkg.model.finding import Cure
from nb2pkg.model.report import RuleInfo
from nb2pkg.reporter.rule_text import shown_example

FAMILIES = {
    "NB1": "Hidden state",
    "NB2": "Paths and environment",
    "NB3": "Secrets, privacy, safety",
    "NB4": "Leakage and correctness of models",
    "NB5": "Reproducibility",
    "NB6": "Structure and hand-over",
}
HEAD = """# Rules of `nb2pkg check`

Made from the rules themselves by `make docs`; do not edit. `nb2pkg explain NB220` shows one of them. Turn rules on and
off by code, by the beginning of codes, or by name: `--select`, `--extend-select`, `--ignore`. In the examples `# %%`
begins a cell, `In[3]` is its execution count, and `#>`, `#=`, `#!` stand for what it printed, showed, and failed with.
"""
_CURES = {
    Cure.NONE: "",
    Cure.LIFTED: "makes it a setting or a parameter",
    Cure.MOVED: "moves it where it belongs",
    Cure.REPLACED: "rewrites it or leaves it out",
    Cure.REFUSED: "keeps it, and lists it in the report",
}


class RulePage(Struct, frozen=True, kw_only=True):
    """A rule and its examples, with the marks of where the findings are."""

    info: RuleInfo
    bad: str
    good: str


def rule_pages(pages: Sequence[RulePage]) -> str:
    """The document about all these rules."""
    parts = [HEAD]
    for prefix, title in FAMILIES.items():
        family = sorted((page for page in pages if page.info.code.startswith(prefix)), key=lambda page: page.info.code)
        if family:
            parts += [f"## {prefix}xx {title}\n", _table(family), *(_section(page) for page in family)]
    return "\n".join(parts)


def _table(family: Sequence[RulePage]) -> str:
    head = ("| code | name | severity | by default | what `convert` does |", "| --- | --- | --- | --- | --- |")
    return "\n".join([*head, *(_row(page.info) for page in family)]) + "\n"


def _row(rule: RuleInfo) -> str:
    state = "on" if rule.is_default else "off"
    link = f"[{rule.code}](#{rule.code.lower()}-{rule.name})"
    return f"| {link} | {rule.name} | {rule.severity.value} | {state} | {_CURES[rule.cure]} |"


def _section(page: RulePage) -> str:
    return "\n".join(_section_lines(page))


def _section_lines(page: RulePage) -> Iterator[str]:
    rule = page.info
    yield f"### {rule.code} {rule.name}\n"
    yield f"**{rule.summary}**\n"
    yield f"{rule.explanation}\n"
    for title, example in (("Found", page.bad), ("Fine", page.good)):
        yield f"{title}:\n\n```python\n{shown_example(example)}\n```\n"
