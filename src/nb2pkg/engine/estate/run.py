"""`estate`: what is new is surveyed, the data set made anew, and counted up. Where nothing is new, nothing is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from nb2pkg import __version__
from nb2pkg.check_settings import CheckSettings
from nb2pkg.engine.batches.drive import batches_of, done_batches
from nb2pkg.engine.batches.executors import Engine, EngineChoice, engine_of
from nb2pkg.engine.batches.telling import Tell
from nb2pkg.engine.check import job_of
from nb2pkg.engine.estate.clones import cluster_rows, cluster_schema, clusters_of
from nb2pkg.engine.estate.plan import SurveyPlan, plan_survey
from nb2pkg.engine.estate.publish import publish, write_pieces
from nb2pkg.engine.estate.repositories import read_list, repositories_in
from nb2pkg.engine.estate.shards import Shards, read_stamps, write_whole
from nb2pkg.engine.estate.state import State, changes_of, grades_in, read_state, write_state
from nb2pkg.engine.estate.survey_work import SurveyWork
from nb2pkg.engine.estate.tables import NOTEBOOKS, TABLES, arrow, clean
from nb2pkg.engine.estate.totals import About, summary_of
from nb2pkg.engine.estate.walk import Walked, walk_clones, walk_listed, walk_tree
from nb2pkg.engine.git_clones import Fetched, fetch_all
from nb2pkg.engine.git_owners import Ownership, heads_of, owners_in
from nb2pkg.engine.result_cache import configuration_key
from nb2pkg.engine.room import room_for
from nb2pkg.engine.ruff_check import ruff_version
from nb2pkg.errors import Nb2pkgError
from nb2pkg.model.estate import EstateSummary, FileStamp
from nb2pkg.rules.collection import all_rules

SHARDS, CLONES = ".shards", ".clones"
LAYOUT = 1  # of the tables; another number and everything is surveyed again
_FILES = tuple(f"{table}.parquet" for table in (*TABLES, "clusters", "owners"))


class EstateRequest(Struct, frozen=True, kw_only=True):
    """What was asked for: a folder, or a list of notebooks or repositories, and where the data set is to be."""

    place: Path
    out: Path
    settings: CheckSettings
    engine: EngineChoice = field(default_factory=EngineChoice)
    page: str = "estate.html"  # that must be there if nothing is to be done
    fetched: Fetched | None = None  # the repositories, if it is a list of them


class EstateOutcome(Struct, frozen=True, kw_only=True):
    """What a run did. The summary is None where nothing had changed since the last."""

    notebooks: int
    surveyed: int
    summary: EstateSummary | None


def fetch_listed(request: EstateRequest, tell: Tell) -> EstateRequest:
    """The request, its repositories brought up to date if it names a list of them. Raises Nb2pkgError."""
    if not request.place.is_file():
        return request
    repositories = repositories_in(read_list(request.place), request.place)
    if not repositories:
        return request
    with room_for(request.out):
        return replace(request, fetched=fetch_all(request.out / CLONES, repositories, tell))


class _Surveyed(Struct, frozen=True, kw_only=True):
    """What there is to be published: which notebook is in which shard, and what the others are known by."""

    walked: Walked
    before: State
    configuration: str
    heads: Mapping[str, str]
    shards: Shards
    plan: SurveyPlan
    shard_of: Mapping[str, int]
    is_news: bool


def run_estate(request: EstateRequest, tell: Tell) -> EstateOutcome:
    """Surveys what is new and writes the data set. Raises Nb2pkgError for what the user can mend."""
    with engine_of(request.engine) as engine:  # only as long: its processes need memory
        if not (request.out / f"{NOTEBOOKS}.parquet").exists():  # a first run: there is work, whatever is found
            engine.warm_up(f"{all_rules.__module__}:{all_rules.__name__}")
        done = _all_surveyed(request, engine, tell)
    summary = _published(request, done) if done.is_news else None
    done.shards.remove()
    return EstateOutcome(notebooks=len(done.walked.notebooks), surveyed=len(done.shard_of), summary=summary)


def _all_surveyed(request: EstateRequest, engine: Engine, tell: Tell) -> _Surveyed:
    arrow()
    walked = _walked(request)
    job = job_of(request.settings, uses_cache=False)
    work = SurveyWork(root=str(walked.root), settings=job.settings, codes=tuple(rule.code for rule in job.rules))
    configuration = _configuration(request, work)
    before = read_state(request.out)
    shards = _shards(request.out, configuration)
    plan = _plan(request, walked, before, shards, configuration)
    heads = heads_of(walked.root, walked.repositories)
    is_same = heads == before.heads and configuration == before.configuration and not _is_work(plan)
    is_news = not (is_same and all((request.out / name).exists() for name in (request.page, *_FILES)))
    return _Surveyed(
        walked=walked,
        before=before,
        configuration=configuration,
        heads=heads,
        shards=shards,
        plan=plan,
        shard_of=_surveyed(plan, work, engine, shards, tell) if is_news else {},
        is_news=is_news,
    )


def _published(request: EstateRequest, done: _Surveyed) -> EstateSummary:
    old_grades = grades_in(request.out)
    with room_for(request.out):
        publish(request.out, done.shards, kept=done.plan.kept, shard_of=done.shard_of)
        summary = _summary(request, done.walked, done.heads, done.before, old_grades, done.plan)
        write_state(request.out, State(configuration=done.configuration, date=summary.date, heads=done.heads))
    return summary


def _is_work(plan: SurveyPlan) -> bool:
    return bool(plan.todo or plan.shard_of or plan.removed or plan.number_touched)


def _walked(request: EstateRequest) -> Walked:
    place = request.place
    if request.fetched:
        walked = walk_clones(request.fetched.home, request.fetched.folders, exclude=request.settings.exclude)
    elif place.is_dir():
        walked = walk_tree(place, exclude=request.settings.exclude, without=request.out)
    elif place.exists():
        walked = walk_listed(place.parent, read_list(place))
    else:
        hint = "Name a folder, or a file that lists notebooks or repositories."
        raise Nb2pkgError(f"{place} does not exist.", hint=hint)
    if not walked.notebooks:
        where = "in the repositories of" if request.fetched else "below"
        hint = "Checkpoints and what `exclude` says are left out, below a folder what git ignores too."
        raise Nb2pkgError(f"There is no notebook {where} {place}.", hint=hint)
    return walked


def _configuration(request: EstateRequest, work: SurveyWork) -> str:
    settings = request.settings
    return configuration_key(
        {
            "version": __version__,
            "layout": LAYOUT,
            "rules": work.codes,
            "ruff": ruff_version() if settings.ruff else "",
            "selectors": [settings.select, settings.extend_select, settings.ignore],
            "per-path": {key: list(value) for key, value in settings.per_path_ignores.items()},
            "root": str(request.place.resolve()),
        }
    )


def _shards(out: Path, configuration: str) -> Shards:
    try:
        out.mkdir(parents=True, exist_ok=True)
        return Shards(out / SHARDS, configuration)
    except OSError as error:
        raise Nb2pkgError(f"{out} cannot be written: {error.strerror}.", hint="Choose another --out.") from error


def _plan(request: EstateRequest, walked: Walked, before: State, shards: Shards, configuration: str) -> SurveyPlan:
    file = request.out / f"{NOTEBOOKS}.parquet"
    known: dict[str, FileStamp] = {}
    if before.configuration == configuration and file.exists():
        known = {stamp.path: stamp for stamp in read_stamps(file)}
    return plan_survey(walked.root, walked.notebooks, known, shards.stamps(), uses_ruff=request.settings.ruff)


def _surveyed(plan: SurveyPlan, work: SurveyWork, engine: Engine, shards: Shards, tell: Tell) -> Mapping[str, int]:
    """Surveys what is to do, a shard for each batch. Gives the shard of each notebook that is in one."""
    shard_of = dict(plan.shard_of)
    if not plan.todo:
        return shard_of
    first = max(shards.numbers(), default=-1) + 1
    done = 0
    tell(done, len(plan.todo))
    for number, surveys in done_batches(engine, work, batches_of(plan.todo, width=engine.width)):
        with room_for(shards.home):
            shards.write(first + number, surveys)
        shard_of.update((clean(one.stamp.path), first + number) for one in surveys)
        done += len(surveys)
        tell(done, len(plan.todo))
    return shard_of


def _summary(
    request: EstateRequest,
    walked: Walked,
    heads: Mapping[str, str],
    before: State,
    old_grades: Mapping[str, str],
    plan: SurveyPlan,
) -> EstateSummary:
    """Counts up what the data set holds now, and writes the tables that are about all of it."""
    owners = _owners(walked, heads)
    paths = grades_in(request.out)
    owners = {path: owners[path] for path in paths if path in owners}
    write_whole(_owner_table(owners), request.out / "owners.parquet")
    clusters = clusters_of(request.out / "cells.parquet")
    write_pieces(cluster_rows(clusters), request.out / "clusters.parquet", cluster_schema())
    changes = changes_of(
        old_grades, paths, since=before.date, added=plan.added, removed=plan.removed, changed=plan.changed
    )
    about = About(root=str(request.place), date=f"{datetime.now():%Y-%m-%d %H:%M}", version=__version__)
    summary = summary_of(request.out, about, clusters=clusters, owners=owners, changes=changes)
    return replace(summary, unreachable=request.fetched.unreachable if request.fetched else ())


def _owners(walked: Walked, heads: Mapping[str, str]) -> dict[str, Ownership]:
    """By git: of the repositories in the tree, else of the one that it is a part of."""
    found: dict[str, Ownership] = {}
    for folder in walked.repositories if "" in heads or heads else ("",):
        found.update(owners_in(walked.root, folder))
    return found


def _owner_table(owners: Mapping[str, Ownership]) -> Any:
    pa = arrow()
    some = sorted(owners.items())
    return pa.table(
        {
            "path": pa.array([path for path, _ in some], type=pa.string()),
            "owner": pa.array([one.owner for _, one in some], type=pa.string()),
            "commits": pa.array([one.commits for _, one in some], type=pa.int32()),
            "last_author": pa.array([one.last_author for _, one in some], type=pa.string()),
            "last_change": pa.array([one.last_change for _, one in some], type=pa.string()),
        }
    )
