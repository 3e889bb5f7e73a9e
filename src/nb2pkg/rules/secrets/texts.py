"""The texts of a notebook in which secrets are looked for, and places in them."""

from __future__ import annotations

from functools import lru_cache

from nb2pkg.model.finding import Confidence, Hit, Severity
from nb2pkg.model.notebook import Cell, Location
from nb2pkg.model.secret import Secret
from nb2pkg.rules.rule import Subject

CONSEQUENCE = "whoever has the notebook can use it"


_SHORT = 100_000  # characters of all outputs; longer ones are seen once, so that no copy of them is made


@lru_cache(maxsize=1)
def short_outputs(subject: Subject) -> str | None:
    """All outputs in one text; None where that would be a long one."""
    outputs = [output for cell in subject.notebook.cells for output in cell.outputs]
    texts = [text for o in outputs for text in (o.text, o.more, o.html) if text]
    return "\n".join(texts) if sum(map(len, texts)) < _SHORT else None


def code_and_magics(cell: Cell) -> tuple[str, str]:
    """The source with its magics blanked, and with all else blanked: places in both are those in the source."""
    if not cell.magics:
        return cell.source, ""
    pythons = cell.python.split("\n")
    code: list[str] = []
    magics: list[str] = []
    for index, line in enumerate(cell.source.split("\n")):
        is_code = index < len(pythons) and pythons[index] == line
        blank = " " * len(line)
        code.append(line if is_code else blank)
        magics.append(blank if is_code else line)
    return "\n".join(code), "\n".join(magics)


def location_in(text: str, secret: Secret, *, cell: int) -> Location:
    """Where a secret stands in the source of a cell."""
    line, column = _line_and_column(text, secret.start)
    end_line, end_column = _line_and_column(text, secret.end)
    return Location(cell=cell, line=line, column=column, end_line=end_line, end_column=end_column)


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1)


def described(secret: Secret) -> str:
    """`a GitHub token`, `a password (`db_password`)`."""
    article = "an" if secret.kind[0] in "AEIOUaeio" or secret.kind.startswith(("npm", "xAI")) else "a"
    return f"{article} {secret.kind}" + (f" (`{secret.name.strip('.-')}`)" if secret.name.strip(".-") else "")


def secret_hit(message: str, at: Location, secret: Secret) -> Hit:
    """What to report. A secret that says it is made up, or a password that everybody knows, weighs less."""
    if secret.is_certain:
        return Hit(message=message, at=at)
    return Hit(message=message, at=at, severity=Severity.WARNING, confidence=Confidence.MEDIUM)


def without_programs(html: str) -> str:
    """The page without its scripts and styles, of which plots have millions of characters."""
    return _without("style", _without("script", html))


def _without(tag: str, html: str) -> str:
    """A regular expression takes a hundred times as long."""
    first, *others = html.split(f"<{tag}")
    return first + "".join(other.partition(f"</{tag}>")[2] for other in others)
