"""What becomes of the time that a notebook asks for: something that data are compared with, a name, or a stamp."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from nb2pkg.knowledge.handing import called_name
from nb2pkg.patterns import pattern_of
from nb2pkg.rules.reproducibility.spots import Spot, reads_of
from nb2pkg.rules.rule import Subject
from nb2pkg.syntax.parse import parse
from nb2pkg.syntax.qualified import qualified_name
from nb2pkg.syntax.walking import children, walk

_DEPTH = 4  # how many variables a value is followed through
_PRINTS = frozenset("print display info debug warning error log write set_description title suptitle text".split())
_FILES = frozenset(
    """
    open join Path to_csv to_excel to_parquet to_json to_pickle savefig save dump mkdir makedirs exists savetxt
    save_model write_csv imsave copy rename
    """.split()
)
_SAME_VALUE = frozenset("int float str round repr abs Timestamp to_datetime datetime64 combine mktime datetime".split())
_DELTAS = pattern_of(r"\w*(?:delta|Offset|BDay|Day|MonthEnd|MonthBegin|YearEnd)\w*", re.IGNORECASE)
_MEASURES = pattern_of(
    r"(?i)start|begin|^t_?\d*$|tic$|toc$|since|elapsed|prev|finish|^then$|^ts$|stop|duration|timer|timeout"
)
_TIMER = pattern_of(r"(?i)time|elapsed|since|duration|log|progress")  # functions that measure or tell, by their name
_MAY_ASK = pattern_of(r"time|now\(|today|clock")
_STAMP_KEY = pattern_of(r"(?i)time|stamp|created|updated|loaded|_at$|start|end|run|logged|generated")
_LOG = pattern_of(r"(?i)log|tensorboard|checkpoint|ckpt|runs?/|summary|cache|tmp|temp")


class Use(Enum):
    """What the time ends up in, if that matters."""

    DATA = "data"
    NAME = "name"


class ClockUse(Struct, frozen=True, kw_only=True):
    """A use and where it is."""

    use: Use
    spot: Spot


class _Climb(Struct, frozen=True, kw_only=True):
    """On the way up from the clock to what decides: is it made text, what text is around it, is it seconds."""

    spot: Spot
    is_epoch: bool
    is_text: bool = False
    around: str = ""


def uses_of(
    spot: Spot, subject: Subject, *, is_epoch: bool, followed: frozenset[str] = frozenset()
) -> Iterator[ClockUse]:
    """The uses that matter of a clock's value, `is_epoch`: as a number of seconds, which is mostly to measure time."""
    state = _Climb(spot=spot, is_epoch=is_epoch)
    for index in range(len(spot.parents) - 1, -1, -1):
        parent = spot.parents[index]
        step = _step(parent, state, subject)
        match step:
            case _Climb():
                above = parent if isinstance(parent, ast.expr) else state.spot.node
                state = replace(step, spot=Spot(node=above, parents=spot.parents[:index], ref=spot.ref))
            case Use():
                yield ClockUse(use=step, spot=state.spot)
                return
            case str() if len(followed) < _DEPTH and step not in followed:
                for read in reads_of(step, spot, subject):
                    yield from uses_of(read, subject, is_epoch=is_epoch, followed=followed | {step})
                return
            case _:
                return


def _step(parent: ast.AST, state: _Climb, subject: Subject) -> _Climb | Use | str | None:
    """One node further up: go on, a use, a variable to follow, or None where it does not matter."""
    child = state.spot.node
    match parent:
        case ast.Attribute() | ast.keyword() | ast.Tuple() | ast.List() | ast.IfExp() | ast.Slice():
            return state
        case ast.FormattedValue() | ast.JoinedStr():
            return replace(state, is_text=True, around=state.around + _constants(parent))
        case ast.Call(func=func) if func is child:
            is_text = called_name(parent) in {"strftime", "isoformat", "ctime"}
            return replace(state, is_text=state.is_text or is_text)
        case ast.Call():
            return _argument(parent, state)
        case ast.BinOp(left=left, right=right):
            return _operand(parent, right if child is left else left, state, subject)
        case ast.Compare(left=left, comparators=[right]):
            return _compared(right if child is left else left, state, subject)
        case ast.Subscript(value=value):
            return state if value is child else None if state.is_epoch or state.is_text else Use.DATA
        case ast.Assign(targets=[target]):
            return _assigned(target, state)
        case ast.NamedExpr(target=ast.Name(id=name)):
            return name
    return None


def _argument(call: ast.Call, state: _Climb) -> _Climb | Use | None:
    name = called_name(call)
    if name in _SAME_VALUE:
        return replace(state, is_text=state.is_text or name == "str")
    if name == "format" and isinstance(call.func, ast.Attribute):
        return replace(state, is_text=True, around=state.around + _constants(call.func.value))
    if name in _FILES:
        return None if _LOG.search(state.around + _constants(call)) else Use.NAME
    is_length = _DELTAS.fullmatch(name) is not None and len(call.args) < 2
    if name in _PRINTS or state.is_epoch or state.is_text or is_length or _TIMER.search(name):
        return None
    return None if name in {"append", "seed", "add", "update", "set", "type", "id"} else Use.DATA


def _operand(parent: ast.BinOp, other: ast.expr, state: _Climb, subject: Subject) -> _Climb | Use | None:
    if state.is_text or isinstance(other, ast.JoinedStr) or isinstance(getattr(other, "value", None), str):
        return replace(state, is_text=True, around=state.around + _constants(parent))
    if _is_span(other):
        return state
    is_timing = state.is_epoch or (isinstance(other, ast.Name) and _MEASURES.search(other.id))
    if is_timing or _is_clock(other, subject):
        return None
    return Use.DATA if isinstance(parent.op, ast.Sub) else state


def _compared(other: ast.expr, state: _Climb, subject: Subject) -> Use | None:
    in_loop = any(isinstance(parent, ast.While) for parent in state.spot.parents)
    if state.is_epoch or in_loop or isinstance(other, ast.Constant) or _is_clock(other, subject):
        return None
    return Use.DATA


def _assigned(target: ast.expr, state: _Climb) -> Use | str | None:
    match target:
        case ast.Name(id=name):
            if state.is_text and re.search(r"\.\w{2,7}$|[/\\]", state.around):
                return None if _LOG.search(state.around) or _LOG.search(name) else Use.NAME
            return name
        case ast.Subscript(value=ast.Name(id=table), slice=ast.Constant(value=str(key))):
            is_table = re.fullmatch(r"(?i)\w*(?:df|data|frame|table)\w*", table) is not None
            return Use.DATA if is_table and not _STAMP_KEY.search(key) and not state.is_epoch else None
    return None


def _is_clock(node: ast.expr, subject: Subject) -> bool:
    """Whether an expression asks the clock too, or is a variable that did."""
    names = _clock_names(subject)
    return any(
        (isinstance(part, ast.Name) and part.id in names) or (isinstance(part, ast.Call) and is_clock(part, subject))
        for part in walk(node)
    )


def _clock_names(subject: Subject) -> frozenset[str]:
    """Variables that hold what a clock said, anywhere in the notebook."""
    trees = (parse(c.python) for c in subject.notebook.cells if c.syntax_error is None and _MAY_ASK.search(c.python))
    return frozenset(
        target.id
        for tree in trees
        for node in walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(part, ast.Call) and is_clock(part, subject) for part in _outside_tests(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def _outside_tests(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression but for comparisons: `df[df.day > now]` holds rows, no time."""
    if not isinstance(node, ast.Compare):
        yield node
        for child in children(node):
            yield from _outside_tests(child)


def is_clock(call: ast.Call, subject: Subject) -> bool:
    """Whether a call tells the time."""
    name = qualified_name(call.func, subject.flow.qualified_by_name)
    return name in DATES or name in SECONDS or (name in DATES_BY_WORD and _asks_for_now(call))


def _asks_for_now(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    return isinstance(first, ast.Constant) and first.value in {"now", "today"}


def asks_for_now(call: ast.Call, name: str) -> bool:
    """Whether a call of a clock of this name tells the time of the run: `time.strftime("%H", then)` does not."""
    if name in DATES_BY_WORD:
        return _asks_for_now(call)
    if name in {"time.localtime", "time.gmtime", "time.ctime"}:
        return not call.args
    return name != "time.strftime" or len(call.args) < 2


def _is_span(node: ast.expr) -> bool:
    """A number or a length of time."""
    match node:
        case ast.Constant():
            return True
        case ast.Call():
            return _DELTAS.fullmatch(called_name(node)) is not None
        case ast.BinOp(left=left, right=right):
            return _is_span(left) and _is_span(right)
        case ast.Name(id=name):
            return _DELTAS.fullmatch(name) is not None or name.lower() in {"days", "n_days", "window", "hours", "weeks"}
    return False


def _constants(node: ast.AST) -> str:
    parts = (part.value for part in walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return "".join(parts)


DATES = frozenset(
    """
    datetime.datetime.now datetime.datetime.today datetime.datetime.utcnow datetime.date.today pandas.Timestamp.now
    pandas.Timestamp.today pandas.Timestamp.utcnow pandas.datetime.now pandas.datetime.today arrow.now arrow.utcnow
    pendulum.now pendulum.today time.strftime time.localtime time.gmtime time.ctime
    """.split()
)
DATES_BY_WORD = frozenset({"pandas.to_datetime", "pandas.Timestamp", "numpy.datetime64"})
SECONDS = frozenset(
    {"time.time", "time.time_ns", "time.perf_counter", "time.monotonic", "time.process_time", "time.clock"}
)
