"""The parts of the page that are lists and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nb2pkg.model.estate import (
    Changes,
    Cluster,
    EstateSummary,
    ListedNotebook,
    Moved,
    OwnerCount,
    RuleCount,
    Unreachable,
    Worth,
)
from nb2pkg.reporter.estate_page.charts import mini, share
from nb2pkg.reporter.estate_page.tables import filters, grade, number, row, table
from nb2pkg.reporter.markup import text

KINDS = {"exact": "the same", "renamed": "other names", "changed": "one statement differs"}
WORDS = {"error": "error", "warning": "warning", "info": "note"}


def changes_section(changes: Changes) -> Iterator[str]:
    """What is different since the last run."""
    yield '<section id="changes"><h2>Since the last run</h2>'
    if not changes.since:
        yield "<p>This is the first run.</p></section>"
        return
    yield f"<p>Since {text(changes.since)}: {changes.added:,} new, {changes.changed:,} changed, "
    yield f"{changes.removed:,} gone. Lower grade: {changes.number_worse:,}, higher: {changes.number_better:,}.</p>"
    for said, number_, some in (
        ("Lower", changes.number_worse, changes.worse),
        ("Higher", changes.number_better, changes.better),
    ):
        if some:
            yield f"<details{' open' if said == 'Lower' else ''}><summary>{said}: {number_:,}</summary><ul>"
            yield from (_moved(one) for one in some)
            yield f"</ul>{_rest(number_, len(some))}</details>"
    yield "</section>"


def _moved(one: Moved) -> str:
    return f"<li>{grade(one.before)} → {grade(one.after)} {text(one.path)}</li>"


def _rest(all_: int, shown: int) -> str:
    return f'<p class="soft">And {all_ - shown:,} more.</p>' if all_ > shown else ""


def unreachable_notice(unreachable: Sequence[Unreachable]) -> Iterator[str]:
    """Repositories that are missing here, or older than the page."""
    if not unreachable:
        return
    yield f"<details open><summary>{len(unreachable):,} repositories could not be fetched: why</summary><ul>"
    for one in unreachable:
        yield f"<li>{text(one.url)} ({one.fate}): {text(one.reason)}</li>"
    yield "</ul></details>"


def worth_section(worth: Sequence[Worth]) -> Iterator[str]:
    """The notebooks to begin with."""
    yield '<section id="worth"><h2>Most worth converting</h2>'
    if not worth:
        yield "<p>No notebook has twenty lines of code that parse.</p></section>"
        return
    yield '<p class="soft">Used, shared, substantial, and not far from ready: what is changed often and copied '
    yield 'costs most as it is.</p><ol class="worth">'
    for one in worth:
        why = "; ".join(text(reason) for reason in one.reasons)
        yield f"<li>{grade(one.grade)} <b>{text(one.path)}</b><br>"
        yield f'<span class="small soft">{_code(why)}</span></li>'
    yield "</ol></section>"


def _code(said: str) -> str:
    pieces = said.split("`")
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))


def rules_section(summary: EstateSummary) -> Iterator[str]:
    """Rules by the number of notebooks in which they find something."""
    families = sorted({one.family for one in summary.rules})
    yield '<section id="rules"><h2>Rules by prevalence</h2>'
    if not summary.rules:
        yield "<p>Nothing was found.</p></section>"
        return
    yield filters("t-rules", "Find a rule", selects={"family": families, "severity": tuple(WORDS.values())})
    heads = ("Rule", "Family", "Severity", "#Notebooks", "", "#Findings")
    most = max(one.notebooks for one in summary.rules)
    yield from table("t-rules", heads, (_rule(one, most=most, of=summary.notebooks) for one in summary.rules))
    yield "</section>"


def _rule(one: RuleCount, *, most: int, of: int) -> str:
    word = WORDS[one.severity]
    return row(
        (
            f"<td><b>{text(one.code)}</b> {text(one.name)}</td><td>{text(one.family)}</td>",
            f'<td class="{one.severity}">{word}</td>',
            f'<td class="n">{one.notebooks:,} · {share(one.notebooks, of)}</td>',
            f"<td>{mini(one.notebooks, most)}</td>{number(one.findings)}",
        ),
        words=f"{one.code} {one.name}",
        data={"family": one.family, "severity": word},
    )


def clusters_section(summary: EstateSummary) -> Iterator[str]:
    """Cells that stand in several notebooks."""
    yield '<section id="clusters"><h2>Duplicated cells</h2>'
    if not summary.clusters:
        yield "<p>No larger cell stands in two notebooks.</p></section>"
        return
    yield f"<p>{summary.duplicated_cells:,} of {summary.comparable_cells:,} larger cells are in "
    yield f"{summary.number_clusters:,} clusters over several notebooks: candidates for a shared library. The first "
    yield f"{len(summary.clusters)}, by the code that one place for each would save; "
    yield "size is in nodes of the syntax tree.</p>"
    yield filters("t-clusters", "Find code or a notebook", selects={"kind": tuple(KINDS.values())})
    heads = ("Begins with", "How alike", "#Notebooks", "#Cells", "#Size", "Where")
    yield from table("t-clusters", heads, (_cluster(one) for one in summary.clusters))
    yield "</section>"


def _cluster(one: Cluster) -> str:
    places = "".join(f"<li>{text(place.path)}, cell {place.cell + 1}</li>" for place in one.places)
    first = one.places[0]
    where = f"{text(first.path)}, cell {first.cell + 1}"
    where = f"<details><summary>{where}</summary><ul>{places}</ul>{_rest(one.cells, len(one.places))}</details>"
    return row(
        (
            f'<td class="path"><code>{text(one.preview)}</code></td><td>{KINDS[one.kind]}</td>',
            f'{number(one.notebooks)}{number(one.cells)}{number(one.weight)}<td class="path">{where}</td>',
        ),
        words=" ".join([one.preview, *(place.path for place in one.places)]),
        data={"kind": KINDS[one.kind]},
    )


def owners_section(owners: Sequence[OwnerCount]) -> Iterator[str]:
    """Whose notebooks there are."""
    yield '<section id="owners"><h2>Owners</h2>'
    if not owners:
        yield "<p>No history of git tells whose the notebooks are.</p></section>"
        return
    yield '<p class="soft">By git: who committed to a notebook most often.</p>'
    heads = ("Owner", "#Notebooks", "#Mean readiness", "#With secrets")
    rows = (
        row(
            (
                f"<td>{text(one.owner)}</td>{number(one.notebooks)}{number(one.points)}",
                number(one.secrets, is_hot=True),
            ),
            words=one.owner,
            data={},
        )
        for one in owners
    )
    yield from table("t-owners", heads, rows)
    yield "</section>"


def notebooks_section(summary: EstateSummary) -> Iterator[str]:
    """The notebooks themselves, those with secrets first."""
    yield '<section id="notebooks"><h2>Notebooks</h2>'
    if len(summary.listed) < summary.notebooks:
        yield f'<p class="soft">The {len(summary.listed):,} that need attention most, of {summary.notebooks:,}; '
        yield "the others are in <code>notebooks.parquet</code>.</p>"
    flags = {"hidden": "hidden state", "secret": "secrets", "broken": "not checked"}
    yield filters("t-notebooks", "Find a notebook or an owner", selects={"grade": tuple("ABCDF")}, flags=flags)
    heads = ("Notebook", "Grade", "#Lines", "#Errors", "#Warnings", "#Hidden state", "#Secrets", "Owner")
    yield from table("t-notebooks", heads, (_notebook(one) for one in summary.listed))
    yield "</section>"


def _notebook(one: ListedNotebook) -> str:
    reason = f'<br><span class="small soft">{text(one.reason)}</span>' if one.reason else ""
    flags = {"hidden": one.hidden_state > 0, "secret": one.secrets > 0, "broken": one.standing != "checked"}
    counts = (one.code_lines, one.errors, one.warnings, one.hidden_state)
    return row(
        (
            f'<td class="path">{text(one.path)}{reason}</td><td>{grade(one.grade)}</td>',
            *(number(count) for count in counts),
            f"{number(one.secrets, is_hot=True)}<td>{text(one.owner)}</td>",
        ),
        words=f"{one.path} {one.owner}",
        data={"grade": one.grade, **{key: "" for key, is_so in flags.items() if is_so}},
    )
