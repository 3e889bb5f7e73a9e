"""Hard-coded paths, URLs, seeds, sizes and hyper-parameters become fields of `Config`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.handing import called_name
from nb2pkg.knowledge.secrets import HIDDEN
from nb2pkg.model.notebook import Location
from nb2pkg.model.plan import Parameter, ParameterKind, UseParameter
from nb2pkg.planner.meanings import Role, comment_on, role_of_place, roles_in_words
from nb2pkg.planner.secret_literals import secret_literals
from nb2pkg.planner.sorting import Sorting, literal_value
from nb2pkg.planner.statements import inside_f_strings, node_of, where
from nb2pkg.planner.timeline import Timeline
from nb2pkg.syntax.literals import annotation_of, is_number
from nb2pkg.syntax.names import is_usable, snake_case
from nb2pkg.syntax.path_texts import is_place_of_a_machine, is_plain_name, looks_like_path, path_setting
from nb2pkg.syntax.qualified import base_name
from nb2pkg.syntax.scopes import FUNCTIONS, top_level_uses

SEED_KEYWORDS = frozenset({"random_state", "seed", "random_seed"})
HYPER_PARAMETERS = frozenset(
    {
        "test_size",
        "train_size",
        "n_estimators",
        "max_depth",
        "learning_rate",
        "n_neighbors",
        "n_clusters",
        "n_components",
        "max_iter",
        "n_splits",
        "min_samples_leaf",
        "min_samples_split",
        "epochs",
        "batch_size",
        "num_leaves",
        "max_features",
        "num_boost_round",
        "early_stopping_rounds",
    }
)
ESTIMATORS = re.compile(r"(sklearn(?!\.(metrics|inspection|datasets))|xgboost|lightgbm|catboost)\.(\w+\.)*[A-Z]\w*")
NOT_OF_THE_MODEL = frozenset(
    {"n_jobs", "verbose", "nthread", "num_threads", "thread_count", "cache_size", "pre_dispatch"}
)
SECRET_NAME = re.compile(
    r"(^|_)(password|passwd|pwd|secret|api_?key|access_?key|auth_?token|token|private_?key)($|_)", re.I
)
SAYING = frozenset({"print", "display", "debug", "info", "warning", "warn", "error", "exception", "critical"})
URL = re.compile(r"^[a-z][a-z0-9+.-]*://", re.I)
ParameterKindOrder = {kind: place for place, kind in enumerate(ParameterKind)}
PATH_KEYWORDS = frozenset(
    {"filepath_or_buffer", "path_or_buf", "path", "filename", "file", "fname", "io", "path_or_buffer"}
)


class Settings(Struct, frozen=True, kw_only=True):
    """The fields of `Config`, which variable each replaces, and which literals become which field."""

    parameters: tuple[Parameter, ...]
    field_by_variable: Mapping[str, str]
    uneditable: frozenset[str]  # variables that some text uses where no edit can reach: keep them as plain names
    literal_edits: Mapping[int, tuple[UseParameter, ...]]


class _Candidate(Struct, frozen=True, kw_only=True):
    position: int
    at: Location
    value: ast.expr
    kind: ParameterKind
    name: str
    context: str
    role: Role | None = None


def settings_of(timeline: Timeline, sorting: Sorting) -> Settings:
    """All settings of the notebook, those bound to variables first."""
    taken = {name for flow in timeline.statements for name in flow.binds | flow.may_bind | flow.reads | flow.late_reads}
    parameters: list[Parameter] = []
    fields: dict[str, str] = {}
    uneditable: set[str] = set()
    for variable, position in sorted(sorting.settings.items(), key=lambda item: item[1]):
        if not _is_editable(timeline, variable):
            uneditable.add(variable)
        lower = variable.lower()
        can_lower = variable not in uneditable and lower not in taken and is_usable(lower)
        field = lower if variable.isupper() and can_lower else variable
        fields[variable] = field
        taken.add(field)
        parameters.append(_from_variable(timeline, variable, field, position))
    literal_edits: dict[int, list[UseParameter]] = {}
    for same in _by_setting(_candidates(timeline, sorting)):
        field = _free_name(same, taken)
        taken.add(field)
        parameters.append(_from_candidates(timeline, same, field))
        for candidate in same:
            literal_edits.setdefault(candidate.position, []).append(UseParameter(at=candidate.at, parameter=field))
    return Settings(
        parameters=tuple(parameters),
        field_by_variable=fields,
        uneditable=frozenset(uneditable),
        literal_edits={position: tuple(edits) for position, edits in literal_edits.items()},
    )


def _by_setting(candidates: Iterable[_Candidate]) -> Iterable[list[_Candidate]]:
    """Literals that are one setting, together, in the order of the first of each."""
    found: dict[tuple[ParameterKind, str, str], list[_Candidate]] = {}
    for candidate in candidates:
        key = (candidate.kind, ast.unparse(candidate.value), candidate.name if _is_own(candidate.kind) else "")
        found.setdefault(key, []).append(candidate)
    return found.values()


def _is_own(kind: ParameterKind) -> bool:
    """Plain values and secrets are one setting per place and name; the same path in two places is one setting."""
    return kind in {ParameterKind.VALUE, ParameterKind.SECRET}


def _is_editable(timeline: Timeline, variable: str) -> bool:
    for position in timeline.readers.get(variable, ()):
        flow = timeline.statements[position]
        node = node_of(timeline.notebook, flow.ref)
        fixed = inside_f_strings(node)
        if variable in flow.hidden_reads or any(
            use.name == variable and id(use.node) in fixed for use in top_level_uses(node)
        ):
            return False
    return True


def _from_variable(timeline: Timeline, variable: str, field: str, position: int) -> Parameter:
    value, ref = literal_value(timeline, position), timeline.statements[position].ref
    kind = _kind_of(value, variable)
    is_secret = kind is ParameterKind.SECRET
    return Parameter(
        name=field,
        default="" if is_secret else ast.unparse(value),
        annotation=annotation_of(value),
        kind=kind,
        origin=ref,
        variable=variable,
        comment="" if is_secret else comment_on(timeline.notebook, ref),
    )


def _from_candidates(timeline: Timeline, same: Sequence[_Candidate], field: str) -> Parameter:
    first = same[0]
    return Parameter(
        name=field,
        default="" if first.kind is ParameterKind.SECRET else ast.unparse(first.value),
        annotation=annotation_of(first.value),
        kind=first.kind,
        origin=timeline.statements[first.position].ref,
        roles=roles_in_words([candidate.role for candidate in same if candidate.role]),
    )


def _kind_of(value: ast.expr, name: str) -> ParameterKind:
    text = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
    if HIDDEN in text and not re.search(r"\s", text):
        return ParameterKind.SECRET
    if SECRET_NAME.search(name) and len(text) >= 6 and not re.search(r"\s", text):
        return ParameterKind.SECRET
    if URL.match(text):
        return ParameterKind.URL
    if text and looks_like_path(text):
        return ParameterKind.PATH
    if re.search(r"(^|_)seed($|_)|random_state", name, re.I) and is_number(value):
        return ParameterKind.SEED
    return ParameterKind.VALUE


def _candidates(timeline: Timeline, sorting: Sorting) -> Iterator[_Candidate]:
    for position in sorting.flow:
        flow = timeline.statements[position]
        if HIDDEN in timeline.notebook.cell_by_index[flow.ref.cell].python:
            yield from _secret_candidates(timeline, position)
        found = list(_call_candidates(timeline, position)) if flow.calls else []
        yield from found
        yield from _place_candidates(timeline, position, known=frozenset(candidate.at for candidate in found))


def _call_candidates(timeline: Timeline, position: int) -> Iterator[_Candidate]:
    flow = timeline.statements[position]
    node = node_of(timeline.notebook, flow.ref)
    fixed = inside_f_strings(node)
    known = {c.at: c for c in flow.calls}  # `read(x).save(y)`: both begin at one place
    for call in _calls_now(node):
        spot = where(timeline.notebook, flow.ref, call)
        if id(call) in fixed or spot not in known:
            continue
        is_named = isinstance(node, ast.Assign) and node.value is call
        for value, kind, name, role in _literals_of(call, known[spot].qualified, is_named=is_named):
            at = where(timeline.notebook, flow.ref, value)
            context = _context_of(call, name)
            yield _Candidate(position=position, at=at, value=value, kind=kind, name=name, context=context, role=role)


def _place_candidates(timeline: Timeline, position: int, *, known: frozenset[Location]) -> Iterator[_Candidate]:
    """Places of one machine, whatever they are handed to: `os.chdir("/content")`, `folder = "/kaggle/input"`."""
    ref = timeline.statements[position].ref
    node = node_of(timeline.notebook, ref)
    fixed = inside_f_strings(node)
    for value in _handed_now(node):
        if not (isinstance(value, ast.Constant) and isinstance(value.value, str)) or id(value) in fixed:
            continue
        at = where(timeline.notebook, ref, value)
        if at not in known and is_place_of_a_machine(value.value):
            name = path_setting(value.value)
            kind = ParameterKind.PATH
            yield _Candidate(position=position, at=at, value=value, kind=kind, name=name, context="place")


def _handed_now(node: ast.AST) -> Iterator[ast.expr]:
    """What is assigned or handed to calls, but not inside functions."""
    if isinstance(node, FUNCTIONS):
        return
    match node:
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            yield value
        case ast.Call() if called_name(node) not in SAYING:
            yield from node.args
            yield from (keyword.value for keyword in node.keywords)
    for child in ast.iter_child_nodes(node):
        yield from _handed_now(child)


def _context_of(call: ast.Call, name: str) -> str:
    """What tells settings of one name apart: what is called, or for `np.random.seed` to what it belongs."""
    method = called_name(call)
    return base_name(call.func) if method == name and isinstance(call.func, ast.Attribute) else method


def _secret_candidates(timeline: Timeline, position: int) -> Iterator[_Candidate]:
    ref = timeline.statements[position].ref
    for value, given in secret_literals(node_of(timeline.notebook, ref)):
        at = where(timeline.notebook, ref, value)
        name = _url_name(value.value) if URL.match(value.value) else given
        yield _Candidate(position=position, at=at, value=value, kind=ParameterKind.SECRET, name=name, context="secret")


def _calls_now(node: ast.AST) -> Iterator[ast.Call]:
    if isinstance(node, FUNCTIONS):
        return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls_now(child)


def _literals_of(
    call: ast.Call, qualified: str, *, is_named: bool
) -> Iterator[tuple[ast.expr, ParameterKind, str, Role | None]]:
    """What of a call's arguments are settings. `folder = Path("results")` is one; `Path("results").mkdir()` is not."""
    method = called_name(call)
    facts = facts_of(qualified or None, method if not qualified else None)
    if facts.effects & {"reads_file", "writes_file", "network"} or qualified == "pathlib.Path":
        role = role_of_place(facts.effects, call)
        for value in _path_arguments(call, writes="writes_file" in facts.effects):
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and HIDDEN not in value.value:
                text = value.value
                if URL.match(text):
                    yield value, ParameterKind.URL, _url_name(text), role
                elif looks_like_path(text) or (is_named and qualified == "pathlib.Path" and is_plain_name(text)):
                    yield value, ParameterKind.PATH, path_setting(text), role
    for keyword in call.keywords:
        if keyword.arg in SEED_KEYWORDS and _is_plain_int(keyword.value):
            yield keyword.value, ParameterKind.SEED, "seed", None
        elif keyword.arg and is_number(keyword.value) and _is_hyper_parameter(keyword.arg, qualified):
            is_letter = len(keyword.arg) == 1  # `C`: says nothing without its model
            name = f"{snake_case(method)}_{keyword.arg.lower()}" if is_letter else keyword.arg
            yield keyword.value, ParameterKind.VALUE, name, Role(f"`{keyword.arg}` of", method)
    if method in {"seed", "manual_seed", "set_seed"} and len(call.args) == 1 and _is_plain_int(call.args[0]):
        yield call.args[0], ParameterKind.SEED, "seed", None


def _is_hyper_parameter(keyword: str, qualified: str) -> bool:
    """By its name in any call; in a call that makes an estimator, every number but those about the machine."""
    is_estimator = ESTIMATORS.fullmatch(qualified) is not None
    return keyword in HYPER_PARAMETERS or (is_estimator and keyword not in NOT_OF_THE_MODEL)


def _path_arguments(call: ast.Call, *, writes: bool) -> list[ast.expr]:
    """Where a call takes the path: first, or, as with `joblib.dump(model, "model.pkl")`, after what is written."""
    is_second = writes and len(call.args) > 1 and not isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    return call.args[: 2 if is_second else 1] + [k.value for k in call.keywords if k.arg in PATH_KEYWORDS]


def _is_plain_int(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and type(value.value) is int


def _url_name(text: str) -> str:
    tail = text.split("?")[0].rstrip("/").split("/")[-1].split(".")[0]
    stem = snake_case(tail)
    return f"{stem}_url" if stem and stem.isidentifier() and len(stem) < 40 else "data_url"


def _free_name(same: Sequence[_Candidate], taken: set[str]) -> str:
    first = same[0]
    name = first.name if first.name.isidentifier() else "data_path"
    contexts = {candidate.context for candidate in same}
    is_shared_state = first.kind is ParameterKind.SEED and len(contexts) > 1
    by_context = "random_state" if is_shared_state else f"{snake_case(first.context)}_{name}"
    for option in (name, by_context, f"{name}_setting", f"{name}_cell_{first.at.cell}"):
        if option not in taken and is_usable(option):
            return option
    return next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in taken)
