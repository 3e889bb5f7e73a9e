"""Where the notebook fits models, and what goes with each: features, target, what was held out, preprocessing."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.models import has_own_format, is_saved_by_skops, is_transformer, names
from nb2pkg.model.flow import Flow
from nb2pkg.model.notebook import StmtRef
from nb2pkg.model.plan import Hindrance, KeptModel
from nb2pkg.planner.sorting import Sorting
from nb2pkg.planner.sources import sources_of
from nb2pkg.planner.statements import node_of
from nb2pkg.planner.table_columns import columns_in
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.names import snake_case
from nb2pkg.syntax.qualified import base_name, qualified_name

_DEFERRED = (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_REPEATED = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_PLAIN_METHODS = frozenset({"copy", "drop", "to_numpy"})
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign)


class Story(Struct, frozen=True, kw_only=True):
    """The notebook as this module looks at it. `variables`: names that the flow binds and that mean one thing."""

    timeline: Timeline
    flow: Flow
    positions: tuple[int, ...]
    qualified: Mapping[str, str]  # what imported names stand for
    definitions: Mapping[str, int]
    variables: frozenset[str]

    def node(self, position: int) -> ast.stmt:
        """The statement itself."""
        return node_of(self.timeline.notebook, self.timeline.statements[position].ref)

    def ref(self, position: int) -> StmtRef:
        """What stands for it in a plan."""
        return self.timeline.statements[position].ref

    def binder(self, name: str, before: int) -> int | None:
        """The last statement before a position that binds a name."""
        return max((p for p in self.timeline.binders.get(name, ()) if p < before), default=None)


class Split(Struct, frozen=True, kw_only=True):
    """A statement that divides rows: what it takes, in source form if that is plain, and the pairs that it gives."""

    position: int
    given: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]

    def held_out(self, name: str) -> str:
        """The rows that were held out when `name` became the rows to fit on."""
        return next((test for train, test in self.pairs if train == name), "")

    def whole(self, name: str) -> str:
        """All rows, of which `name` is a part; empty if they have no plain form."""
        return next((rows for rows, pair in zip(self.given, self.pairs, strict=True) if name in pair), "")


class Fit(Struct, frozen=True, kw_only=True):
    """A model that is fitted at `position`. `split` has divided its rows, if any has.

    `rows` are those to predict for: of what was held out, or else its own. They come from `roots`, names that the split
    gave, by the statements `made`; `state` are the variables that these read besides rows.
    """

    position: int
    kept: KeptModel
    split: Split | None
    rows: str
    roots: tuple[str, ...] = ()
    made: tuple[int, ...] = ()
    state: tuple[str, ...] = ()
    table: tuple[StmtRef, str] | None = None  # the statement that reads the data, and the variable

    @property
    def names(self) -> frozenset[str]:
        """All variables that are saved with it."""
        texts = (self.kept.name, self.kept.features, self.kept.target)
        return frozenset(root_of(text) for text in texts if text) | frozenset(self.kept.preprocessing)


class Fits(Struct, frozen=True, kw_only=True):
    """The models that can be saved, in order, and the statements that fit what cannot."""

    found: tuple[Fit, ...] = ()
    unsaved: tuple[Hindrance, ...] = ()

    def at(self, position: int) -> Fit | None:
        """What is fitted by a statement."""
        return next((fit for fit in self.found if fit.position == position), None)


def story_of(timeline: Timeline, sorting: Sorting, flow: Flow, positions: Sequence[int]) -> Story:
    """The notebook with its imports as names; settings and constants are no variables."""
    bound = {n for p in positions for n in timeline.statements[p].binds | timeline.statements[p].may_bind}
    return Story(
        timeline=timeline,
        flow=flow,
        positions=tuple(positions),
        qualified={name: b.qualified for name, bindings in sorting.imports.items() for b in bindings},
        definitions=sorting.definitions,
        variables=frozenset(bound - sorting.settings.keys() - sorting.constants.keys() - sorting.imports.keys()),
    )


def fits_of(story: Story) -> Fits:
    """All models, each under a label of its own; nothing where no library is imported that fits any."""
    if not any(is_saved_by_skops(f"{name}.") or has_own_format(f"{name}.") for name in story.qualified.values()):
        return Fits()
    found: list[Fit] = []
    unsaved: list[Hindrance] = []
    for position in story.positions:
        now = list(_walk_now(story.node(position)))
        for call in _fitting_calls(story, position, list(ast.walk(story.node(position)))):
            reason = _why_not(story, position, call, is_now=call in now)
            if reason:
                unsaved.append(Hindrance(ref=story.ref(position), reason=reason))
            else:
                found.append(_fit(story, position, call))
    for name, position in sorted(story.definitions.items(), key=lambda item: item[1]):
        if any(_fitting_calls(story, position, list(ast.walk(story.node(position))))):
            reason = f"a model is fitted inside `{name}`, where it has no name of the notebook"
            unsaved.append(Hindrance(ref=story.ref(position), reason=reason))
    return Fits(found=_labelled(found), unsaved=tuple(dict.fromkeys(unsaved)))


def _walk_now(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated once when a simple statement runs."""
    if isinstance(node, ast.stmt) and not isinstance(node, _SIMPLE):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*_DEFERRED, *_REPEATED)):
            yield from _walk_now(child)


def _fitting_calls(story: Story, position: int, nodes: Sequence[ast.AST]) -> list[ast.Call]:
    """Calls that fit a model rather than a transformer."""
    found = []
    for part in nodes:
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in names("fits"):
            kind = class_of(story, part.func.value, before=position)
            is_known = is_saved_by_skops(kind) or has_own_format(kind)
            # A class of a library that we know nothing of may be none: `scipy.stats.norm.fit(x)`.
            if not is_transformer(kind) and (is_known or (part.args and "." not in kind)):
                found.append(part)
    return found


def class_of(story: Story, receiver: ast.expr, *, before: int) -> str:
    """The full name of the class or function that made what a method is called on, empty if that is not seen."""
    node = receiver
    while True:
        match node:
            case ast.Name(id=name) if (binder := story.binder(name, before)) is not None:
                bound = story.node(binder)
                if not (isinstance(bound, ast.Assign) and len(bound.targets) == 1):
                    return ""
                if not isinstance(bound.targets[0], ast.Name):
                    return ""
                node, before = bound.value, binder
            case ast.Call(func=ast.Attribute(value=inner, attr=attr)) if attr in names("fits"):
                node = inner
            case ast.Call(func=function):
                name = qualified_name(function, story.qualified)
                return name if "." in name and base_name(function) in story.qualified else ""
            case ast.Name() | ast.Attribute():
                name = qualified_name(node, story.qualified)
                return name if base_name(node) in story.qualified else ""
            case _:
                return ""


def _why_not(story: Story, position: int, call: ast.Call, *, is_now: bool) -> str:
    """Why a model cannot be saved right after its statement, empty if it can."""
    assert isinstance(call.func, ast.Attribute)
    kind = class_of(story, call.func.value, before=position)
    if has_own_format(kind):
        return f"models of {kind.partition('.')[0]} have a format of their own"
    if not is_now:
        return "a model is fitted in a loop, under a condition or in an expression that runs more than once"
    if not _name_of(story, position, call):
        return "the fitted model has no name: bind it to one before it is fitted"
    if not is_saved_by_skops(kind) and not _predicts_later(story, position, _name_of(story, position, call)):
        return "nothing says that this is a model: no class that is known, and nothing that it predicts"
    if not call.args or not _is_plain(story, position, call.args[0]):
        return "the features have no name: bind them to one before the model is fitted"
    return ""


def _name_of(story: Story, position: int, call: ast.Call) -> str:
    """The variable that holds the fitted model."""
    assert isinstance(call.func, ast.Attribute)
    if isinstance(call.func.value, ast.Name):
        return call.func.value.id if call.func.value.id in story.variables else ""
    match story.node(position):
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is call and call.func.attr == "fit":
            return name if name in story.variables else ""
    return ""


def _predicts_later(story: Story, position: int, name: str) -> bool:
    """Whether the notebook asks it for predictions."""
    for later in story.positions:
        for part in ast.walk(story.node(later)) if later >= position else ():
            match part:
                case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner == name and attr in names("predicts"):
                    return True
    return False


def _is_plain(story: Story, position: int, node: ast.expr) -> bool:
    """Whether it can be evaluated again: a variable, its attributes, its columns, without some of them; on one line."""
    facts = story.timeline.statements[position]
    if node.lineno != node.end_lineno or not base_name(node):
        return False
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name):
                if name not in story.variables or name not in facts.reads | facts.binds:
                    return False
            case ast.Call(func=ast.Attribute(attr=attr), keywords=keywords):
                if attr not in _PLAIN_METHODS or any(k.arg == "inplace" for k in keywords):
                    return False
            case ast.Attribute() | ast.Subscript() | ast.Constant() | ast.List():
                pass
            case ast.expr():
                return False
    return True


def _fit(story: Story, position: int, call: ast.Call) -> Fit:
    assert isinstance(call.func, ast.Attribute)
    name = _name_of(story, position, call)
    given = [text_of(story, position, node) for node in call.args[:2]]
    features, target = (*given, "")[:2]
    sources = sources_of(story.flow, story.ref(position), {base_name(node) for node in call.args[:2]})
    split = _split_before(story, position, sources)
    held_out = _held_out(story, position, name, features, target, split)
    rows = held_out[0] if held_out else features
    roots, made, state = _made_since(story, position, rows, split) if split else ((), (), ())
    kind = class_of(story, call.func.value, before=position).rpartition(".")[2]
    kept = KeptModel(
        after=story.ref(position),
        label=name,
        name=name,
        estimator="Pipeline" if kind == "make_pipeline" else kind,
        features=features,
        target=target,
        target_column=_column(story, position, target, split),
        preprocessing=tuple(dict.fromkeys((*_preprocessing(story, position, sources), *state))),
    )
    return Fit(
        position=position,
        kept=kept,
        split=split,
        rows=rows,
        roots=roots,
        made=made,
        state=state,
        table=_table(story, sources),
    )


def _table(story: Story, sources: frozenset[StmtRef]) -> tuple[StmtRef, str] | None:
    """The only statement of the sources that reads a table and does nothing else."""
    found = []
    for position in story.positions:
        match story.node(position):
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)):
                is_read = qualified_name(function, story.qualified).startswith("pandas.read_")
                if is_read and story.ref(position) in sources:
                    found.append((story.ref(position), name))
    return found[0] if len(found) == 1 else None


def _column(story: Story, position: int, target: str, split: Split | None) -> str:
    """The one column by whose name the target was taken out of a table; empty if that is not seen."""
    whole = split.whole(target) if split is not None else target
    binder = story.binder(whole, split.position if split is not None else position)
    columns = set(columns_in(story.node(binder) if binder is not None else ast.parse(whole), story.variables))
    return columns.pop() if len(columns) == 1 else ""


def _made_since(
    story: Story, position: int, rows: str, split: Split
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...]]:
    """What `rows` came from when they were divided, the statements that made them since, and what else these read."""
    divided = {name for pair in split.pairs for name in pair}
    carrying, made, state = {root_of(rows)}, [], dict[str, None]()
    for earlier in reversed([p for p in story.positions if split.position < p < position]):
        facts = story.timeline.statements[earlier]
        if (facts.binds | facts.may_bind | facts.mutates) & carrying:
            made.append(earlier)
            read = facts.reads & story.variables
            carrying |= read & divided
            state |= dict.fromkeys(sorted(read - carrying))
    return tuple(sorted(carrying & divided)), tuple(reversed(made)), tuple(state)


def root_of(text: str) -> str:
    """The variable at the beginning of an expression that was copied from the notebook."""
    return base_name(ast.parse(text, mode="eval").body)


def text_of(story: Story, position: int, node: ast.expr) -> str:
    """A plain expression as it stands in the notebook; empty for any other."""
    if not _is_plain(story, position, node):
        return ""
    cell = story.timeline.notebook.cell_by_index[story.ref(position).cell]
    return ast.get_source_segment(cell.python, node) or ""


def _split_before(story: Story, position: int, sources: frozenset[StmtRef]) -> Split | None:
    """The last statement that divided the rows which the features come from."""
    before = [p for p in story.positions if p < position and story.ref(p) in sources]
    return next((split for p in reversed(before) if (split := split_of(story, p)) is not None), None)


def split_of(story: Story, position: int) -> Split | None:
    """`a, b, c, d = train_test_split(x, y)`, read as that."""
    match story.node(position):
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Call(func=function, args=given)):
            bound = [target.id for target in targets if isinstance(target, ast.Name)]
            is_split = qualified_name(function, story.qualified).endswith("train_test_split")
            if is_split and len(bound) == len(targets) == 2 * len(given):
                return Split(
                    position=position,
                    given=tuple(text_of(story, position, node) for node in given),
                    pairs=tuple(zip(bound[::2], bound[1::2], strict=True)),
                )
    return None


def _held_out(
    story: Story, position: int, name: str, features: str, target: str, split: Split | None
) -> tuple[str, str] | None:
    """Rows with their target that were held out: the partners in the split, or what is predicted later."""
    if split is None or not target:
        return None
    rows = split.held_out(features) or _predicted(story, position, name)
    truth = split.held_out(target)
    if not rows or not truth or rows == features or not {rows, truth} <= story.variables:
        return None
    for later in story.positions:
        facts = story.timeline.statements[later]
        touched = facts.binds | facts.may_bind | (facts.mutates if later > position else frozenset())
        if later >= position and touched & {rows, truth}:
            return None  # it is not ready yet
    return (rows, truth) if story.binder(rows, position) is not None else None


def _predicted(story: Story, position: int, name: str) -> str:
    """The variable for which the model predicts first."""
    for later in story.positions:
        for part in ast.walk(story.node(later)) if later >= position else ():
            match part:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=attr), args=[ast.Name(id=rows), *_]):
                    if owner == name and attr in names("predicts"):
                        return rows
    return ""


def _preprocessing(story: Story, position: int, sources: frozenset[StmtRef]) -> tuple[str, ...]:
    """Variables whose `transform` has made the features or the target, and that are still the same objects."""
    found: dict[str, None] = {}
    for earlier in story.positions:
        for part in ast.walk(story.node(earlier)) if earlier < position and story.ref(earlier) in sources else ():
            match part:
                case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in names("transforms"):
                    if name in story.variables and story.binder(name, earlier) == story.binder(name, position):
                        found[name] = None
    return tuple(found)


def _labelled(fits: Sequence[Fit]) -> tuple[Fit, ...]:
    """Models of one name are told apart by their classes, then by numbers."""
    counts = Counter(fit.kept.name for fit in fits)
    labels: list[str] = []
    for fit in fits:
        name, kind = fit.kept.name, snake_case(fit.kept.estimator)
        label = name if counts[name] == 1 or not kind else f"{name}_{kind}"
        number = next(n for n in range(1, len(fits) + 2) if (label if n == 1 else f"{label}_{n}") not in labels)
        labels.append(label if number == 1 else f"{label}_{number}")
    return tuple(replace(fit, kept=replace(fit.kept, label=label)) for fit, label in zip(fits, labels, strict=True))
