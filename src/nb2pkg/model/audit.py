"""What an audit says of a package: one answer for each item of the checklist."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Category(Enum):
    """The part of the checklist; the order is that of the report."""

    PACKAGING = "packaging"
    DEPENDENCIES = "dependencies"
    BEHAVIOUR = "behaviour"
    CODE = "code"
    SETTINGS = "settings"
    TESTS = "tests"
    ML = "ml"
    OPERATIONS = "operations"


class State(Enum):
    """How an item stands. Only what was looked at and found good is passed."""

    PASSED = "passed"
    FAILED = "failed"
    PERSON = "for a person"  # open, and no program can know the answer
    UNKNOWN = "not checked"
    NONE = "not applicable"


class Answer(Struct, frozen=True, kw_only=True):
    """The answer to one item: what was seen, and what would make it pass."""

    state: State
    said: str = ""
    todo: str = ""


class AuditItem(Struct, frozen=True, kw_only=True):
    """An item of the checklist with its answer."""

    number: int
    name: str
    title: str
    category: Category
    answer: Answer
    is_required: bool = False


class Score(Struct, frozen=True, kw_only=True):
    """Points of a category: what passed, of what applies."""

    category: Category
    passed: int
    failed: int
    unknown: int
    person: int

    @property
    def applicable(self) -> int:
        """All that could give a point."""
        return self.passed + self.failed + self.unknown + self.person

    @property
    def share(self) -> float:
        """From 0 to 1; a category of which nothing applies is no obstacle."""
        return self.passed / self.applicable if self.applicable else 1.0


GRADES = (("A", 0.9), ("B", 0.75), ("C", 0.6), ("D", 0.45), ("E", 0.25))


class Audit(Struct, frozen=True, kw_only=True):
    """All items, by number. `tools`: (program, its version, or why it said nothing)."""

    package: str
    version: str
    items: tuple[AuditItem, ...]
    tools: tuple[tuple[str, str], ...] = ()

    def score(self, category: Category) -> Score:
        """The points of one category."""
        states = [item.answer.state for item in self.items if item.category is category]
        return Score(
            category=category,
            passed=states.count(State.PASSED),
            failed=states.count(State.FAILED),
            unknown=states.count(State.UNKNOWN),
            person=states.count(State.PERSON),
        )

    @property
    def scores(self) -> tuple[Score, ...]:
        """Of all categories, in their order."""
        return tuple(self.score(category) for category in Category)

    @property
    def weakest(self) -> Score:
        """The category with the least share; the first of several."""
        return min(self.scores, key=lambda score: score.share)

    @property
    def grade(self) -> str:
        """A to F: that of the weakest category, as in the ML Test Score."""
        return next((grade for grade, least in GRADES if self.weakest.share >= least), "F")

    def of_state(self, state: State) -> tuple[AuditItem, ...]:
        """The items in that state, by number."""
        return tuple(item for item in self.items if item.answer.state is state)

    @property
    def failing(self) -> tuple[AuditItem, ...]:
        """What makes the command fail: what failed, and what is required and has not passed."""
        open_states = {State.UNKNOWN, State.PERSON}
        return tuple(
            item
            for item in self.items
            if item.answer.state is State.FAILED or (item.is_required and item.answer.state in open_states)
        )

    @property
    def next_steps(self) -> tuple[AuditItem, ...]:
        """The three things to do next: what is required first, then what a command does, in the weakest category first.

        Several items that the same step would mend are one.
        """
        rank = {State.FAILED: 0, State.UNKNOWN: 1, State.PERSON: 2}
        share = {score.category: score.share for score in self.scores}
        todo = [item for item in self.items if item.answer.state in rank and item.answer.todo]
        todo.sort(key=lambda i: (not i.is_required, rank[i.answer.state], share[i.category], i.number))
        first_by_step = {item.answer.todo: item for item in reversed(todo)}
        return tuple(item for item in todo if first_by_step[item.answer.todo] is item)[:3]
