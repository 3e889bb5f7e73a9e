"""A check: one item of the checklist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category, State

MOST_NAMED = 3  # places or names in an answer


class Check(Struct, frozen=True, kw_only=True):
    """`title` says what holds when it passes. `run` only reads."""

    number: int
    name: str
    title: str
    category: Category
    run: Callable[[Subject], Answer]


def passed(said: str = "") -> Answer:
    """It was looked at and is as it should be."""
    return Answer(state=State.PASSED, said=said)


def failed(said: str, *, todo: str) -> Answer:
    """It was looked at and is not."""
    return Answer(state=State.FAILED, said=said, todo=todo)


def person(said: str, *, todo: str) -> Answer:
    """It is open, and only a person can close it."""
    return Answer(state=State.PERSON, said=said, todo=todo)


def unknown(said: str, *, todo: str = "") -> Answer:
    """It was not looked at."""
    return Answer(state=State.UNKNOWN, said=said, todo=todo)


def none(said: str) -> Answer:
    """It does not apply to this package."""
    return Answer(state=State.NONE, said=said)


def unless(problems: Iterable[str], *, todo: str, said: str = "") -> Answer:
    """Passed unless there are problems; the first few are named."""
    found = sorted(set(problems))
    return failed(listed(found), todo=todo) if found else passed(said)


SCRIPT_TODO = "CONVERSION.md says what keeps the notebook in one piece: mend that, then convert again"
FILE_TODO = "mend the author's own modules, where the notebook has them"


def unless_in(subject: Subject, problems: Iterable[str], *, todo: str) -> Answer:
    """Like unless; what is the author's own text, as it was, is the author's to mend: scripts and modules of theirs.

    Problems begin with the path of their module.
    """
    found = sorted(set(problems))
    others = [place for place in found if not subject.is_authors_file(place.partition(":")[0])]
    if others or not found:
        return unless(others, todo=todo)
    return for_the_author(subject, found)


def for_the_author(subject: Subject, places: Sequence[str]) -> Answer:
    """What stands in modules that are the author's own text; the places begin with the paths of these modules."""
    is_script = all(place.partition(":")[0] == subject.script for place in places)
    where = "the notebook's flat script" if is_script else "the author's own modules"
    return person(f"in {where}: {listed(places)}", todo=SCRIPT_TODO if is_script else FILE_TODO)


def listed(names: Iterable[str]) -> str:
    """The first few, and how many more."""
    found = list(names)
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    return ", ".join(found[:MOST_NAMED]) + more


_WORST = (State.FAILED, State.PERSON, State.UNKNOWN, State.PASSED, State.NONE)


def worst(*answers: Answer) -> Answer:
    """The worst of several answers; of equally bad ones the first, with what the others say."""
    state = min((answer.state for answer in answers), key=_WORST.index)
    those = [answer for answer in answers if answer.state is state]
    said = "; ".join(dict.fromkeys(answer.said for answer in those if answer.said))
    return Answer(state=state, said=said, todo=next((a.todo for a in those if a.todo), ""))
