"""What a call does: to the world, to its receiver, and with the functions it is given."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple, TypeAlias, cast

from msgspec import Struct

from nb2pkg.knowledge.tables.effects import ALIASES, EFFECTS, IMMEDIATE, MUTATES, STAGE

Mutation: TypeAlias = Literal["receiver", "none", "unknown"]


class CallFacts(Struct, frozen=True, kw_only=True):
    """What is known of a call. Nothing known: no effects, `unknown`.

    `effects`: out of reads_file, writes_file, network, subprocess, random, clock, environment, display, plotting,
    settings. `mutates`: `receiver` stands for the first argument where the call is a plain function.
    """

    effects: frozenset[str]
    mutates: Mutation


@lru_cache(maxsize=1 << 16)
def facts_of(qualified: str | None, method: str | None) -> CallFacts:
    """The facts of a call by its full name with aliases resolved (`pandas.read_csv`), its bare method name, or both.

    Pass `method` when the call is on a value (`df.dropna()`), `qualified` when the owner is known. A name as
    `pandas.DataFrame.dropna` counts as a method too. Builtins go without a module (`print`) or with `builtins.`.
    Keyword arguments are the caller's: `inplace=True` and `out=` mutate, `random_state=0` takes the chance away.

    >>> facts_of("numpy.random.seed", None).effects == {"random", "settings"}
    True
    >>> facts_of(None, "append").mutates, facts_of(None, "head").mutates
    ('receiver', 'none')
    """
    name, method_name, method_first = _names(qualified, method)
    mutates = _index("mutates").best(name, method_name, method_first=method_first)
    return CallFacts(effects=_index("effects").union(name, method_name), mutates=cast("Mutation", mutates or "unknown"))


@lru_cache(maxsize=1 << 16)
def stage_of_call(qualified: str | None, method: str | None) -> str | None:
    """The stage that a call belongs to: load, clean, features, split, train, evaluate, plot, save, explore or none.

    Names are given as to `facts_of`; only conversions ask, so it is no part of the facts.
    """
    name, method_name, method_first = _names(qualified, method)
    stage = _index("stage").best(name, method_name, method_first=method_first)
    return None if stage == "none" else stage


@lru_cache(maxsize=1 << 16)
def is_immediate(qualified: str | None, method: str | None) -> bool:
    """Whether functions and generators among the arguments are used up when the call returns, not kept.

    >>> is_immediate("sorted", None), is_immediate("filter", None)
    (True, False)
    """
    name, method_name, method_first = _names(qualified, method)
    return _index("immediate").best(name, method_name, method_first=method_first) == "true"


def _names(qualified: str | None, method: str | None) -> tuple[str, str, bool]:
    """The full name, the method's with its dot, and whether the latter comes first.

    A method of a class is described better by its own name than by a wildcard over the library.
    """
    name, of_class = _canonical(qualified) if qualified else ("", None)
    return name, f".{method or of_class}" if method or of_class else "", of_class is not None


def _canonical(qualified: str) -> tuple[str, str | None]:
    """The name under which the tables hold a call, and its last part if the part before it names a class."""
    if "." not in qualified:
        return f"builtins.{qualified}", None
    owner, _, last = qualified.rpartition(".")
    of_class = last if owner.rpartition(".")[2][:1].isupper() else None
    for prefix in _ancestors(qualified):
        if prefix in ALIASES:
            return ALIASES[prefix] + qualified[len(prefix) :], of_class
    return qualified, of_class


@lru_cache(maxsize=1 << 10)  # each group of the tables asks
def _ancestors(name: str) -> tuple[str, ...]:
    """The owners of a name, closest first: `a.b.c` -> `a.b`, `a`; of a method, `.append`, the empty owner."""
    found: list[str] = []
    while "." in name:
        name = name.rpartition(".")[0]
        found.append(name)
    return tuple(found)


class _Wildcard(NamedTuple):
    """A pattern `<owner>.<start>*<end>`, or `<owner>.**` when it is deep."""

    start: str
    end: str
    deep: bool
    fact: str

    def matches(self, rest: str) -> bool:
        if self.deep:
            return True
        if len(rest) < len(self.start) + len(self.end) or not (rest.startswith(self.start) and rest.endswith(self.end)):
            return False
        return "." not in rest[len(self.start) : len(rest) - len(self.end)]

    @property
    def precision(self) -> tuple[bool, int]:
        return not self.deep, len(self.start) + len(self.end)


class _Index(Struct, frozen=True, kw_only=True):
    """One group of the table, turned round for look-up by name. Methods have the empty owner: `.append`."""

    facts_by_name: dict[str, frozenset[str]]
    wildcards_by_owner: dict[str, tuple[_Wildcard, ...]]

    def union(self, name: str, method: str) -> frozenset[str]:
        exact = self.facts_by_name.get(name, frozenset())
        if "none" in exact:
            return frozenset()
        found = {wildcard.fact for key in (name, method) for tier in self._wildcards(key) for wildcard in tier}
        return exact | self.facts_by_name.get(method, frozenset()) | found

    def best(self, name: str, method: str, *, method_first: bool) -> str | None:
        """The fact of the most specific match: the exact name, then wildcards of the closest owner."""
        if name in self.facts_by_name:
            return min(self.facts_by_name[name])
        first, second = (method, name) if method_first else (name, method)
        return self._best_of(first) or self._best_of(second)

    def _best_of(self, name: str) -> str | None:
        if name in self.facts_by_name:
            return min(self.facts_by_name[name])
        for tier in self._wildcards(name):
            return max(tier, key=lambda wildcard: wildcard.precision).fact
        return None

    def _wildcards(self, name: str) -> Iterator[list[_Wildcard]]:
        """The wildcards that match, those of one owner together, closest owner first."""
        for owner in _ancestors(name):
            wildcards = self.wildcards_by_owner.get(owner)
            if wildcards:
                rest = name[len(owner) + 1 :]
                tier = [wildcard for wildcard in wildcards if wildcard.matches(rest)]
                if tier:
                    yield tier


_GROUPS = {"effects": EFFECTS, "stage": STAGE, "mutates": MUTATES, "immediate": IMMEDIATE}


@cache
def _index(group: str) -> _Index:
    facts_by_name: dict[str, set[str]] = {}
    wildcards_by_owner: dict[str, list[_Wildcard]] = {}
    for fact, names_by_owner in _GROUPS[group].items():
        for entry in _full_names(names_by_owner):
            literal, star, end = entry.partition("*")
            if star:
                owner, _, start = literal.rpartition(".")
                wildcard = _Wildcard(start, end.removeprefix("*"), end.startswith("*"), fact)
                wildcards_by_owner.setdefault(owner, []).append(wildcard)
            else:
                facts_by_name.setdefault(entry, set()).add(fact)
    return _Index(
        facts_by_name={name: frozenset(facts) for name, facts in facts_by_name.items()},
        wildcards_by_owner={owner: tuple(wildcards) for owner, wildcards in wildcards_by_owner.items()},
    )


def _full_names(names_by_owner: dict[str, str]) -> Iterator[str]:
    for owner, names in names_by_owner.items():
        for name in names.split():
            yield f"{owner.removesuffix('.')}.{name}"
