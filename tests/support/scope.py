"""What the statements of a random notebook may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An expression that gives an int, and the names that must mean what they mean at the top level."""

    names: frozenset[str]
    template: str


@dataclass(slots=True, kw_only=True)
class Scope:
    """Names that an expression may use, by what they hold."""

    ints: list[str]
    lists: list[str]
    tables: list[str]
    functions: list[str]
    makers: list[str]
    iterators: list[str]
    objects: list[str]
    hooks: bool
    builtins: set[str] = field(default_factory=set)
    known: list[Known] = field(default_factory=list)
    decorators: list[str] = field(default_factory=list)
    closures: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)
    pairs: list[str] = field(default_factory=list)
    keepers: bool = False
    others: set[str] = field(default_factory=set)

    def inside(self, parameters: Sequence[str], local: Sequence[str]) -> Scope:
        """The scope of a function's body: parameters and locals are ints, whatever hid behind those names."""
        own = {*parameters, *local}
        return Scope(
            ints=[*dict.fromkeys([*parameters, *(n for n in self.ints if n not in local)])],
            lists=[n for n in self.lists if n not in own],
            tables=[n for n in self.tables if n not in own],
            functions=[n for n in self.functions if n not in own],
            makers=[n for n in self.makers if n not in own],
            iterators=[],
            objects=[n for n in self.objects if n not in own],
            hooks=self.hooks,
            builtins=self.builtins - own,
            known=[known for known in self.known if not known.names & own],
        )
