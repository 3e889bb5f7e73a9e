"""`verify` of all packages that `convert --each` wrote: each is executed beside its notebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from nb2pkg.engine.batches.drive import results_of
from nb2pkg.engine.batches.executors import EngineChoice
from nb2pkg.engine.batches.telling import Tell
from nb2pkg.engine.many.convert_many import LEDGER
from nb2pkg.engine.many.convert_work import CONVERTED
from nb2pkg.engine.many.fingerprints import notebook_digests, package_digest
from nb2pkg.engine.many.ledger import Ledger, Row
from nb2pkg.engine.many.resume import ManyOutcome, resumed
from nb2pkg.engine.result_cache import configuration_key
from nb2pkg.engine.verification import VerifyRequest, verify_package
from nb2pkg.errors import Nb2pkgError
from nb2pkg.knowledge.secrets import masked
from nb2pkg.model.verdict import BAD, Result, Verdict

VERDICTS = "verdicts.jsonl"
UNVERIFIED, FAILED = "not verified", "failed"
BATCHES = (1, 4)


class VerifyWork(Struct, frozen=True, kw_only=True):
    """How to verify; items are pairs of notebook and package."""

    like: VerifyRequest

    def prepare(self, items: Sequence[tuple[Path, Path]]) -> None:
        """Nothing is done for all at once."""

    def result(self, item: tuple[Path, Path], prepared: None) -> Row:
        """The verdict, in short."""
        notebook, package = item
        try:
            return _row(verify_package(replace(self.like, notebook=notebook, package=package)))
        except Nb2pkgError as error:
            return {"standing": UNVERIFIED, "reason": error.message, "hint": error.hint}

    def failed(self, item: tuple[Path, Path], reason: str) -> Row:
        """What took too much, or met a defect."""
        return {"standing": FAILED, "reason": reason, "hint": "More time or memory: `--timeout`, `--memory`."}


def _row(verdict: Verdict) -> Row:
    bad = next((one for one in verdict.comparisons if one.outcome in BAD), None)
    reason = verdict.package_error or verdict.notebook_error or (f"{bad.key}: {bad.detail}" if bad else "")
    return {
        "standing": verdict.result.value,
        "reason": masked(reason),
        "hint": "",
        "compared": verdict.compared,
        "observations": len(verdict.comparisons),
    }


def verify_many(
    notebooks: Mapping[str, Path], out: Path, like: VerifyRequest, engine: EngineChoice, tell: Tell
) -> ManyOutcome:
    """Verifies what is new or changed. Raises Nb2pkgError where there is nothing, or the engine or the disk ends it."""
    converted = {
        name: str(row["package"])
        for name, row in Ledger(out / LEDGER).rows().items()
        if row.get("standing") == CONVERTED and name in notebooks
    }
    if not converted:
        raise Nb2pkgError(
            f"{out} holds no packages of these notebooks.", hint=f"`nb2pkg convert NOTEBOOKS --each --out {out}` first."
        )
    facts = {key: value for key, value in asdict(like).items() if key not in ("notebook", "package")}
    asked = configuration_key(facts)
    digests = notebook_digests({name: notebooks[name] for name in converted})
    stamps: dict[str, Row] = {
        name: {
            "notebook": name,
            "package": folder,
            "digest": f"{digests[name]}-{package_digest(out / folder)}",
            "asked": asked,
        }
        for name, folder in converted.items()
    }

    def results(names: Sequence[str]) -> Iterator[tuple[str, Row]]:
        todo = [(notebooks[name], out / converted[name]) for name in names]
        for place, row in results_of(todo, VerifyWork(like=like), engine, tell, sizes=BATCHES):
            yield names[place], row

    return resumed(Ledger(out / VERDICTS), stamps, is_done=_is_done, results=results)


def _is_done(row: Row) -> bool:
    return row.get("standing") in {one.value for one in Result}
