"""What was learnt from rows that a model is judged on later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nb2pkg.knowledge.leakage import harm_of
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_rows import Limit, Rows, RowSet, has_kind, is_within, overlap
from nb2pkg.rules.leakage.flow_story import Evaluation, Split, Story
from nb2pkg.rules.leakage.flow_values import Learning, Prediction

_IN_TIME = pattern_of(r"(?i)'(index|ds|\w*(date|time|year)\w*)'")
_JUDGING = frozenset({"metric", "cv"})


class Leak(NamedTuple):
    """`learning` saw rows that `evaluation` judges by. `judged`: by a score, not just by predictions."""

    learning: Learning
    evaluation: Evaluation
    judged: bool
    on_test_only: bool


def leaks_of(story: Story) -> list[Leak]:
    """One leak for each thing learnt; the evaluation that shows it is the first that judges, or else predicts."""
    found: dict[Learning, Leak] = {}
    for evaluation in story.evaluations:
        for leak in _of(evaluation, story):
            known = found.get(leak.learning)
            if known is None or (leak.judged and not known.judged):
                found[leak.learning] = leak
    return list(found.values())


def _of(evaluation: Evaluation, story: Story) -> Iterator[Leak]:
    made = evaluation.prediction
    within = evaluation.kind in {"cv", "search"}
    is_fair = within or is_held_out(made)
    if not is_fair and not _is_in_part(made) and not _has_seen_all(made, story):
        return
    for _, learning in sorted(made.learnt | made.fit.learnt, key=_order):
        if not overlap(learning.rows, made.tested):
            continue
        if not is_fair and not is_within(made.tested, learning.rows):  # from training rows: the overlap alone is wrong
            continue
        if within and not _counts_within(learning, evaluation):
            continue
        shared = within or any(learning == one for _, one in made.fit.learnt) or overlap(learning.rows, made.fit.rows)
        yield Leak(learning, evaluation, evaluation.kind in _JUDGING, not shared)


def _order(pair: tuple[str, Learning]) -> tuple[int, int, int, str, str]:
    site = pair[1].site
    return site.cell, site.node.lineno, site.node.col_offset, pair[1].what, pair[0]


def _counts_within(learning: Learning, evaluation: Evaluation) -> bool:
    """In cross-validation on a training part, with a test part left, only what moves scores much is worth a word."""
    if harm_of(learning.kind) == "high":
        return True
    return evaluation.kind == "cv" and not has_kind(evaluation.prediction.tested, {"split", "sample", "slice"})


def is_held_out(made: Prediction) -> bool:
    """Whether a model is judged on rows that it was not fitted on, as far as can be told."""
    return bool(made.tested) and not overlap(made.tested, made.fit.rows)


def _is_in_part(made: Prediction) -> bool:
    """Whether some of the rows that a model is judged on, and not all, are among those that it was fitted on."""
    return bool(made.tested) and not is_within(made.tested, made.fit.rows) and not is_within(made.fit.rows, made.tested)


def _has_seen_all(made: Prediction, story: Story) -> bool:
    """Whether rows were set apart for a model that is fitted on them too, and no other is judged on them fairly."""
    if any(one.prediction.tested == made.tested and is_held_out(one.prediction) for one in story.evaluations):
        return False
    return is_among_trained(made, story)


def is_among_trained(made: Prediction, story: Story) -> bool:
    """Whether a model is judged on rows that were set apart for it, but is fitted on them and more."""
    if not overlap(made.tested, made.fit.rows) or is_within(made.fit.rows, made.tested):
        return False
    if not is_within(made.tested, made.fit.rows):
        return True
    kept = {limit for row in made.tested for limit in row.limits}
    if any(limit.kind == "slice" and _is_cut(row, limit, story) for row in made.tested for limit in row.limits):
        return True
    if any(limit.kind == "slice" and _is_end(limit) for limit in kept - _limits_of(made.fit.rows)):
        return True
    if any(limit.kind == "order" and _is_side(row, limit, story) for row in made.tested for limit in row.limits):
        return True
    if any(limit.kind == "subset" for limit in kept):  # beside other test rows it shows the training's own score
        return not any(is_held_out(one.prediction) for one in story.evaluations if one.prediction.fit == made.fit)
    return any(limit.side == "test" or limit.kind == "sample" for limit in kept) or any(
        one.prediction.tested == made.tested and is_held_out(one.prediction) for one in story.evaluations
    )


def _limits_of(rows: RowSet) -> frozenset[Limit]:
    return frozenset(limit for row in rows for limit in row.limits)


def _is_end(limit: Limit) -> bool:
    """Whether these are the last rows, counted from the end: `df[-365:]`."""
    assert isinstance(limit.side, tuple)
    start, end = limit.side
    return end is None and str(start).startswith("-")


def _is_cut(row: Rows, limit: Limit, story: Story) -> bool:
    """Whether these are the rows behind a place where the data was cut in two: the part before was taken as well."""
    assert isinstance(limit.side, tuple)
    start, end = limit.side
    whole = Rows(row.origin, row.limits - {limit})
    return start is not None and end is None and (whole, (None, start)) in story.cuts


def _is_side(row: Rows, limit: Limit, story: Story) -> bool:
    """Whether these are one side of a day, the other side was taken too, and nothing is judged on that one.

    (A model may well be judged on groups of its training rows.)
    """
    assert isinstance(limit.key, tuple)
    if not _IN_TIME.search(str(limit.key[0])):
        return False
    whole = Rows(row.origin, row.limits - {limit})
    other = limit._replace(side=limit.side is False)
    judged = (part for one in story.evaluations if one.kind == "metric" for part in one.prediction.tested)
    return (whole, (limit.key, other.side)) in story.cuts and not any(other in part.limits for part in judged)


def split_before(story: Story, evaluation: Evaluation) -> Split | None:
    """The split that set the judged rows apart."""
    origins = {row.origin for row in evaluation.prediction.tested}
    splits = [one for one in story.splits if not origins.isdisjoint(row.origin for row in one.rows)]
    return splits[0] if splits else None
