"""Which cells say nearly the same: all statements but one. The cost grows with the number of statements, not of pairs.

Two sequences that differ in one statement are equal once it is left out. So each sequence is entered under a number for
each of its statements, that of the sequence without it, and under its own: what meets under a number is alike.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

LEAST_STATEMENTS = 4  # of which at least three are the same
_MODULUS = (1 << 61) - 1
_BASE = 1_000_003_541_837


def keys_of(statements: Sequence[int]) -> Iterator[int]:
    """The numbers under which a sequence of statements is entered.

    >>> set(keys_of([1, 2, 3, 4])) & set(keys_of([1, 2, 9, 4])) != set()
    True
    >>> set(keys_of([1, 2, 3, 4])) & set(keys_of([1, 8, 9, 4]))
    set()
    """
    number = len(statements)
    if number < LEAST_STATEMENTS:
        return
    powers, after = [1], [0]
    for statement in reversed(statements):
        after.append((after[-1] + (statement % _MODULUS) * powers[-1]) % _MODULUS)
        powers.append(powers[-1] * _BASE % _MODULUS)
    after.reverse()  # after[i]: the statements from i on
    yield _key(after[0], number)
    before = 0
    for at, statement in enumerate(statements):
        yield _key(before * powers[number - 1 - at] + after[at + 1], number - 1)
        before = (before * _BASE + statement % _MODULUS) % _MODULUS


def _key(value: int, length: int) -> int:
    return (value * 8191 + length) % _MODULUS


def grouped(groups: Sequence[Sequence[int]], *, sizes: Sequence[int]) -> list[int]:
    """For each of `sizes` things the one that it belongs to: itself, or one that it meets in a group.

    The largest come first as the middle of a cluster, which takes what meets it and belongs to none yet. So no chain of
    small changes joins what has nothing in common. Each group is looked at once.
    """
    of_thing: dict[int, array[int]] = {}
    for number, group in enumerate(groups):
        for thing in group:
            of_thing.setdefault(thing, array("i")).append(number)
    reach = {thing: sum(len(groups[number]) for number in numbers) for thing, numbers in of_thing.items()}
    middle = array("i", [-1]) * len(sizes)
    for thing in sorted(of_thing, key=lambda one: (-reach[one], -sizes[one], one)):
        if middle[thing] >= 0:
            continue
        middle[thing] = thing
        for number in of_thing[thing]:
            for other in groups[number]:
                if middle[other] < 0:
                    middle[other] = thing
    return [thing if found < 0 else found for thing, found in enumerate(middle)]
