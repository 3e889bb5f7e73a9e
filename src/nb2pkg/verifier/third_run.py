"""A difference is one only if the notebook agrees with itself in that observation, over a third run too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from nb2pkg.model.verdict import BAD, Comparison, Level, Verdict

NOTE = "As something differed, the notebook ran a third time."


def agreed(verdict: Verdict, other: Verdict) -> Verdict:
    """The verdict, with what is bad in it only where it is bad in the other one as well.

    The other one compares the same runs, but for the second of the notebook, in whose place there is the third.
    """
    first, second = _by_key(verdict.comparisons), _by_key(other.comparisons)
    doubtful = {key for key, one in first.items() if one.outcome in BAD and _is_no_difference(second.get(key))}
    kept = [second[key] if key in doubtful else one for key, one in first.items()]
    if doubtful:  # parts that vary stand for themselves: lines of a print
        kept += [one for key, one in second.items() if key not in first]
    return replace(verdict, comparisons=tuple(kept), notes=(*verdict.notes, NOTE))


def _is_no_difference(found: Comparison | None) -> bool:
    return found is not None and found.outcome not in BAD


def _by_key(comparisons: Iterable[Comparison]) -> dict[tuple[object, ...], Comparison]:
    """Each by what it is about; of several about the same, each has a number too.

    To which function a print belongs is told by its first difference: only variables are told apart by functions.
    """
    found: dict[tuple[object, ...], Comparison] = {}
    numbers: Counter[tuple[object, ...]] = Counter()
    for one in comparisons:
        key = (one.level, one.key, "" if one.level is Level.BEHAVIOUR else one.function)
        found[*key, numbers[key]] = one
        numbers[key] += 1
    return found
