"""The whole page."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files

from nb2pkg.model.estate import EstateSummary
from nb2pkg.reporter.estate_page.charts import bars, share
from nb2pkg.reporter.estate_page.sections import (
    changes_section,
    clusters_section,
    notebooks_section,
    owners_section,
    rules_section,
    unreachable_notice,
    worth_section,
)
from nb2pkg.reporter.markup import message, text


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


STYLE, SCRIPT = _own("style.css"), _own("script.js")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"
)
_CONTENTS = (
    ("readiness", "Readiness"),
    ("changes", "Since the last run"),
    ("worth", "Worth converting"),
    ("rules", "Rules"),
    ("clusters", "Duplicated cells"),
    ("dependencies", "Dependencies"),
    ("owners", "Owners"),
    ("notebooks", "Notebooks"),
)


def render_estate(summary: EstateSummary) -> str:
    """One HTML file about all notebooks. Its only script filters its tables."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: EstateSummary) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(summary.root)}: notebooks</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield '<a class="skip" href="#main">To the content</a>'
    yield from _head(summary)
    links = "".join(f'<li><a href="#{name}">{said}</a></li>' for name, said in _CONTENTS)
    yield f'<nav aria-label="Contents"><div class="wide"><ul>{links}</ul></div></nav>'
    yield '<main id="main" class="wide">'
    yield from _readiness(summary)
    yield from changes_section(summary.changes)
    yield from worth_section(summary.worth)
    yield from rules_section(summary)
    yield from clusters_section(summary)
    yield from _dependencies(summary)
    yield from owners_section(summary.owners)
    yield from notebooks_section(summary)
    yield f'</main>\n<footer><div class="wide">nb2pkg {text(summary.version)}, {text(summary.date)}. '
    yield "Nothing was executed. All of it is in the Parquet files beside this page.</div></footer>"
    yield f"<script>{SCRIPT}</script>\n</body>\n</html>"


def _head(summary: EstateSummary) -> Iterator[str]:
    count = summary.notebooks
    ready = sum(number for grade, number in summary.grades if grade in "AB")
    graded = sum(number for _, number in summary.grades)
    facts = (
        (f"{count:,}", "notebooks"),
        (f"{summary.code_lines:,}", "lines of code"),
        (share(ready, graded), "are ready or nearly (A, B)"),
        (share(summary.hidden_state, count), f"have hidden state ({summary.hidden_state:,})"),
        (f"{summary.secrets:,}", "hold secrets"),
        (share(summary.duplicated_cells, summary.comparable_cells), "of larger cells stand in other notebooks too"),
    )
    items = "".join(
        f'<li><b>{text(value)}</b><span class="small soft">{text(said)}</span></li>' for value, said in facts
    )
    yield f'<header><div class="wide"><h1>{text(summary.root)}</h1>'
    yield f'<p class="soft">All notebooks, as they were on {text(summary.date)}</p>'
    yield f'<ul class="facts">{items}</ul></div></header>'


def _readiness(summary: EstateSummary) -> Iterator[str]:
    graded = sum(number for _, number in summary.grades)
    names = {
        "A": "A  ready",
        "B": "B  nearly ready",
        "C": "C  needs work",
        "D": "D  something fails",
        "F": "F  far from it",
    }
    shown = [(names[grade], number) for grade, number in summary.grades]
    classes = [f"g{grade}" for grade, _ in summary.grades]
    if summary.notebooks > graded:
        shown.append(("not graded", summary.notebooks - graded))
        classes.append("g-")
    yield '<section id="readiness"><h2>Readiness</h2>'
    yield '<p class="soft">The weakest family of rules decides the grade of a notebook.</p><div class="pair"><div>'
    picture = bars("Notebooks by grade", shown, of=summary.notebooks, classes=classes)
    yield f"<h3>Notebooks by grade</h3>{picture}</div><div>"
    yield "<h3>What keeps them from it: notebooks with an error or a warning</h3>"
    yield f"{bars('Notebooks by family of rules', summary.families, of=summary.notebooks)}</div></div>"
    yield from unreachable_notice(summary.unreachable)
    if summary.reasons:
        items = "".join(f"<li>{number:,}: {message(why)}</li>" for why, number in summary.reasons)
        count = sum(number for name, number in summary.standings if name != "checked")
        yield f"<details><summary>{count:,} could not be checked: why</summary><ul>{items}</ul></details>"
    yield "</section>"


def _dependencies(summary: EstateSummary) -> Iterator[str]:
    some = summary.dependencies[:30]
    half = -(-len(some) // 2)
    yield '<section id="dependencies"><h2>Dependencies</h2>'
    if not some:
        yield "<p>Nothing is imported that must be installed.</p></section>"
        return
    yield f'<p class="soft">The {len(some)} most used of {summary.number_dependencies:,}, by notebooks.</p>'
    yield '<div class="pair">'
    for part in (some[:half], some[half:]):
        if part:
            yield f"<div>{bars('Dependencies by notebooks', part, of=summary.notebooks, most=some[0][1])}</div>"
    yield "</div></section>"
