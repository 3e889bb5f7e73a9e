"""Models that are judged on their own training rows, and on no others."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nb2pkg.knowledge.leakage import words
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.leakage.flow_rows import is_within, overlap
from nb2pkg.rules.leakage.flow_story import Evaluation, Story
from nb2pkg.rules.leakage.flow_values import Prediction
from nb2pkg.rules.leakage.leaks import is_among_trained, is_held_out
from nb2pkg.syntax.walking import walk

_WITHIN = frozenset({"cv", "search"})
_TESTING = pattern_of(r"(?i)(^|_)(test|te|val|valid|validation|holdout)(_|$|\d)")
_TRAINING = pattern_of(r"(?i)train|(^|_)tr(_|$|\d)")


def on_own_rows(story: Story) -> list[Evaluation]:
    """Judgements of models on the rows that they were fitted on."""
    return [one for one in story.evaluations if one.kind == "metric" and one.by_name and _is_of_own(one.prediction)]


def is_called_a_test(one: Evaluation, story: Story) -> bool:
    """Whether names say that the rows that a model was fitted on are there to test it: `X_valid = X.iloc[train]`."""
    made = one.prediction
    if one.kind != "metric" or not one.by_name or not _is_of_own(made):
        return False
    if any(is_held_out(other.prediction) for other in story.evaluations if other.prediction.fit == made.fit):
        return False
    names = {node.id for node in walk(one.site.outer) if isinstance(node, ast.Name)}
    return any(map(_TESTING.search, names)) and not any(map(_TRAINING.search, names))


def _is_of_own(made: Prediction) -> bool:
    return made.fit.has_target and is_within(made.tested, made.fit.rows)


def beside_tested_ones(story: Story) -> Iterator[Evaluation]:
    """Those in a notebook in which other models have a test part, which these were fitted on too.

    A model of a class that is tested elsewhere may be fitted on all rows in the end, and its training score be shown.
    """
    fair = [one for one in story.evaluations if _is_a_test(one, story)]
    for one in on_own_rows(story):
        made = one.prediction
        if made.class_name in words("baselines") or any(_may_be_one(made, other.prediction) for other in fair):
            continue
        if any(overlap(other.prediction.tested, made.fit.rows) and _same_target(one, other) for other in fair):
            yield one


def _is_a_test(one: Evaluation, story: Story) -> bool:
    if one.kind == "metric":
        return is_held_out(one.prediction) or is_among_trained(one.prediction, story)
    return one.kind in _WITHIN


def _may_be_one(made: Prediction, tested: Prediction) -> bool:
    """Whether a model may be the tested one, fitted again: of its class, or one of them made of several."""
    return made.class_name == tested.class_name or any(_is_of_several(one.class_name) for one in (made, tested))


def _is_of_several(name: str) -> bool:
    return not name[:1].isupper() or name.lower().startswith(("pipeline", "voting", "stacking"))


def _same_target(one: Evaluation, other: Evaluation) -> bool:
    targets = [each.of or each.prediction.fit.of for each in (one, other)]
    return not all(targets) or targets[0] == targets[1]
