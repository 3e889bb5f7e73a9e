"""Names that are not there when they are read: one problem a name, of one kind. The rules NB101 to NB109 share it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from nb2pkg.knowledge.injected import usual_import
from nb2pkg.model.finding import Confidence, Hit, Related, Severity
from nb2pkg.model.notebook import Location, Notebook
from nb2pkg.rules.hidden_state.bindings import Bindings, bindings_of_notebook
from nb2pkg.rules.hidden_state.counts import labels, missing_counts
from nb2pkg.rules.hidden_state.running.machine import Rescue, Sighting, Sure
from nb2pkg.rules.hidden_state.running.presence import Presence
from nb2pkg.rules.hidden_state.running.run import run_of
from nb2pkg.rules.rule import Subject

MOST_RELATED = 4
_CONDITION = "is bound here, under a condition"
_LOST = {
    "del": "is deleted here",
    "reset": "is deleted here with all other names",
    "except": "is deleted at the end of this handler",
    "annotation": "is annotated here",
}


class Kind(Enum):
    """Why a name is not there. The values are the rules' names."""

    UNDEFINED = "undefined-name"
    LATER = "defined-later"
    DELETED_CELL = "defined-in-deleted-cell"
    CALLED_EARLY = "called-before-definition"
    DELETED = "use-after-del"
    EXCEPT = "except-name-after-block"
    ANNOTATION = "annotation-only-name"
    LEAK = "scope-leak"
    POSSIBLY = "possibly-undefined"


class Problem(Struct, frozen=True, kw_only=True):
    """A name, why it is not there, and what to say."""

    kind: Kind
    hit: Hit


def hits_of(kind: Kind, subject: Subject) -> Iterator[Hit]:
    """The hits of the rule for one kind."""
    return (problem.hit for problem in problems_of(subject) if problem.kind is kind)


@lru_cache(maxsize=1)
def problems_of(subject: Subject) -> tuple[Problem, ...]:
    """One problem for each name that is read while it is not, or perhaps not, bound."""
    run = run_of(subject)
    if run is None or not run.sightings:
        return ()
    by_name: dict[str, list[Sighting]] = {}
    for sighting in run.sightings:
        if sighting.name in run.suspects.names:
            by_name.setdefault(sighting.name, []).append(sighting)
    if not by_name:
        return ()
    bindings = bindings_of_notebook(subject)
    return tuple(_problem(some, subject.notebook, bindings) for _, some in sorted(by_name.items()))


def _weight(sighting: Sighting) -> tuple[bool, bool, bool, int]:
    is_missing = sighting.binding.presence is Presence.ABSENT
    is_fatal = is_missing and sighting.rescue is Rescue.NONE and sighting.sure is not Sure.PERHAPS
    return is_fatal, is_missing, sighting.rescue is Rescue.NONE, 0 if is_fatal else int(sighting.sure)


def _problem(sightings: Sequence[Sighting], notebook: Notebook, bindings: Bindings) -> Problem:
    """The gravest sighting makes the finding, the first of those; the others are further uses."""
    main = max(sightings, key=_weight)  # the first of the gravest
    kind = _kind(main, notebook, bindings)
    at = main.call if kind is Kind.CALLED_EARLY and main.call is not None else main.at
    because = list(_evidence(main, kind, bindings))
    others = [s.at for s in sightings if s.at != main.at]
    because += [Related(message=f"`{main.name}` is used here too", at=at) for at in dict.fromkeys(others)]
    return Problem(
        kind=kind,
        hit=Hit(
            message=_message(main, kind, notebook, bindings),
            at=at,
            because=tuple(because[:MOST_RELATED]),
            severity=_severity(main),
            confidence=_confidence(main),
        ),
    )


def _severity(sighting: Sighting) -> Severity:
    is_fatal, is_missing, *_ = _weight(sighting)
    if is_fatal:
        return Severity.ERROR
    return Severity.WARNING if is_missing or sighting.sure is not Sure.PERHAPS else Severity.INFO


def _confidence(sighting: Sighting) -> Confidence:
    if sighting.binding.presence is Presence.MAYBE:
        return Confidence.LOW if sighting.sure is Sure.PERHAPS else Confidence.MEDIUM
    return Confidence.HIGH if sighting.sure is Sure.SURELY else Confidence.MEDIUM


def _kind(sighting: Sighting, notebook: Notebook, bindings: Bindings) -> Kind:
    if sighting.binding.presence is Presence.MAYBE or sighting.name in bindings.in_skipped_cells:
        return Kind.POSSIBLY
    losses = {"del": Kind.DELETED, "reset": Kind.DELETED, "except": Kind.EXCEPT}
    if sighting.binding.loss in losses:
        return losses[sighting.binding.loss]
    if _other_places(sighting, bindings):
        return Kind.LATER if sighting.call is None else Kind.CALLED_EARLY
    if sighting.binding.loss == "annotation":
        return Kind.ANNOTATION
    if _leaks(sighting, bindings):
        return Kind.LEAK
    return Kind.DELETED_CELL if _gap_before(sighting, notebook) else Kind.UNDEFINED


def _other_places(sighting: Sighting, bindings: Bindings) -> list[Location]:
    """Where else the name is bound: not by `x = x + 1` itself. The places below come first."""
    here = sighting.at
    places = [at for at in bindings.places.get(sighting.name, ()) if (at.cell, at.line) != (here.cell, here.line)]
    call = sighting.call or here
    return sorted(places, key=lambda at: ((at.cell, at.line) <= (call.cell, call.line), at))


def _leaks(sighting: Sighting, bindings: Bindings) -> bool:
    place = bindings.inner_places.get(sighting.name)
    return place is not None and (place.at.cell, place.at.line) <= (sighting.at.cell, sighting.at.line)


def _gap_before(sighting: Sighting, notebook: Notebook) -> tuple[int, ...]:
    """The missing execution counts before a cell that has run through, and so had the name from somewhere."""
    cell = notebook.cell_by_index[(sighting.call or sighting.at).cell]
    failed = any(output.kind == "error" for output in cell.outputs)
    if cell.execution_count is None or failed or sighting.is_uncalled or sighting.sure is Sure.PERHAPS:
        return ()
    return tuple(count for count in missing_counts(notebook) if count < (cell.execution_count or 0))


def _evidence(sighting: Sighting, kind: Kind, bindings: Bindings) -> Iterator[Related]:
    name = sighting.name
    if kind is Kind.CALLED_EARLY:
        yield Related(message=f"`{name}` is read here", at=sighting.at)
    elif sighting.call is not None:
        yield Related(message=f"reached through `{sighting.called}`", at=sighting.call)
    if kind in {Kind.LATER, Kind.CALLED_EARLY, Kind.ANNOTATION}:
        yield from (Related(message=f"`{name}` is bound here", at=at) for at in _other_places(sighting, bindings)[:1])
    if kind is Kind.LEAK:
        yield Related(message=f"`{name}` exists only inside here", at=bindings.inner_places[name].at)
    if sighting.binding.at is not None:
        yield Related(message=f"`{name}` {_LOST.get(sighting.binding.loss, _CONDITION)}", at=sighting.binding.at)


def _message(sighting: Sighting, kind: Kind, notebook: Notebook, bindings: Bindings) -> str:
    name = f"`{sighting.name}`"
    match kind:
        case Kind.LATER:
            return f"{name} is used here but bound only {_where_later(sighting, notebook, bindings)}"
        case Kind.CALLED_EARLY:
            later = _where_later(sighting, notebook, bindings)
            return f"`{sighting.called}` reads {name}, which is bound only {later}"
        case Kind.DELETED:
            how = "`%reset`" if sighting.binding.loss == "reset" else "`del`"
            return f"{name} is used after {how} has taken it away"
        case Kind.EXCEPT:
            return f"{name} is used after its `except ... as {sighting.name}` block, at whose end Python deletes it"
        case Kind.ANNOTATION:
            return f"{name} is only annotated, never given a value"
        case Kind.LEAK:
            return f"{name} is used here but exists only inside {bindings.inner_places[sighting.name].scope}"
        case Kind.POSSIBLY:
            if sighting.name in bindings.in_skipped_cells:
                return f"{name} is bound only in a cell that is tagged `skip-execution`"
            return f"{name} is not bound on every path that leads here"
        case Kind.DELETED_CELL:
            gap = _gap_before(sighting, notebook)
            missing = f"{labels(gap)} {'is' if len(gap) == 1 else 'are'} missing"
            return f"{name} was probably defined in a cell that no longer exists: {missing}"
    where = "nowhere else" if sighting.name in bindings.places else "nowhere"  # `x = x + 1` alone binds nothing
    return f"{name} is bound {where} in the notebook{_hint(sighting.name, bindings)}"


def _where_later(sighting: Sighting, notebook: Notebook, bindings: Bindings) -> str:
    at = _other_places(sighting, bindings)[0]
    here = sighting.call or sighting.at
    if (at.cell, at.line) <= (here.cell, here.line):
        return f"in code that has not run by then (cell {at.cell + 1}, line {at.line})"
    where = f"in cell {at.cell + 1}, below" if at.cell != here.cell else f"in line {at.line}, below"
    mine, its = notebook.cell_by_index[here.cell], notebook.cell_by_index[at.cell]
    if (its.execution_count or 0) and (its.execution_count or 0) < (mine.execution_count or 0):
        where += f" (which was run first: In [{its.execution_count}] before In [{mine.execution_count}])"
    return where


def _hint(name: str, bindings: Bindings) -> str:
    if wanted := usual_import(name):
        return f": `{wanted}` is missing"
    close = difflib.get_close_matches(name, sorted(bindings.places.keys() - {name}), n=1, cutoff=0.75)
    return f"; did you mean `{close[0]}`?" if close else ""
